"""The `lynchpin` command: one module for each noun, joined in `main.py`."""


def main() -> None:
    """The entry point of the `lynchpin` command."""
    from directory.cli.one_thread import keep_to_one_thread

    keep_to_one_thread()
    try:
        from directory.cli.main import run
    except KeyboardInterrupt:
        # Ctrl+C while the libraries were still being read.
        raise SystemExit(130) from None
    run()

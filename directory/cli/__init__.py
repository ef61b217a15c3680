"""The `lynchpin` command: one module for each noun, joined in `main.py`."""


def main() -> None:
    """The entry point of the `lynchpin` command."""
    try:
        from directory.cli.main import run
    except KeyboardInterrupt:
        # Ctrl+C while the libraries were still being read.
        raise SystemExit(130) from None
    run()

"""The `lynchpin` command: one module for each noun, joined in `main.py`."""


def main() -> None:
    """The entry point of the `lynchpin` command."""
    from directory.cli.main import run

    run()

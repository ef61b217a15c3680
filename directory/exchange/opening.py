"""A file of services opened as what it is: JSON in one of its forms, or a zip of CSV files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from directory.exchange.formats import TITLES, Format
from directory.exchange.reading import Feed, Limits, UnreadableFile, open_feed
from directory.exchange.tabular.package import Package, open_package

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


@contextmanager
def open_services(path: Path, limits: Limits, format: Format | None = None) -> Iterator[Feed | Package]:
    """A file of services, for as long as the block lasts. Raises UnreadableFile, also where it is in another format."""
    if is_zip(path):
        if format not in (None, Format.TABULAR):
            raise UnreadableFile(f"This is a zip archive, and no file of {TITLES[format]}.")
        with open_package(path, limits) as package:
            yield package
        return
    if format is Format.TABULAR:
        raise UnreadableFile(f"This is no zip archive, as {TITLES[format]} is.")
    with open_feed(path, limits, format) as feed:
        yield feed


def is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in ZIP_MAGIC
    except OSError:
        # Opening it again tells why it cannot be.
        return False

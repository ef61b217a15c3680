"""What a run has read of a feed, kept in two files until it is taken in: services, and the ids of all that are listed.

How far the files hold is written in the database after they are safe on the disk; what a run that was killed wrote
behind that is cut off when the next one goes on.
"""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import msgspec

MOST_LISTED = 1_000_000


class NotStaged(Exception):
    """The files of a run are not here, or are shorter than they should be."""


@dataclass(frozen=True)
class Staged:
    """How long the two files are."""

    item_bytes: int = 0
    listed_bytes: int = 0


class Staging:
    """The files of one run, open for going on. Raises NotStaged where they are not as long as they were."""

    def __init__(self, folder: Path, so_far: Staged) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.items_path = folder / "items.ndjson"
        self.listed: set[str] = set()
        self._items = open_at(self.items_path, so_far.item_bytes)
        try:
            self._listed = open_at(folder / "listed.ndjson", so_far.listed_bytes)
        except NotStaged:
            self._items.close()
            raise
        self._listed.seek(0)
        self.listed.update(msgspec.json.decode(line, type=str) for line in self._listed)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._items.close()
        self._listed.close()

    @property
    def item_bytes(self) -> int:
        """How long the file of services is."""
        return self._items.tell()

    def add(self, items: Iterable[bytes], marks: Iterable[str]) -> Staged:
        """Keep services and what was listed; returns how long the files are, once that is safe on the disk."""
        self._items.writelines(each + b"\n" for each in items)
        for mark in marks:
            if mark not in self.listed:
                self.listed.add(mark)
                self._listed.write(msgspec.json.encode(mark) + b"\n")
        return Staged(make_safe(self._items), make_safe(self._listed))


def open_at(path: Path, length: int) -> BinaryIO:
    """A file for going on after so many bytes; what stands behind them goes."""
    try:
        file = path.open("r+b") if length else path.open("w+b")
    except FileNotFoundError:
        raise NotStaged from None
    file.seek(0, os.SEEK_END)
    if file.tell() < length:
        file.close()
        raise NotStaged
    file.truncate(length)
    file.seek(length)
    return file


def make_safe(file: BinaryIO) -> int:
    file.flush()
    os.fsync(file.fileno())
    return file.tell()


def forget(folder: Path) -> None:
    """Remove the files of a run."""
    shutil.rmtree(folder, ignore_errors=True)

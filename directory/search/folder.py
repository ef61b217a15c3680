"""Where the settled segment lies on disk, so that workers share one copy of it and start with it at once.

Each edition is a folder of its own that never changes once it has its name. `CURRENT` names the one in use, and is
replaced in one step: whoever is stopped in the middle of building leaves the edition before in use. One process builds
at a time. Editions that are not in use any more are removed; who still has one mapped keeps it until it lets go.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec
import structlog

from directory.search.arrays import load_arrays, save_arrays
from directory.search.segment import Segment

log = structlog.get_logger()
# Raised when what lies in the folder changes its form or what it means: older editions are then built anew.
FORMAT = 12
_CURRENT = "CURRENT"
_DESCRIPTION = "edition.json"
_UNFINISHED = "building-"


class Edition(msgspec.Struct, frozen=True):
    """Which state of the catalogue an edition holds: what was committed when it was read, and with which model."""

    catalogue_version: int
    read_at: datetime
    vectors: int
    terms: str
    model: str | None = None
    form: int = FORMAT


class IndexFolder:
    """The editions of one installation."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> str | None:
        """The name of the edition in use, if there is one."""
        try:
            return (self.path / _CURRENT).read_text(encoding="ascii").strip() or None
        except OSError:
            return None

    def read(self, name: str) -> tuple[Segment, Edition] | None:
        """An edition, mapped into memory; None where it is of another form, damaged or gone."""
        folder = self.path / name
        try:
            edition = msgspec.json.decode((folder / _DESCRIPTION).read_bytes(), type=Edition)
            if edition.form != FORMAT:
                return None
            return load_arrays(folder, Segment), edition
        except (OSError, ValueError, msgspec.DecodeError) as fault:
            log.warning("index_unreadable", edition=name, fault=type(fault).__name__)
            return None

    def keep(self, segment: Segment, edition: Edition, more: Callable[[Path], None] | None = None) -> str:
        """Write an edition whole, put it in use, and remove those before; `more` may write files of its own to it."""
        name = f"{edition.catalogue_version}-{secrets.token_hex(4)}"
        folder = self.path / f"{_UNFINISHED}{name}"
        folder.mkdir(parents=True, mode=0o700)
        save_arrays(folder, segment)
        if more is not None:
            more(folder)
        (folder / _DESCRIPTION).write_bytes(msgspec.json.encode(edition))
        _write_through(folder)
        folder.rename(self.path / name)
        self._put_in_use(name)
        self._remove_others(name)
        return name

    @contextmanager
    def building(self) -> Iterator[bool]:
        """Whether this process may build now: no other one does. Held until the block ends, or the process does."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.path / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def _put_in_use(self, name: str) -> None:
        new = self.path / f"{_CURRENT}.{name}"
        new.write_text(name, encoding="ascii")
        _sync(new)
        new.replace(self.path / _CURRENT)
        _sync(self.path)

    def _remove_others(self, name: str) -> None:
        for each in self.path.iterdir():
            if each.is_dir() and each.name != name:
                shutil.rmtree(each, ignore_errors=True)


def _write_through(folder: Path) -> None:
    """Have all of a folder on the disk, so that a name never stands for half of it after a power cut."""
    for each in folder.iterdir():
        if each.is_file():
            _sync(each)
    _sync(folder)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)

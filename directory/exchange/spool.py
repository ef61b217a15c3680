"""What one import has to remember from its first line to its last, kept in a temporary file.

A file ten times as long makes this file longer and leaves the memory as it is. It holds the ids seen, so that a
repeated one can be told with the line it repeats; the newest version of each shared record that the catalogue has in
another version: the last one in the file wins, and is written once, at the end; and the services that refer to a
record which had not come when they were read.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import NamedTemporaryFile
from types import TracebackType
from typing import Self, cast

import msgspec

from directory.exchange.batches import Pace
from directory.exchange.bundles import SHARED, Shared
from directory.exchange.records.organizations import Organization, Program
from directory.exchange.records.places import Location
from directory.exchange.records.terms import Taxonomy, TaxonomyTerm
from directory.exchange.shapes import Record

KINDS: dict[str, type[Record]] = {
    each.table: each for each in (Taxonomy, TaxonomyTerm, Organization, Program, Location)
}
TABLES = """
create table seen (key text primary key, number integer not null) without rowid;
create table waiting (
    entity text, key text, number integer not null, digest blob not null, record blob not null,
    primary key (entity, key)
) without rowid;
create table postponed (number integer primary key, data blob not null, reason text not null);
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The newest version of a shared record, and the item that brought it."""

    number: int
    shared: Shared


@dataclass(frozen=True, slots=True)
class Postponed:
    """An item that lacked a record it refers to."""

    number: int
    data: bytes
    reason: str


class Spool:
    """The memory of one run. Used as a context manager; the file is gone afterwards."""

    def __init__(self) -> None:
        self._file = NamedTemporaryFile(prefix="lynchpin-import-", suffix=".db")  # noqa: SIM115 - closed in __exit__
        self._db = sqlite3.connect(self._file.name, isolation_level=None)
        # Nothing in it outlives the run, so it needs neither a journal nor a sync; 2 MB of it stay in memory.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-2000"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.executescript(TABLES)
        self._db.execute("BEGIN")
        self._is_waiting = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._db.close()
        self._file.close()

    def note(self, key: str, number: int) -> int | None:
        """Remember an id; the number of the item that had it before, if one had."""
        added = self._db.execute("insert or ignore into seen values (?, ?)", (key, number))
        if added.rowcount:
            return None
        return cast(int, self._db.execute("select number from seen where key = ?", (key,)).fetchone()[0])

    def put(self, number: int, shared: Shared) -> None:
        """Keep this version of a shared record in place of any other."""
        row = (shared.entity, shared.key, number, shared.digest, msgspec.msgpack.encode(shared.record))
        self._db.execute("insert or replace into waiting values (?, ?, ?, ?, ?)", row)
        self._is_waiting = True

    def drop(self, entity: str, key: str) -> None:
        """Forget the version kept of a shared record: the catalogue has the newest."""
        if self._is_waiting:
            self._db.execute("delete from waiting where entity = ? and key = ?", (entity, key))

    def postpone(self, number: int, data: bytes, reason: str) -> None:
        """Keep an item to be tried again at the end, with what it lacks."""
        self._db.execute("insert or replace into postponed values (?, ?, ?)", (number, data, reason))

    def settle(self, number: int) -> None:
        """Forget an item that was postponed: it is in, or refused for good."""
        self._db.execute("delete from postponed where number = ?", (number,))

    def count_postponed(self) -> int:
        return cast(int, self._db.execute("select count(*) from postponed").fetchone()[0])

    def postponed(self, pace: Pace) -> Iterator[list[Postponed]]:
        """The items postponed, in the order of the file and as many at a time as the pace allows.

        They may be settled meanwhile.
        """
        query = "select number, data, reason from postponed where number > ? order by number limit ?"
        last = -1
        while rows := self._db.execute(query, (last, pace.size)).fetchall():
            last = rows[-1][0]
            yield [Postponed(*row) for row in rows]

    def waiting(self, pace: Pace) -> Iterator[list[Waiting]]:
        """The versions kept, kind by kind in writing order and as many at a time as the pace allows."""
        for entity in SHARED:
            query = "select key, number, digest, record from waiting where entity = ? order by key"
            cursor = self._db.execute(query, (entity,))
            while rows := cursor.fetchmany(pace.size):
                yield [
                    Waiting(number, Shared(entity, key, msgspec.msgpack.decode(record, type=KINDS[entity]), digest))
                    for key, number, digest, record in rows
                ]

"""The rows of a package in a temporary file, so that memory stays flat however many there are.

Rows go in as they come; the indexes are built when all are there, which is far faster than keeping them up to date.
"""

import sqlite3
from collections.abc import Iterator
from tempfile import NamedTemporaryFile
from types import TracebackType
from typing import Self, cast

import msgspec

from directory.exchange.tabular.tables import TABLES
from directory.exchange.values import shown

SCHEMA = """
create table row (number integer primary key, kind text not null, key text, line integer not null, cells blob);
create table hung (owner text not null, owner_key text not null, kind text not null, number integer not null);
create table refused (kind text not null, line integer not null, key text not null, reason text not null);
"""
# Of services the import itself tells which repeat an id.
SETTLING = """
create index row_key on row (kind, key);
create index hung_owner on hung (owner, owner_key, number);
create index hung_number on hung (number);

create table repeated as select * from (
    select number, kind, key, line, min(line) over (partition by kind, key) as earlier from row where kind <> 'service'
) where line > earlier;
insert into refused select kind, line, key, 'the row has the same id as line ' || earlier from repeated;
delete from hung where number in (select number from repeated);
delete from row where number in (select number from repeated);

create table loose as select rowid as place, number, owner, owner_key from hung
    where not exists (select 1 from row where row.kind = hung.owner and row.key = hung.owner_key);
delete from hung where rowid in (select place from loose);
insert into refused
    select row.kind, row.line, row.key, min(told_loose(row.kind, owner, owner_key))
    from loose join row on row.number = loose.number
    where not exists (select 1 from hung where hung.number = loose.number) group by row.number;
delete from row where number in (select number from loose) and number not in (select number from hung);
"""
AT_ONCE = 2_000

Cells = dict[str, str]


class Store:
    """The rows of one package. Used as a context manager; the file is gone afterwards."""

    def __init__(self) -> None:
        self._file = NamedTemporaryFile(prefix="lynchpin-package-", suffix=".db")  # noqa: SIM115 - closed in __exit__
        self._db = sqlite3.connect(self._file.name, isolation_level=None)
        # Nothing in it outlives the run, so it needs neither a journal nor a sync; 16 MB of it stay in memory.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-16000"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.create_function("told_loose", 3, told_loose, deterministic=True)
        self._db.executescript(SCHEMA)
        self._db.execute("BEGIN")
        self._rows: list[tuple[int, str, str, int, bytes]] = []
        self._hung: list[tuple[str, str, str, int]] = []
        self.count = 0
        self._used = bytearray()
        self._owners: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._db.close()
        self._file.close()

    def add(self, kind: str, key: str, line: int, cells: Cells, owners: list[tuple[str, str]]) -> None:
        """Keep a row, with the kind and id of all that it hangs on."""
        self.count += 1
        self._rows.append((self.count, kind, key, line, msgspec.json.encode(cells)))
        self._hung += [(owner, owner_key, kind, self.count) for owner, owner_key in owners]
        if len(self._rows) >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        self._db.executemany("insert into row values (?, ?, ?, ?, ?)", self._rows)
        self._db.executemany("insert into hung values (?, ?, ?, ?)", self._hung)
        self._rows.clear()
        self._hung.clear()

    def refuse(self, kind: str, line: int, key: str, reason: str) -> None:
        self._db.execute("insert into refused values (?, ?, ?, ?)", (kind, line, key, reason))

    def refused(self) -> Iterator[tuple[str, int, str, str]]:
        """What was refused: kind, line, id and reason, in the order of the tables."""
        for kind in TABLES:
            query = "select kind, line, key, reason from refused where kind = ? order by line"
            yield from self._db.execute(query, (kind,))

    def settle(self) -> None:
        """All rows are in: refuse those that repeat an id, and those that hang on nothing that is there."""
        self.flush()
        self._used = bytearray(self.count // 8 + 1)
        self._db.executescript(SETTLING)
        self._owners = {owner for (owner,) in self._db.execute("select distinct owner from hung")}

    def services(self) -> Iterator[tuple[int, str, int, Cells]]:
        """Number, id, line and cells of each service, in the order of the file."""
        query = "select number, key, line, cells from row where kind = 'service' order by number"
        for number, key, line, cells in self._db.execute(query):
            self.use(number)
            yield number, key, line, decode(cells)

    def find(self, kind: str, key: str) -> bytes | None:
        """The cells of the record of a kind with this id."""
        query = "select number, cells from row where kind = ? and key = ?"
        found = self._db.execute(query, (kind, key)).fetchone()
        if found is None:
            return None
        self.use(found[0])
        return cast(bytes, found[1])

    def hung_on(self, owner: str, owner_key: str) -> Iterator[tuple[str, str, bytes]]:
        """Kind, id and cells of all that hangs on a record."""
        if owner not in self._owners:
            return
        query = """
            select row.kind, row.key, row.cells, row.number from hung join row on row.number = hung.number
            where hung.owner = ? and hung.owner_key = ? order by hung.number
        """
        for kind, key, cells, number in self._db.execute(query, (owner, owner_key)):
            self.use(number)
            yield kind, key, cells

    def use(self, number: int) -> None:
        self._used[number // 8] |= 1 << number % 8

    def unused(self) -> list[tuple[str, int, int]]:
        """The kinds of which rows were kept that belong to no service: the line of the first, and how many."""
        found: dict[str, tuple[int, int]] = {}
        for number, kind, line in self._db.execute("select number, kind, line from row order by number"):
            if not self._used[number // 8] >> number % 8 & 1:
                first, count = found.get(kind, (line, 0))
                found[kind] = (first, count + 1)
        return [(kind, first, count) for kind, (first, count) in found.items()]


def told_loose(kind: str, owner: str, key: str) -> str:
    """Why a row that hangs on nothing is refused."""
    column = "link_id" if kind == "attribute" else f"{owner}_id"
    return f"{column} {shown(key)} is not in {TABLES[owner].file}"


def decode(cells: bytes) -> Cells:
    return msgspec.json.decode(cells, type=Cells)

"""A tabular data package opened: its rows are read once, and come out as services with all that hangs on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from zipfile import ZipFile, ZipInfo

from directory.exchange.formats import Expected, Format
from directory.exchange.notices import Notices, left_out
from directory.exchange.reading import Limits, UnreadableFile
from directory.exchange.refusals import RefusedRecord
from directory.exchange.splitting import Piece
from directory.exchange.tabular.archive import DAMAGED, open_archive
from directory.exchange.tabular.cells import CsvTable, Row, long_cells
from directory.exchange.tabular.contents import find_files
from directory.exchange.tabular.joining import Joiner, TooLong
from directory.exchange.tabular.judging import judge
from directory.exchange.tabular.store import Store
from directory.exchange.tabular.tables import TABLES, Table
from directory.exchange.values import WrongValue, shown


class Package:
    """An opened package. Its items are its services, numbered by the line of the services file they begin on."""

    def __init__(self, archive: ZipFile, members: dict[str, ZipInfo], store: Store, size: int, limits: Limits) -> None:
        self.archive = archive
        self.members = members
        self.store = store
        self.size = size
        self.limits = limits
        self.expected = Expected(Format.TABULAR, is_told=True)
        self.notices = Notices()
        self.ended_early: str | None = None
        self.files = find_files(archive, members, self.notices)
        self.unit = f"{self.files['service']} line"
        self.done = 0

    def items(self) -> Iterator[Piece]:
        """The services of the package. Raises UnreadableFile only, and only before the first one."""
        with long_cells():
            for kind, name in self.files.items():
                self.load(TABLES[kind], name)
        self.store.settle()
        joiner = Joiner(self.store, self.limits.item_bytes)
        for number, key, line, cells in self.store.services():
            self.done = self.size * number // self.store.count
            try:
                yield Piece(line, joiner.join(key, cells))
            except TooLong:
                yield Piece(line, None)
        self.done = self.size
        for kind, line, count in self.store.unused():
            self.notices.add(f"{self.files[kind]} line {line}", [f"{self.files[kind]}: {UNUSED}"], count)

    def refusals(self) -> Iterator[RefusedRecord]:
        """The rows that were refused, known once the items are read."""
        for kind, line, key, reason in self.store.refused():
            yield RefusedRecord(line, f"{self.files[kind]} line", key, reason)

    def load(self, table: Table, name: str) -> None:
        """Keep the rows of one file. Raises UnreadableFile where it is damaged: half of a table is none."""
        try:
            with self.archive.open(self.members[name]) as stream:
                opened = CsvTable(cast(Any, stream), name, self.limits.item_bytes)
                unread = [each for each in opened.columns if each and each not in table.columns]
                self.notices.add(f"{name} line 1", [left_out(name, each) for each in unread])
                for row in opened.rows():
                    self.take(table, name, row)
        except DAMAGED as broken:
            raise UnreadableFile(f"{name} cannot be unpacked to its end ({broken}).") from broken

    def take(self, table: Table, name: str, row: Row) -> None:
        """Keep a row, or refuse it with a reason."""
        try:
            if row.fault:
                raise row.fault
            kept = judge(table, row.cells)
        except WrongValue as wrong:
            key = row.cells.get("id", "")
            reason = str(wrong).replace("the record", "the row")
            self.store.refuse(table.name, row.line, key if key.isprintable() else shown(key), reason)
            return
        self.store.add(table.name, kept.key, row.line, kept.cells, kept.owners)
        unsaid = [each for each in table.usual if each not in kept.cells]
        if unsaid:
            where = f"{name} line {row.line}"
            self.notices.add(where, [f"{name}: {each} is missing, which the standard asks for" for each in unsaid])


UNUSED = "rows that belong to no service were left out"


@contextmanager
def open_package(path: Path, limits: Limits) -> Iterator[Package]:
    """A package, for as long as the block lasts. Raises UnreadableFile."""
    with open_archive(path, limits) as (archive, members), Store() as store:
        yield Package(archive, members, store, path.stat().st_size, limits)

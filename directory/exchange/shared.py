"""The end of an import: shared records that the file brought in a newer version than the catalogue has.

They wait in the spool until the whole file is read, because the last version in it wins; a change moves the services
that nest the record, for the standard counts a change of anything nested as a change of the service.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import AT_ONCE, TABLES, Row, RowChanges, Rows, load_rows
from directory.catalogue.merging.sources import find_merged_rows, keep_merged
from directory.catalogue.nesting import list_nesting, move_services
from directory.catalogue.versions import bump_catalogue_version
from directory.exchange.differences import compare
from directory.exchange.flattening import flatten
from directory.exchange.histories import Histories
from directory.exchange.ids import Ids, find_taken
from directory.exchange.kept_here import KeptHere
from directory.exchange.known import Known, Name, find_known, find_or_add_source, note_digests
from directory.exchange.rows import references
from directory.exchange.spool import Waiting
from directory.exchange.writing import Intake, digest_row, unfinished, untold, wanted_by

PARENTS = {"organization": "parent_organization_id", "taxonomy_term": "parent_id"}
# No honest tree of terms or organizations is deeper.
DEEPEST = 50


@dataclass
class Caught:
    """What became of some waiting records.

    `telling` are services that nest what changed, where they are too many to be told in the same transaction, with
    the digests to keep once they have been.
    """

    changed: int = 0
    telling: list[uuid.UUID] = field(default_factory=list)
    digests: list[Row] = field(default_factory=list)


def write_waiting(db: Session, intake: Intake, waiting: list[Waiting]) -> Caught:
    """Write waiting records of one kind inside the caller's transaction.

    Raises IntegrityError or DataError where the database refuses one of them; then the caller has to undo the rest.
    """
    connection = db.connection()
    source_id = find_or_add_source(connection, intake.source_name, intake.moment)
    work = CatchUp(connection, source_id, waiting[0].shared.entity, intake)
    caught = work.write(waiting)
    if work.changes:
        bump_catalogue_version(db)
    return caught


def tell_services(db: Session, services: list[uuid.UUID], moment: datetime) -> None:
    """Move some of the services that were too many, and tell every worker."""
    move_services(db.connection(), services, moment)
    bump_catalogue_version(db)


def settle(db: Session, intake: Intake, caught: Caught) -> None:
    """Keep the digests of records, now that all services that nest them have been told."""
    connection = db.connection()
    note_digests(connection, find_or_add_source(connection, intake.source_name, intake.moment), caught.digests)


class CatchUp:
    """The work on some waiting records of one kind."""

    def __init__(self, db: Connection, source_id: uuid.UUID, entity: str, intake: Intake) -> None:
        self.db = db
        self.source_id = source_id
        self.entity = entity
        self.moment = intake.moment
        self.changes = RowChanges()
        self.histories = Histories(source_id, intake.moment, intake.author_id)
        self.known: dict[Name, Known] = {}
        self.touched: list[uuid.UUID] = []
        self.new_parents: dict[uuid.UUID, uuid.UUID | None] = {}

    def write(self, waiting: list[Waiting]) -> Caught:
        names = {(self.entity, each.shared.key) for each in waiting}
        names |= {(ref.entity, ref.key) for each in waiting for ref in references(each.shared.record)}
        self.known = find_known(self.db, self.source_id, names)
        self.ids = Ids(self.source_id, self.find_taken(waiting))
        before = load_rows(self.db, self.entity, [self.known_of(each).record_id for each in waiting])
        self.kept_here = KeptHere(self.db, self.entity, before, self.source_id, self.moment)
        self.merged = find_merged_rows(self.db, before)
        digests = [row for each in waiting if (row := self.change(each, before[self.known_of(each).record_id]))]
        self.changes.write(self.db)
        self.kept_here.write()
        self.histories.write(self.db)
        return self.tell(digests)

    def tell(self, digests: list[Row]) -> Caught:
        """Move the services that nest what changed, or leave that to the caller where they are many."""
        caught = Caught(len(self.touched))
        services = list_nesting(self.db, self.entity, self.touched)
        if len(services) > AT_ONCE:
            caught.telling, caught.digests = services, digests
            digests = [row | {"its_digest": untold(row["its_digest"])} for row in digests]
        else:
            move_services(self.db, services, self.moment)
        note_digests(self.db, self.source_id, digests)
        return caught

    def known_of(self, each: Waiting) -> Known:
        return self.known[self.entity, each.shared.key]

    def find_taken(self, waiting: list[Waiting]) -> dict[str, set[uuid.UUID]]:
        wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
        for each in waiting:
            wanted_by(each.shared.record, each.shared.key, wanted)
        return find_taken(self.db, TABLES, wanted)

    def resolve(self, entity: str, key: str, _is_parent: bool) -> uuid.UUID | None:
        known = self.known.get((entity, key))
        return known.record_id if known else None

    def change(self, each: Waiting, before: Rows) -> Row | None:
        """Gather the changes of one record; returns the digest to keep, where that is another."""
        shared, known = each.shared, self.known_of(each)
        if self.entity not in before:
            return None
        scope = f"{self.entity}/{shared.key}"
        flat = flatten(shared.record, known.record_id, scope, self.ids, self.resolve, before)
        self.cut_circle(flat.row, known.record_id)
        keep_merged(before, flat.rows, self.merged)
        self.kept_here.hold_tables(known.record_id, before, flat.rows)
        differing = compare(self.entity, known.record_id, before, flat.rows, self.changes)
        self.kept_here.hold_back(known.record_id, differing, before[self.entity][known.record_id], flat.row)
        if differing:
            self.histories.note_changed(self.entity, known.record_id, differing, before, flat.rows)
        columns = {name: flat.row[name] for name in differing if name in flat.row}
        digest = unfinished(shared.digest) if flat.has_loose_ends else shared.digest
        if differing - {PARENTS.get(self.entity)} or known.digest == untold(digest):
            self.touched.append(known.record_id)
            if "last_modified" in TABLES[self.entity].c:
                columns["last_modified"] = self.moment
                columns["version"] = before[self.entity][known.record_id]["version"] + 1
        if columns:
            self.changes.update(self.entity, known.record_id, columns)
        return digest_row(self.entity, shared.key, digest) if digest != known.digest else None

    def cut_circle(self, row: Row, record_id: uuid.UUID) -> None:
        """Leave out a parent through which a record would become its own ancestor."""
        column = PARENTS.get(self.entity)
        if column is None or row[column] is None:
            return
        self.new_parents[record_id] = ancestor = row[column]
        for _ in range(DEEPEST):
            if ancestor is None:
                return
            if ancestor == record_id:
                break
            ancestor = self.parent_of(ancestor, column)
        row[column] = self.new_parents[record_id] = None

    def parent_of(self, record_id: uuid.UUID, column: str) -> uuid.UUID | None:
        if record_id in self.new_parents:
            return self.new_parents[record_id]
        table = TABLES[self.entity]
        found: uuid.UUID | None = self.db.scalar(select(table.c[column]).where(table.c.id == record_id))
        return found

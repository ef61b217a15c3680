"""What people here changed in records of a source: an import leaves it as it is, and notes what the source says now."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Set
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from directory.catalogue.history.record_changes import plain_rows
from directory.catalogue.history.record_rows import LOCAL_VALUE, RANK, TABLES, Row, Rows, owned_pairs, portions
from directory.catalogue.models.field_changes import Plain, plain
from directory.exchange.contradictions import Contradictions

# Of these a later day is news, whoever it comes from: someone has looked again.
LATEST_COUNTS = frozenset({"assured_date"})
# Who looked goes with when they did.
TOLD_WITH = {"assurer_email": "assured_date"}


class KeptHere:
    """The fields of some records of one kind that keep what people here said of them."""

    def __init__(
        self, db: Connection, entity: str, ids: Iterable[uuid.UUID], source_id: uuid.UUID, moment: datetime
    ) -> None:
        self.db = db
        self.contradictions = Contradictions(db, entity, source_id, moment)
        self.entity = entity
        self.kept: dict[uuid.UUID, dict[str, Plain]] = defaultdict(dict)
        self.heard: list[Row] = []
        self.agreed: list[Row] = []
        query = select(LOCAL_VALUE.c.record_id, LOCAL_VALUE.c.field, LOCAL_VALUE.c.source_value)
        query = query.where(LOCAL_VALUE.c.entity == entity)
        for some in portions(ids):
            for record_id, field, value in db.execute(query.where(LOCAL_VALUE.c.record_id.in_(some))):
                self.kept[record_id][field] = value

    def hold_tables(self, record_id: uuid.UUID, before: Rows, after: Rows) -> bool:
        """Put the rows that are here in the place of the source's, in each table that keeps what is here."""
        tables = sorted(self.kept.get(record_id, {}).keys() & TABLES.keys(), key=lambda name: RANK[name])
        held = False
        for table in tables:
            ours, said = (plain_rows(rows.get(table, {}).values()) for rows in (before, after))
            if self.is_held(record_id, table, ours, said):
                put_ours(self.entity, table, before, after)
                held = True
        return held

    def hold_back(self, record_id: uuid.UUID, differing: set[str], before: Row, after: Row) -> bool:
        """Take out of what differs the fields that keep what is here; whether there were any."""
        held = False
        for field in self.kept.get(record_id, {}).keys() - TABLES.keys():
            told_with = TOLD_WITH.get(field, field)
            if field not in differing or is_later(told_with, before[told_with], after[told_with]):
                self.agree(record_id, field)
            elif self.is_held(record_id, field, plain(before[field]), plain(after[field])):
                differing.discard(field)
                held = True
        return held

    def is_held(self, record_id: uuid.UUID, field: str, ours: Plain, said: Plain) -> bool:
        """Whether a field keeps what is here; what the source says instead is noted.

        Where the source has come to say the same, nothing needs to be kept any more.
        """
        if ours == said:
            self.agree(record_id, field)
            return False
        is_new = said != self.kept[record_id][field]
        if is_new:
            self.heard.append({"its_record": record_id, "its_field": field, "its_value": said})
        self.contradictions.hold(record_id, field, ours, said, is_new=is_new)
        return True

    def agree(self, record_id: uuid.UUID, field: str) -> None:
        """Note that nothing needs to be kept in a field any more."""
        self.agreed.append({"its_record": record_id, "its_field": field})
        self.contradictions.agree(record_id, field)

    def write(self) -> None:
        """Write down what the source says now, for somebody to look at, and forget what it has come to agree with."""
        self.contradictions.write()
        mine = (
            (LOCAL_VALUE.c.entity == self.entity)
            & (LOCAL_VALUE.c.record_id == bindparam("its_record"))
            & (LOCAL_VALUE.c.field == bindparam("its_field"))
        )
        if self.heard:
            self.db.execute(LOCAL_VALUE.update().where(mine).values(source_value=bindparam("its_value")), self.heard)
        if self.agreed:
            self.db.execute(LOCAL_VALUE.delete().where(mine), self.agreed)


def put_ours(entity: str, table: str, before: Rows, after: Rows) -> None:
    """Let a table of what the source says hold our rows, and what hangs on them what hangs on ours."""
    ids = before.get(table, {}).keys() | after.get(table, {}).keys()
    after[table] = dict(before.get(table, {}))
    for owner, child in owned_pairs(entity):
        if owner == table:
            put_ours_under(entity, table, child, ids, before, after)


def put_ours_under(entity: str, owner: str, child: str, ids: Set[uuid.UUID], before: Rows, after: Rows) -> None:
    column = "link_id" if child == "attribute" else f"{owner}_id"
    ours = {row_id: row for row_id, row in before.get(child, {}).items() if row[column] in ids}
    theirs = {row_id for row_id, row in after.get(child, {}).items() if row[column] in ids}
    others = {row_id: row for row_id, row in after.get(child, {}).items() if row_id not in theirs}
    after[child] = {**others, **ours}
    for next_owner, grandchild in owned_pairs(entity):
        if next_owner == child and (ours or theirs):
            put_ours_under(entity, child, grandchild, ours.keys() | theirs, before, after)


def is_later(field: str, before: Plain, after: Plain) -> bool:
    """Whether a source tells of a later check than the one made here."""
    return field in LATEST_COUNTS and after is not None and (before is None or after > before)

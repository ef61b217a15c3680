"""What people here changed in records of a source: an import leaves it as it is, and notes what the source says now."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from directory.catalogue.field_changes import Plain, plain
from directory.catalogue.record_rows import LOCAL_VALUE, Row, portions

# Of these a later day is news, whoever it comes from: someone has looked again.
LATEST_COUNTS = frozenset({"assured_date"})


class KeptHere:
    """The fields of some records of one kind that keep what people here said of them."""

    def __init__(self, db: Connection, entity: str, ids: Iterable[uuid.UUID]) -> None:
        self.db = db
        self.entity = entity
        self.kept: dict[uuid.UUID, dict[str, Plain]] = defaultdict(dict)
        self.heard: list[Row] = []
        self.agreed: list[Row] = []
        query = select(LOCAL_VALUE.c.record_id, LOCAL_VALUE.c.field, LOCAL_VALUE.c.source_value)
        query = query.where(LOCAL_VALUE.c.entity == entity)
        for some in portions(ids):
            for record_id, field, value in db.execute(query.where(LOCAL_VALUE.c.record_id.in_(some))):
                self.kept[record_id][field] = value

    def hold_back(self, record_id: uuid.UUID, differing: set[str], before: Row, after: Row) -> bool:
        """Take out of what differs the fields that keep what is here; whether there were any.

        Where the source has come to say the same, or has a later check to tell of, nothing needs to be kept any more.
        """
        fields = self.kept.get(record_id, {})
        held = False
        for field, heard in fields.items():
            key = {"its_record": record_id, "its_field": field}
            if field not in differing or is_later(field, before[field], after[field]):
                self.agreed.append(key)
                continue
            differing.discard(field)
            held = True
            if plain(after[field]) != heard:
                self.heard.append({**key, "its_value": plain(after[field])})
        return held

    def write(self) -> None:
        """Write down what the source says now, and forget what it has come to agree with."""
        mine = (
            (LOCAL_VALUE.c.entity == self.entity)
            & (LOCAL_VALUE.c.record_id == bindparam("its_record"))
            & (LOCAL_VALUE.c.field == bindparam("its_field"))
        )
        if self.heard:
            self.db.execute(LOCAL_VALUE.update().where(mine).values(source_value=bindparam("its_value")), self.heard)
        if self.agreed:
            self.db.execute(LOCAL_VALUE.delete().where(mine), self.agreed)


def is_later(field: str, before: Plain, after: Plain) -> bool:
    """Whether a source tells of a later check than the one made here."""
    return field in LATEST_COUNTS and after is not None and (before is None or after > before)

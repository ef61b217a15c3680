"""Which source a merged record follows, and what the others still do: they are known, and change nothing."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import cast

from sqlalchemy import ColumnElement, Connection, Table, and_, exists, select

from directory.catalogue.history.record_rows import LOCAL_VALUE, TABLES, Row, Rows, portions
from directory.catalogue.models.duplicates import MergedRow, MergedSourceRecord

SOURCE_RECORD = TABLES["source_record"]
MERGED_SOURCE_RECORD = cast(Table, MergedSourceRecord.__table__)
MERGED_ROW = cast(Table, MergedRow.__table__)

Named = tuple[str, uuid.UUID]


def only_follows() -> ColumnElement[bool]:
    """Whether a source record was merged into one that another source gives, so that its word no longer counts."""
    keys = ("source_id", "entity", "source_key")
    return exists().where(and_(*(MERGED_SOURCE_RECORD.c[name] == SOURCE_RECORD.c[name] for name in keys)))


def has_leading_source(db: Connection, entity: str, record_id: uuid.UUID) -> bool:
    """Whether a source gives a record its values."""
    given = (SOURCE_RECORD.c.entity == entity, SOURCE_RECORD.c.record_id == record_id, ~only_follows())
    return bool(db.scalar(select(exists().where(*given))))


def hand_over_sources(
    db: Connection, entity: str, old_id: uuid.UUID, new_id: uuid.UUID, merged_record_id: uuid.UUID, *, quieten: bool
) -> list[Row]:
    """Let each source of one record find another; returns the rows as they were. `quieten` those that led it."""
    mine = (SOURCE_RECORD.c.entity == entity) & (SOURCE_RECORD.c.record_id == old_id)
    found = [dict(row) for row in db.execute(select(SOURCE_RECORD).where(mine)).mappings()]
    if quieten:
        names = ("source_id", "entity", "source_key")
        led = db.execute(select(*(SOURCE_RECORD.c[name] for name in names)).where(mine, ~only_follows())).mappings()
        if rows := [{**row, "merged_record_id": merged_record_id} for row in led]:
            db.execute(MERGED_SOURCE_RECORD.insert(), rows)
    db.execute(SOURCE_RECORD.update().where(mine).values(record_id=new_id))
    return found


def mark_merged_rows(db: Connection, rows: Iterable[Named], merged_record_id: uuid.UUID) -> None:
    """Note that the source which gives a record does not know these of its rows."""
    wanted = list(rows)
    known = find_marked(db, wanted)
    fresh = [
        {"row_table": table, "row_id": row_id, "merged_record_id": merged_record_id}
        for table, row_id in wanted
        if (table, row_id) not in known
    ]
    if fresh:
        db.execute(MERGED_ROW.insert(), fresh)


def find_marked(db: Connection, rows: Iterable[Named]) -> set[Named]:
    """Those of some rows that came to their record in a merge."""
    query = select(MERGED_ROW.c.row_table, MERGED_ROW.c.row_id)
    if not db.scalar(select(exists().select_from(MERGED_ROW))):
        return set()
    ids = {row_id for _, row_id in rows}
    return {
        (table, row_id)
        for some in portions(ids)
        for table, row_id in db.execute(query.where(MERGED_ROW.c.row_id.in_(some)))
    }


def find_merged_rows(db: Connection, records: Mapping[uuid.UUID, Rows]) -> set[Named]:
    """Those rows of some records that came to them in a merge, and which their source does not know."""
    return find_marked(
        db, [(table, row_id) for rows in records.values() for table, by_id in rows.items() for row_id in by_id]
    )


def keep_merged(before: Rows, after: Rows, merged: Collection[Named]) -> None:
    """Leave in a record what came to it in a merge, whatever its source says."""
    for table, rows in before.items():
        for row_id, row in rows.items():
            if (table, row_id) in merged:
                after.setdefault(table, {}).setdefault(row_id, row)


def load_local_values(db: Connection, entity: str, record_id: uuid.UUID) -> dict[str, Row]:
    """By field, what of a record was changed here."""
    mine = (LOCAL_VALUE.c.entity == entity) & (LOCAL_VALUE.c.record_id == record_id)
    return {row["field"]: dict(row) for row in db.execute(select(LOCAL_VALUE).where(mine)).mappings()}


def delete_local_values(db: Connection, entity: str, record_id: uuid.UUID) -> None:
    db.execute(LOCAL_VALUE.delete().where(LOCAL_VALUE.c.entity == entity, LOCAL_VALUE.c.record_id == record_id))

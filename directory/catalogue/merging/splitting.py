"""Undoing a merge: the record that went comes back under its own id, with what was its own.

What changed since stays: a field that somebody edited after the merge is left as it is, a part that was edited goes
back edited, and what was made since (such as a new referral) stays with the record that stayed.
"""

import uuid
from collections.abc import Iterable

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.duplicates.candidates import pair_of
from directory.catalogue.history.record_rows import LOCAL_VALUE, RANK, TABLES, Row
from directory.catalogue.history.revisions import record_revision
from directory.catalogue.merging.content import MergeContent, content_of, read_anew
from directory.catalogue.merging.following import MovedRow
from directory.catalogue.merging.parts import owners_of
from directory.catalogue.merging.sources import MERGED_ROW, MERGED_SOURCE_RECORD, SOURCE_RECORD
from directory.catalogue.merging.survivors import find_merge
from directory.catalogue.merging.undecided import give_back_undecided
from directory.catalogue.models.duplicates import CandidateState, DuplicateCandidate, MergedRecord
from directory.catalogue.models.field_changes import FieldChange, plain, typed
from directory.catalogue.nesting import move_nesting
from directory.catalogue.versions import bump_catalogue_version
from directory.db import Base
from directory.errors import Conflict, Refused

SPLIT_BEFORE = "Somebody has undone this already."
MERGED_ON = "What these became was itself made one with another since. Undo that first."
IN_USE = "A source has brought something new under the old id. It cannot be given back."


def split_records(db: Session, actor: Actor, merged: MergedRecord, note: str | None) -> None:
    """Make two of a merged record again, in one go.

    Raises Conflict where somebody else was quicker, and Refused where a later merge has to be undone first.
    """
    if merged.split_at is not None:
        raise Conflict(SPLIT_BEFORE)
    if find_merge(db, merged.entity, merged.new_id) is not None:
        raise Refused(MERGED_ON)
    connection, content = db.connection(), content_of(merged.content)
    if exists(connection, merged.entity, merged.old_id):
        raise Refused(IN_USE)
    merged.split_by, merged.split_at, merged.split_note = actor.user_id, clock.now(), note
    changes = part(connection, merged, content)
    settle_pair(db, actor, merged, note)
    told = f"Split from “{merged.old_name}” again" + (f": {note}" if note else "")
    record_revision(db, merged.entity, merged.new_id, changes, author_id=actor.user_id, reason=told)
    ids, fields = [merged.new_id, merged.old_id], [each.field for each in changes]
    record_act(db, actor.user_id, None, f"{merged.entity}.split", merged.entity, ids, fields)
    bump_catalogue_version(db)
    read_anew(db, merged, content)


def part(db: Connection, merged: MergedRecord, content: MergeContent) -> tuple[FieldChange, ...]:
    """Do the work on the rows; returns what changed back in the record that stayed."""
    give_back_rows(db, merged, content)
    give_back_sources(db, merged, content.sources)
    changes = change_back(db, merged, content.changes)
    give_back_local_values(db, merged, content, {each.field for each in content.changes} - {c.field for c in changes})
    give_back_undecided(db, merged, content.undecided)
    if merged.entity == "organization":
        move_nesting(db, "organization", [merged.old_id, merged.new_id], clock.now())
    return changes


def exists(db: Connection, table: str, row_id: object) -> bool:
    found = Base.metadata.tables[table]
    return db.scalar(select(found.c.id).where(found.c.id == row_id)) is not None


def give_back_rows(db: Connection, merged: MergedRecord, content: MergeContent) -> None:
    """Bring back the record and what it owned, and let what named it name it again."""
    own = dict(content.rows[merged.entity][merged.old_id])
    own["last_modified"] = clock.now()
    if "version" in own:
        own["version"] += 1
    insert_row(db, merged.entity, own)
    for rows in (content.rows, content.removed):
        for table in sorted(rows, key=lambda each: RANK[each]):
            if table != merged.entity:
                for row in rows[table].values():
                    give_back_part(db, table, row)
    for each in content.moved:
        move_back(db, each)
    moved = [(each.row_id, each.after) for each in content.moved]
    told_again = [key for key, after in moved if "hides_address" in after and isinstance(key, uuid.UUID)]
    move_nesting(db, "location", told_again, clock.now())


def give_back_part(db: Connection, table: str, row: Row) -> None:
    """A part as it was: with its old owner if it is still there, else anew."""
    if not exists(db, table, row["id"]):
        insert_row(db, table, row)
        return
    owners = {name: row[name] for name in owners_of(table, row)}
    db.execute(TABLES[table].update().where(TABLES[table].c.id == row["id"]).values(owners))


def insert_row(db: Connection, table: str, row: Row) -> None:
    """Insert a row; without what is gone since, and not at all where it cannot be without that."""
    found, values = TABLES[table], dict(row)
    for key in found.foreign_keys:
        name = key.parent.name
        if values.get(name) is None or exists(db, key.column.table.name, values[name]):
            continue
        if not key.parent.nullable:
            return
        values[name] = None
    db.execute(found.insert().values(values))


def move_back(db: Connection, moved: MovedRow) -> None:
    """Let a row name again what it named, unless somebody has changed that since."""
    table = Base.metadata.tables[moved.table]
    is_as_left = [table.c[name] == value for name, value in moved.after.items()]
    values: Row = dict(moved.before)
    if "version" in table.c:
        values["version"] = table.c.version + 1
    db.execute(table.update().where(table.c.id == moved.row_id, *is_as_left).values(values))


def give_back_sources(db: Connection, merged: MergedRecord, sources: Iterable[Row]) -> None:
    """Let each source find its own record again, and hear what it said meanwhile at its next import."""
    for table in (MERGED_SOURCE_RECORD, MERGED_ROW):
        db.execute(table.delete().where(table.c.merged_record_id == merged.id))
    for row in sources:
        names = [SOURCE_RECORD.c[name] == row[name] for name in ("source_id", "entity", "source_key")]
        db.execute(SOURCE_RECORD.update().where(*names).values(record_id=merged.old_id, digest=row["digest"]))


def change_back(db: Connection, merged: MergedRecord, changes: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
    """Give the record that stayed its own values back where nobody has changed them since."""
    table = TABLES[merged.entity]
    now = db.execute(select(table).where(table.c.id == merged.new_id)).mappings().one()
    back = tuple(each.reversed for each in changes if plain(now[each.field]) == each.after)
    values: Row = {each.field: typed(table, each.field, each.after) for each in back}
    values["last_modified"] = clock.now()
    if "version" in now:
        values["version"] = now["version"] + 1
    db.execute(table.update().where(table.c.id == merged.new_id).values(values))
    return back


def give_back_local_values(db: Connection, merged: MergedRecord, content: MergeContent, edited: set[str]) -> None:
    """Keep beside each of the two what its own source says, but for what somebody edited since."""
    now = (LOCAL_VALUE.c.entity == merged.entity) & (LOCAL_VALUE.c.record_id == merged.new_id)
    since = now & LOCAL_VALUE.c.field.in_(sorted(TABLES)) & (LOCAL_VALUE.c.kept_at > merged.merged_at)
    edited = edited | set(db.scalars(select(LOCAL_VALUE.c.field).where(since)))
    mine = now & LOCAL_VALUE.c.field.not_in(sorted(edited))
    db.execute(LOCAL_VALUE.delete().where(mine))
    rows = [row for row in content.local_values if row["record_id"] == merged.old_id or row["field"] not in edited]
    if rows:
        db.execute(LOCAL_VALUE.insert(), rows)


def settle_pair(db: Session, actor: Actor, merged: MergedRecord, note: str | None) -> None:
    """Keep the pair off the list: a person has said that they are two."""
    first, second = pair_of(merged.old_id, merged.new_id)
    pair = db.scalar(
        select(DuplicateCandidate).where(
            DuplicateCandidate.entity == merged.entity,
            DuplicateCandidate.first_id == first,
            DuplicateCandidate.second_id == second,
        )
    )
    if pair is not None:
        pair.state, pair.note = CandidateState.DISMISSED.value, note
        pair.decided_by, pair.decided_at = actor.user_id, clock.now()

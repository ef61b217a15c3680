"""What is still being written about records, or waits to be decided, when two become one and when they part again."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import cast

from sqlalchemy import ColumnElement, Connection, Table, Text, select

from directory import clock
from directory.accounts.actor import Actor
from directory.catalogue.history.record_rows import Row, load_rows, portions
from directory.catalogue.merging.carried_changes import carried, renamed_change
from directory.catalogue.merging.content import Two
from directory.catalogue.merging.following import MovedRow
from directory.catalogue.models.duplicates import MergedRecord
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.revisions import Revision, RevisionState

REVISION = cast(Table, Revision.__table__)
UNDECIDED = REVISION.c.state.in_([RevisionState.DRAFT.value, RevisionState.WAITING.value])
TURNED_DOWN = (RevisionState.REFUSED, RevisionState.WITHDRAWN)
# What a merge writes in a revision, and a split gives back.
WRITTEN = ("record_id", "state", "changes", "decided_by", "decided_at", "decision_note")
SET_ASIDE = "“{}” became one with this while you were writing about both. What you wrote about it is kept here."
RevisionId = uuid.UUID | int
"""As a moved row has it: of a revision always a number."""


def carry_undecided(
    db: Connection, actor: Actor, two: Two, twins: Mapping[tuple[str, uuid.UUID], uuid.UUID]
) -> list[MovedRow]:
    """Let what is undecided about either go on at the record that stays; each as it was, and as it is left.

    An author's second draft cannot go on beside the first: it is kept to read, among what they suggested.
    """
    ids = {str(two.old_id): str(two.kept_id), **{str(goes): str(stays) for (_, goes), stays in twins.items()}}
    about = load_about(db, two.entity, two.kept_id, two.old_id)
    rows = load_rows(db, two.entity, [two.kept_id])[two.kept_id]
    writing = {each["author_id"] for each in about if is_draft(each) and each["record_id"] == two.kept_id}
    moved = []
    for each in about:
        is_second = is_draft(each) and each["record_id"] == two.old_id and each["author_id"] in writing
        changes = carried(two.entity, two.kept_id, rows, changes_of(each), ids)
        moved.append(
            rewritten(each, changes, {"record_id": two.kept_id, **(set_aside(actor, two) if is_second else {})})
        )
    moved += [rewritten(each, [renamed_change(c, ids) for c in changes_of(each)]) for each in load_naming(db, two)]
    write(db, ((each.row_id, each.after) for each in moved))
    return moved


def give_back_undecided(db: Connection, merged: MergedRecord, moved: Sequence[MovedRow]) -> None:
    """Give both records back what was undecided about them before they were one.

    What was turned down since goes back as that; what was accepted, or rewritten, stays with the record that stayed.
    """
    now = load_some(db, [each.row_id for each in moved])
    back: dict[RevisionId, Row] = {}
    for each in moved:
        row = now.get(each.row_id)
        if row is not None and all(row[name] == each.after[name] for name in ("record_id", "state", "changes")):
            back[each.row_id] = each.before
        elif row is not None and row["state"] in TURNED_DOWN:
            back[each.row_id] = {"record_id": each.before["record_id"]}
    write(db, back.items())
    rows = load_rows(db, merged.entity, [merged.new_id])[merged.new_id]
    since = [each for each in load_about(db, merged.entity, merged.new_id) if each["id"] not in back]
    again = [rewritten(each, carried(merged.entity, merged.new_id, rows, changes_of(each), {})) for each in since]
    write(db, ((each.row_id, each.after) for each in again))


def load_about(db: Connection, entity: str, *record_ids: uuid.UUID) -> list[Row]:
    """The revisions about some records that nobody has decided."""
    return load(db, UNDECIDED, REVISION.c.entity == entity, REVISION.c.record_id.in_(record_ids))


def load_naming(db: Connection, two: Two) -> list[Row]:
    """Undecided revisions of other records that speak of the one that goes."""
    found = load(db, UNDECIDED, REVISION.c.changes.cast(Text).contains(str(two.old_id)))
    return [each for each in found if each["record_id"] not in (two.kept_id, two.old_id)]


def load_some(db: Connection, ids: Sequence[RevisionId]) -> dict[RevisionId, Row]:
    return {row["id"]: row for some in portions(ids) for row in load(db, REVISION.c.id.in_(some))}


def load(db: Connection, *conditions: ColumnElement[bool]) -> list[Row]:
    """Revisions as rows, held until the end."""
    wanted = select(REVISION).where(*conditions).order_by(REVISION.c.id).with_for_update()
    return [dict(row) for row in db.execute(wanted).mappings()]


def is_draft(revision: Row) -> bool:
    return bool(revision["state"] == RevisionState.DRAFT)


def changes_of(revision: Row) -> list[FieldChange]:
    return [FieldChange(**each) for each in revision["changes"]]


def set_aside(actor: Actor, two: Two) -> Row:
    """A draft that cannot go on, as its author finds it."""
    return {
        "state": RevisionState.WITHDRAWN.value,
        "decided_by": actor.user_id,
        "decided_at": clock.now(),
        "decision_note": SET_ASIDE.format(two.old_row["name"]),
    }


def rewritten(revision: Row, changes: Iterable[FieldChange], values: Row | None = None) -> MovedRow:
    before = {name: revision[name] for name in WRITTEN}
    return MovedRow(
        "revision", revision["id"], before, {**before, **(values or {}), "changes": [asdict(each) for each in changes]}
    )


def write(db: Connection, revisions: Iterable[tuple[RevisionId, Row]]) -> None:
    for revision_id, values in revisions:
        db.execute(REVISION.update().where(REVISION.c.id == revision_id).values(values))

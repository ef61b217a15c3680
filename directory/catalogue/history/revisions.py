"""Keeping the history of records: what is done at once, what waits for a decision, and what is taken back.

A revision is written in the transaction of the change it tells of. One that waits changes nothing until somebody
accepts it; what is live stays live.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.history.local_values import keep_beside_source
from directory.catalogue.history.record_changes import apply_to_record, rebased
from directory.catalogue.history.written_records import CHANGED_SINCE, WrittenRecord, flush_or_tell
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.revisions import Revision, RevisionKind, RevisionState
from directory.catalogue.models.services import Service
from directory.catalogue.nesting import move_nesting
from directory.catalogue.versions import bump_catalogue_version
from directory.errors import Conflict, Refused

DECIDED_BEFORE = "Somebody has decided this already. Look at the list again."


def record_revision(
    db: Session,
    entity: str,
    record_id: uuid.UUID,
    changes: Iterable[FieldChange] = (),
    *,
    kind: RevisionKind = RevisionKind.CHANGED,
    author_id: uuid.UUID | None = None,
    source_id: uuid.UUID | None = None,
    reason: str | None = None,
    takes_back: Revision | None = None,
) -> Revision:
    """Write down a change that is being made now: by a person, by a source, or by neither where a command did it."""
    revision = Revision(
        entity=entity,
        record_id=record_id,
        kind=kind.value,
        changes=[asdict(each) for each in changes],
        reason=reason,
        author_id=author_id,
        source_id=source_id,
        decided_at=clock.now(),
        decided_by=author_id,
        takes_back=takes_back.id if takes_back else None,
    )
    db.add(revision)
    return revision


def make_changes(
    db: Session,
    actor: Actor | None,
    record: WrittenRecord,
    changes: Sequence[FieldChange],
    *,
    reason: str | None = None,
    takes_back: Revision | None = None,
) -> None:
    """Change a record at once, with its history; without an actor its group did, by a link that it was sent.

    Raises Conflict where somebody else changed it first.
    """
    entity, author_id = record.__tablename__, actor.user_id if actor else None
    kind = RevisionKind.TAKEN_BACK if takes_back else RevisionKind.CHANGED
    record_revision(
        db, entity, record.id, changes, kind=kind, author_id=author_id, reason=reason, takes_back=takes_back
    )
    put_in_force(db, actor, record, changes)


def put_in_force(
    db: Session, actor: Actor | None, record: WrittenRecord, changes: Sequence[FieldChange], act: str = "edited"
) -> None:
    """Change a record and what nests it, keep its source's word beside it, and tell every worker.

    Raises Conflict where somebody else changed the record first.
    """
    entity, record_id, now = record.__tablename__, record.id, clock.now()
    actor_id = actor.user_id if actor else None
    record.last_modified = now
    apply_to_record(db, record, changes)
    # Who was too slow is told here, and not when the transaction ends.
    flush_or_tell(db)
    if not isinstance(record, Service):
        move_nesting(db, entity, [record_id], now)
    keep_beside_source(db, actor_id, entity, record_id, changes)
    bump_catalogue_version(db)
    record_act(db, actor_id, None, f"{entity}.{act}", entity, [record_id], {each.field for each in changes})


def suggest_changes(
    db: Session, actor: Actor | None, record: WrittenRecord, changes: Sequence[FieldChange], reason: str | None
) -> Revision:
    """Put changes of a record before those who look after it. The record stays as it is. Raises Refused for none.

    Without an actor its group suggests them, by a link that it was sent.
    """
    if not changes:
        raise Refused("Nothing is different from what it says now. Change what is wrong, then send it.")
    entity, author_id = record.__tablename__, actor.user_id if actor else None
    revision = Revision(
        entity=entity,
        record_id=record.id,
        state=RevisionState.WAITING.value,
        is_suggestion=True,
        changes=[asdict(each) for each in changes],
        reason=reason,
        author_id=author_id,
    )
    db.add(revision)
    # The id is part of the address the author is sent to.
    db.flush()
    record_act(db, author_id, None, f"{entity}.suggested", entity, [record.id], {each.field for each in changes})
    return revision


def accept_revision(
    db: Session, actor: Actor, revision: Revision, record: WrittenRecord, version: int, note: str | None = None
) -> None:
    """Make a change that waited. `version` is that of the record which the actor saw beside it.

    Raises Conflict where somebody else decided it, or changed the record, meanwhile.
    """
    settle(revision, actor, RevisionState.DONE, note)
    if record.version != version:
        raise Conflict(CHANGED_SINCE)
    changes = rebased(db, record, revision.field_changes)
    # From now on the revision tells what it really changed, so that it can be taken back.
    revision.changes = [asdict(each) for each in changes]
    put_in_force(db, actor, record, changes)


def refuse_revision(db: Session, actor: Actor, revision: Revision, note: str) -> None:
    """Leave the record as it is, with a word to who suggested the change. Raises Conflict where it was decided."""
    settle(revision, actor, RevisionState.REFUSED, note)
    record_act(db, actor.user_id, None, "revision.refused", revision.entity, [revision.record_id])


def withdraw_revision(db: Session, actor: Actor, revision: Revision) -> None:
    """Take one's own suggestion away before anybody decided. Raises Conflict where it was decided."""
    settle(revision, actor, RevisionState.WITHDRAWN)
    record_act(db, actor.user_id, None, "revision.withdrawn", revision.entity, [revision.record_id])


def take_back(db: Session, actor: Actor, revision: Revision, record: WrittenRecord, version: int) -> None:
    """Undo a change that was made: each of its fields holds again what it held before.

    Raises Conflict where somebody changed the record meanwhile, and Refused where there is nothing to undo.
    """
    if record.version != version:
        raise Conflict(CHANGED_SINCE)
    if revision.state != RevisionState.DONE or not revision.changes:
        raise Refused("This cannot be undone: it changed nothing.")
    changes = rebased(db, record, [each.reversed for each in revision.field_changes])
    if not changes:
        raise Refused("It says already what it said before this change.")
    make_changes(db, actor, record, changes, takes_back=revision)


def settle(revision: Revision, actor: Actor, state: RevisionState, note: str | None = None) -> None:
    if revision.state != RevisionState.WAITING:
        raise Conflict(DECIDED_BEFORE)
    revision.state = state.value
    revision.decided_by = actor.user_id
    revision.decided_at = clock.now()
    revision.decision_note = note

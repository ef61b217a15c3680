"""Writing a record in several goes: what was typed waits in a draft of its author's, until it is sent or given up.

A draft is a revision nobody else sees. The record stays as it is meanwhile; who may keep it puts the draft in force,
everybody else sends it to those who may. Whatever reads a draft in order to change it holds its record first, so that
neither two windows of one author nor a merge in between lose a draft or double it.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.history.record_changes import apply_to_record, rebased, values_now
from directory.catalogue.history.revisions import make_changes, put_in_force, record_revision
from directory.catalogue.history.written_records import (
    CHANGED_SINCE,
    Model,
    WrittenRecord,
    get_record,
    hold_record,
    is_written_at_once,
)
from directory.catalogue.models.field_changes import FieldChange, Plain
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.revisions import Revision, RevisionKind, RevisionState
from directory.catalogue.models.services import Service, Stage
from directory.db import new_id
from directory.errors import Conflict, Refused

NOTHING_DIFFERENT = "Nothing is different from what it says now."


def start_listing(
    db: Session, actor: Actor, organization: Organization, name: str, service_id: uuid.UUID | None = None
) -> Service:
    """A new listing that only those who write and approve it see, until it is published."""
    service = Service(id=service_id or new_id(), organization_id=organization.id, name=name, stage=Stage.DRAFT.value)
    db.add(service)
    record_start(db, actor, service)
    return service


def record_start(db: Session, actor: Actor, record: WrittenRecord) -> None:
    """Write down who began a record that is new."""
    entity = record.__tablename__
    record_revision(db, entity, record.id, kind=RevisionKind.ADDED, author_id=actor.user_id)
    record_act(db, actor.user_id, None, f"{entity}.started", entity, [record.id])


def find_draft(db: Session, actor: Actor, record: WrittenRecord, *, to_change: bool = False) -> Revision | None:
    """What the actor is writing about a record and has not sent yet. `to_change` holds the record until this is done.

    Raises NotFound where it is to be changed and the record is gone.
    """
    wanted = select(Revision).where(
        Revision.entity == record.__tablename__,
        Revision.record_id == record.id,
        Revision.author_id == actor.user_id,
        Revision.state == RevisionState.DRAFT,
    )
    if to_change:
        hold_record(db, record.__tablename__, record.id)
        wanted = wanted.execution_options(populate_existing=True)
    return db.scalar(wanted)


def find_awaited(db: Session, record: WrittenRecord) -> Revision | None:
    """What asks for a listing that is not published yet to be published, if that waits for somebody to agree."""
    if not isinstance(record, Service) or record.stage != Stage.DRAFT:
        return None
    return db.scalar(
        select(Revision).where(
            Revision.entity == "service",
            Revision.record_id == record.id,
            Revision.state == RevisionState.WAITING,
        )
    )


def write_draft(db: Session, actor: Actor, record: WrittenRecord, wanted: Mapping[str, Plain]) -> None:
    """Keep what a record is to say in some fields. One that nobody else has seen yet says it at once.

    Raises Conflict where it was to say it at once, and somebody else changed it first.
    """
    if is_written_at_once(db, actor, record):
        if changes := rebased(db, record, [FieldChange(name, None, value) for name, value in wanted.items()]):
            make_changes(db, actor, record, changes)
        return
    draft = find_draft(db, actor, record, to_change=True) or begin_draft(db, actor, record)
    kept = {each.field: each for each in draft.field_changes}
    now = values_now(db, record, [name for name in wanted if name not in kept])
    for name, value in wanted.items():
        kept[name] = FieldChange(name, kept[name].before if name in kept else now[name], value)
    draft.changes = [asdict(each) for each in kept.values() if each.before != each.after]
    if not draft.changes:
        db.delete(draft)


def begin_draft(db: Session, actor: Actor, record: WrittenRecord) -> Revision:
    """A draft of a record that is held, and of which the actor has none."""
    draft = Revision(
        entity=record.__tablename__,
        record_id=record.id,
        state=RevisionState.DRAFT.value,
        is_suggestion=True,
        changes=[],
        author_id=actor.user_id,
    )
    db.add(draft)
    # One that turns out to change nothing is taken out again.
    db.flush()
    return draft


def drafted_values(
    db: Session, record: WrittenRecord, draft: Revision | None, fields: tuple[str, ...]
) -> dict[str, Plain]:
    """What a record is to say in some fields: as drafted, else as it says now."""
    after = {each.field: each.after for each in draft.field_changes} if draft else {}
    return {**values_now(db, record, fields), **{name: after[name] for name in fields if name in after}}


@contextmanager
def put_on(db: Session, record: Model, changes: Sequence[FieldChange]) -> Iterator[Model]:
    """A record as it would be after some changes, for a look at it: afterwards everything is as it was."""
    model, record_id = type(record), record.id
    look = db.begin_nested()
    try:
        if changes:
            apply_to_record(db, record, changes)
            db.flush()
        # What was read before does not know of the rows just written.
        db.expire_all()
        yield get_record(db, model, record_id)
    finally:
        look.rollback()
        db.expire_all()


def publish_draft(db: Session, actor: Actor, record: WrittenRecord, version: int) -> None:
    """Put the actor's draft in force, and publish a listing that was new. `version` is that of the record they saw.

    Raises Conflict where somebody changed the record meanwhile, and Refused where there is nothing to publish.
    """
    draft = find_draft(db, actor, record, to_change=True)
    if record.version != version:
        raise Conflict(CHANGED_SINCE)
    changes = drafted_changes(db, record, draft)
    if not changes:
        raise Refused(NOTHING_DIFFERENT)
    draft = draft or begin_draft(db, actor, record)
    draft.changes = [asdict(each) for each in changes]
    draft.state = RevisionState.DONE.value
    draft.is_suggestion = False
    draft.decided_by, draft.decided_at = actor.user_id, clock.now()
    put_in_force(db, actor, record, changes)


def send_draft(db: Session, actor: Actor, record: WrittenRecord, reason: str | None) -> Revision:
    """Put the actor's draft before those who look after the record. Raises Refused where it changes nothing."""
    entity, draft = record.__tablename__, find_draft(db, actor, record, to_change=True)
    changes = drafted_changes(db, record, draft)
    if not changes:
        raise Refused(f"{NOTHING_DIFFERENT} Change something, then send it.")
    draft = draft or begin_draft(db, actor, record)
    draft.changes = [asdict(each) for each in changes]
    draft.state, draft.reason = RevisionState.WAITING.value, reason
    record_act(db, actor.user_id, None, f"{entity}.suggested", entity, [record.id], {each.field for each in changes})
    return draft


def drafted_changes(db: Session, record: WrittenRecord, draft: Revision | None) -> tuple[FieldChange, ...]:
    """What a draft would change now. Raises Refused where the record waits for approval already."""
    refuse_if_awaited(db, record)
    return rebased(db, record, (*(draft.field_changes if draft else ()), *going_public(record)))


def give_up(db: Session, actor: Actor, record: WrittenRecord) -> None:
    """Forget the actor's draft of a record, which nobody else ever saw; put away a listing that was never published.

    Raises Refused where there is none, or it waits for approval.
    """
    draft = find_draft(db, actor, record, to_change=True)
    if isinstance(record, Service) and record.stage == Stage.DRAFT:
        refuse_if_awaited(db, record)
        archive_listing(db, actor, record, record.version, "Given up before it was published")
    elif draft is None:
        raise Refused("There is no draft of yours to give up.")
    else:
        db.delete(draft)


def archive_listing(db: Session, actor: Actor, service: Service, version: int, reason: str | None) -> None:
    """Put a listing away: its history stays, and old links say that it is no longer listed.

    `version` is that of the listing the actor saw. Raises Conflict where somebody changed it meanwhile, and Refused
    where it is put away already.
    """
    hold_record(db, "service", service.id)
    if service.stage == Stage.ARCHIVED:
        raise Refused("It is put away already.")
    if service.version != version:
        raise Conflict(CHANGED_SINCE)
    change = FieldChange("stage", service.stage, Stage.ARCHIVED.value)
    record_revision(db, "service", service.id, [change], author_id=actor.user_id, reason=reason)
    put_in_force(db, actor, service, [change], "archived")


def refuse_if_awaited(db: Session, record: WrittenRecord) -> None:
    if find_awaited(db, record) is not None:
        raise Refused("It waits for approval. Whoever looks after it decides under Suggestions.")


def going_public(record: WrittenRecord) -> tuple[FieldChange, ...]:
    """That a listing which was only being written becomes everybody's to see."""
    if not isinstance(record, Service) or record.stage != Stage.DRAFT:
        return ()
    return (FieldChange("stage", record.stage, Stage.PUBLISHED.value),)

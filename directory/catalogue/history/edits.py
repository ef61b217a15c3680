"""Writing a listing in several goes: what was typed waits in a draft of its author's, until it is sent or given up.

A draft is a revision nobody else sees. The listing stays as it is meanwhile; who may keep it puts the draft in force,
everybody else sends it to those who may.
"""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.history.record_changes import apply_to_service, rebased, values_now
from directory.catalogue.history.revisions import CHANGED_SINCE, make_changes, put_in_force, record_revision
from directory.catalogue.models.field_changes import FieldChange, Plain
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.revisions import Revision, RevisionKind, RevisionState
from directory.catalogue.models.services import Service, Stage
from directory.catalogue.queries import get_service
from directory.db import add_once, new_id
from directory.errors import Conflict, Refused


def start_listing(
    db: Session, actor: Actor, organization: Organization, name: str, service_id: uuid.UUID | None = None
) -> Service:
    """A new listing that only those who write and approve it see, until it is published."""
    service = Service(id=service_id or new_id(), organization_id=organization.id, name=name, stage=Stage.DRAFT.value)
    db.add(service)
    record_revision(db, "service", service.id, kind=RevisionKind.ADDED, author_id=actor.user_id)
    record_act(db, actor.user_id, None, "service.started", "service", [service.id])
    return service


def find_draft(db: Session, actor: Actor, service_id: uuid.UUID) -> Revision | None:
    """What the actor is writing about a listing and has not sent yet."""
    return db.scalar(
        select(Revision).where(
            Revision.entity == "service",
            Revision.record_id == service_id,
            Revision.author_id == actor.user_id,
            Revision.state == RevisionState.DRAFT,
        )
    )


def find_awaited(db: Session, service: Service) -> Revision | None:
    """What asks for a listing that is not published yet to be published, if that waits for somebody to agree."""
    if service.stage != Stage.DRAFT:
        return None
    return db.scalar(
        select(Revision).where(
            Revision.entity == "service",
            Revision.record_id == service.id,
            Revision.state == RevisionState.WAITING,
        )
    )


def write_draft(db: Session, actor: Actor, service: Service, wanted: Mapping[str, Plain]) -> None:
    """Keep what a listing is to say in some fields. One that is not published yet says it at once."""
    if service.stage == Stage.DRAFT:
        if changes := rebased(db, service, [FieldChange(name, None, value) for name, value in wanted.items()]):
            make_changes(db, actor, service, changes)
        return
    draft = find_draft(db, actor, service.id) or begin_draft(db, actor, service)
    kept = {each.field: each for each in draft.field_changes}
    now = values_now(db, service, [name for name in wanted if name not in kept])
    for name, value in wanted.items():
        kept[name] = FieldChange(name, kept[name].before if name in kept else now[name], value)
    draft.changes = [asdict(each) for each in kept.values() if each.before != each.after]
    if not draft.changes:
        db.delete(draft)


def begin_draft(db: Session, actor: Actor, service: Service) -> Revision:
    draft = Revision(
        entity="service",
        record_id=service.id,
        state=RevisionState.DRAFT.value,
        is_suggestion=True,
        changes=[],
        author_id=actor.user_id,
    )
    # A second click at the same moment finds the draft of the first.
    return add_once(db, draft, lambda: find_draft(db, actor, service.id))[0]


def drafted_values(db: Session, service: Service, draft: Revision | None, fields: tuple[str, ...]) -> dict[str, Plain]:
    """What a listing is to say in some fields: as drafted, else as it says now."""
    after = {each.field: each.after for each in draft.field_changes} if draft else {}
    return {**values_now(db, service, fields), **{name: after[name] for name in fields if name in after}}


@contextmanager
def put_on(db: Session, service: Service, draft: Revision | None) -> Iterator[Service]:
    """A listing as it would be with what is drafted, for a look at it: afterwards everything is as it was."""
    service_id = service.id
    look = db.begin_nested()
    try:
        if draft is not None:
            apply_to_service(db, service, draft.field_changes)
            db.flush()
        # What was read before does not know of the rows just written.
        db.expire_all()
        yield get_service(db, service_id)
    finally:
        look.rollback()


def publish_draft(db: Session, actor: Actor, service: Service, draft: Revision | None, version: int) -> None:
    """Put a draft in force, and publish a listing that was new. `version` is that of the listing its author saw.

    Raises Conflict where somebody changed the listing meanwhile, and Refused where there is nothing to publish.
    """
    if service.version != version:
        raise Conflict(CHANGED_SINCE)
    refuse_if_awaited(db, service)
    changes = rebased(db, service, (*(draft.field_changes if draft else ()), *going_public(service)))
    if not changes:
        raise Refused("Nothing is different from what the listing says now.")
    draft = draft or begin_draft(db, actor, service)
    draft.changes = [asdict(each) for each in changes]
    draft.state = RevisionState.DONE.value
    draft.is_suggestion = False
    draft.decided_by, draft.decided_at = actor.user_id, clock.now()
    put_in_force(db, actor, service, changes, "service.edited")


def send_draft(db: Session, actor: Actor, service: Service, draft: Revision | None, reason: str | None) -> Revision:
    """Put a draft before those who look after the listing. Raises Refused where it changes nothing."""
    refuse_if_awaited(db, service)
    changes = rebased(db, service, (*(draft.field_changes if draft else ()), *going_public(service)))
    if not changes:
        raise Refused("Nothing is different from what the listing says now. Change something, then send it.")
    draft = draft or begin_draft(db, actor, service)
    draft.changes = [asdict(each) for each in changes]
    draft.state, draft.reason = RevisionState.WAITING.value, reason
    record_act(db, actor.user_id, None, "service.suggested", "service", [service.id], {each.field for each in changes})
    return draft


def give_up_draft(db: Session, draft: Revision) -> None:
    """Forget what was drafted: nobody but its author ever saw it."""
    db.delete(draft)


def give_up(db: Session, actor: Actor, service: Service) -> None:
    """Forget the actor's draft of a listing; put away one that was never published.

    Raises Refused where there is none, or it waits for approval.
    """
    if service.stage == Stage.DRAFT:
        refuse_if_awaited(db, service)
        archive_listing(db, actor, service, "Given up before it was published")
        return
    draft = find_draft(db, actor, service.id)
    if draft is None:
        raise Refused("There is no draft of yours to give up.")
    give_up_draft(db, draft)


def archive_listing(db: Session, actor: Actor, service: Service, reason: str | None) -> None:
    """Put a listing away: its history stays, and old links say that it is no longer listed."""
    change = FieldChange("stage", service.stage, Stage.ARCHIVED.value)
    record_revision(db, "service", service.id, [change], author_id=actor.user_id, reason=reason)
    put_in_force(db, actor, service, [change], "service.archived")


def refuse_if_awaited(db: Session, service: Service) -> None:
    if find_awaited(db, service) is not None:
        raise Refused("It waits for approval. Whoever looks after it decides under Suggestions.")


def going_public(service: Service) -> tuple[FieldChange, ...]:
    """That a listing which was only being written becomes everybody's to see."""
    if service.stage != Stage.DRAFT:
        return ()
    return (FieldChange("stage", service.stage, Stage.PUBLISHED.value),)

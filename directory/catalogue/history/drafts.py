"""Reading what is being written: drafts of one's own, listings that are not published yet, and who may run them."""

import uuid
from collections.abc import Sequence

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, joinedload

from directory.accounts.actor import Actor
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.revisions import Revision, RevisionKind, RevisionState
from directory.catalogue.models.services import Service, Stage

MOST_SHOWN = 50
MOST_OFFERED = 10


def has_started(db: Session, actor: Actor, service_id: uuid.UUID) -> bool:
    """Whether the actor began to write a listing."""
    began = select(Revision.id).where(
        Revision.entity == "service",
        Revision.record_id == service_id,
        Revision.kind == RevisionKind.ADDED.value,
        Revision.author_id == actor.user_id,
    )
    return bool(db.scalar(select(exists(began))))


def list_writing(db: Session, actor: Actor) -> Sequence[Service]:
    """The listings the actor is writing and has not published, by name: new ones, and drafts for published ones."""
    mine = select(Revision.record_id).where(Revision.entity == "service", Revision.author_id == actor.user_id)
    started = mine.where(Revision.kind == RevisionKind.ADDED.value)
    drafted = mine.where(Revision.state == RevisionState.DRAFT.value)
    is_new = (Service.stage == Stage.DRAFT.value) & Service.id.in_(started)
    is_changing = (Service.stage == Stage.PUBLISHED.value) & Service.id.in_(drafted)
    return db.scalars(
        select(Service)
        .where(or_(is_new, is_changing))
        .options(joinedload(Service.organization))
        .order_by(Service.name, Service.id)
        .limit(MOST_SHOWN)
    ).all()


def find_organizations_named(db: Session, words: str) -> Sequence[Organization]:
    """Organizations whose name, or other name, holds these words."""
    named = Organization.name.icontains(words, autoescape=True)
    also_named = Organization.alternate_name.icontains(words, autoescape=True)
    wanted = select(Organization).where(or_(named, also_named))
    return db.scalars(wanted.order_by(Organization.name, Organization.id).limit(MOST_OFFERED)).all()

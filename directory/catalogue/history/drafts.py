"""Reading what is being written: drafts of one's own, listings that are not published yet, and who may run them."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory.accounts.actor import Actor
from directory.catalogue.history.written_records import WrittenRecord
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.revisions import Revision, RevisionKind, RevisionState
from directory.catalogue.models.services import Service, Stage
from directory.catalogue.publishing import published_organizations

MOST_SHOWN = 50
MOST_OFFERED = 10


def list_writing(db: Session, actor: Actor) -> list[WrittenRecord]:
    """What the actor is writing and has not published: new listings and drafts for published ones, then the rest."""
    # Most who sign in write nothing: one look says of which kinds there may be any.
    kinds = set(db.scalars(kinds_touched(actor)))
    return [each for kind, listing in LISTED.items() if kind in kinds for each in listing(db, actor)]


def list_listings_in_writing(db: Session, actor: Actor) -> Sequence[Service]:
    started = revised("service", actor).where(Revision.kind == RevisionKind.ADDED.value)
    is_new = (Service.stage == Stage.DRAFT.value) & Service.id.in_(started)
    is_changing = (Service.stage == Stage.PUBLISHED.value) & Service.id.in_(drafted("service", actor))
    return db.scalars(
        select(Service)
        .where(Service.id.in_(touched("service", actor)), or_(is_new, is_changing))
        .options(joinedload(Service.organization))
        .order_by(Service.name, Service.id)
        .limit(MOST_SHOWN)
    ).all()


def list_organizations_in_writing(db: Session, actor: Actor) -> Sequence[Organization]:
    """Those of which the actor has a draft, and those they added whose activities nobody else has seen yet, if any."""
    started = revised("organization", actor).where(Revision.kind == RevisionKind.ADDED.value)
    seen = exists().where(Service.organization_id == Organization.id, Service.stage != Stage.DRAFT.value)
    is_new = Organization.id.in_(started) & ~seen & ~published_organizations()
    is_theirs = or_(is_new, Organization.id.in_(drafted("organization", actor)))
    wanted = select(Organization).where(Organization.id.in_(touched("organization", actor)), is_theirs)
    return db.scalars(wanted.order_by(Organization.name, Organization.id).limit(MOST_SHOWN)).all()


def list_drafted_places(db: Session, actor: Actor) -> Sequence[Location]:
    wanted = select(Location).where(Location.id.in_(drafted("location", actor)))
    return db.scalars(
        wanted.options(selectinload(Location.addresses)).order_by(Location.name, Location.id).limit(MOST_SHOWN)
    ).all()


def revised(entity: str, actor: Actor) -> Select[uuid.UUID]:
    """The ids of the records of a kind of which the actor made, or makes, a revision."""
    return select(Revision.record_id).where(Revision.entity == entity, Revision.author_id == actor.user_id)


def drafted(entity: str, actor: Actor) -> Select[uuid.UUID]:
    return revised(entity, actor).where(Revision.state == RevisionState.DRAFT.value)


def touched(entity: str, actor: Actor) -> Select[uuid.UUID]:
    """The ids of all that the actor added or has a draft of: few, to begin with, so that not all records are read."""
    return touches(actor).where(Revision.entity == entity)


@lru_cache
def kinds_touched(actor: Actor) -> Select[str]:
    return touches(actor).with_only_columns(Revision.entity).distinct()


def touches(actor: Actor) -> Select[uuid.UUID]:
    """The ids of the records of every kind that the actor added or has a draft of."""
    is_draft = Revision.state == RevisionState.DRAFT.value
    is_either = or_(Revision.kind == RevisionKind.ADDED.value, is_draft)
    return select(Revision.record_id).where(Revision.author_id == actor.user_id, is_either)


# What is listed of each kind of record, in this order.
LISTED: Mapping[str, Callable[[Session, Actor], Sequence[WrittenRecord]]] = {
    "service": list_listings_in_writing,
    "organization": list_organizations_in_writing,
    "location": list_drafted_places,
}


def find_organizations_named(db: Session, words: str) -> Sequence[Organization]:
    """Organizations whose name, or other name, holds these words."""
    named = Organization.name.icontains(words, autoescape=True)
    also_named = Organization.alternate_name.icontains(words, autoescape=True)
    wanted = select(Organization).where(or_(named, also_named))
    return db.scalars(wanted.order_by(Organization.name, Organization.id).limit(MOST_OFFERED)).all()

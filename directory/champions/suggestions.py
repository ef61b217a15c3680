"""Suggested changes of listings: whose they are to decide, and what became of one's own."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session, joinedload

from directory.accounts.actor import Actor, Role
from directory.catalogue.history.queries import with_people
from directory.catalogue.history.record_rows import portions
from directory.catalogue.history.revisions import DECIDED_BEFORE
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.services import Service
from directory.catalogue.queries import for_page
from directory.champions.models import ChampionDomain
from directory.champions.queries import in_domains
from directory.errors import Conflict, NotFound

MOST_SHOWN = 100
WAITING = (Revision.entity == "service", Revision.state == RevisionState.WAITING)
# What its author is still writing is for nobody else's eyes, and no suggestion yet.
SUGGESTED = (Revision.entity == "service", Revision.is_suggestion, Revision.state != RevisionState.DRAFT)


def list_waiting(db: Session, actor: Actor, most: int = MOST_SHOWN) -> Sequence[Revision]:
    """The suggestions the actor may decide, oldest first; at most a hundred, as more wait behind them."""
    wanted = with_people().where(*WAITING, is_theirs_to_decide(actor)).order_by(Revision.id)
    return db.scalars(wanted.limit(most)).all()


def count_waiting(db: Session, actor: Actor) -> int:
    """How many suggestions wait for the actor."""
    return db.scalar(select(func.count()).select_from(Revision).where(*WAITING, is_theirs_to_decide(actor))) or 0


def list_own(db: Session, actor: Actor, most: int = MOST_SHOWN) -> Sequence[Revision]:
    """What the actor suggested, newest first, with what became of it."""
    mine = with_people().where(*SUGGESTED, Revision.author_id == actor.user_id)
    return db.scalars(mine.order_by(Revision.id.desc()).limit(most)).all()


def get_suggestion(db: Session, actor: Actor, revision_id: int, *, to_decide: bool = False) -> tuple[Revision, Service]:
    """A suggestion the actor may decide, or might have, with its listing. Raises NotFound, also for somebody else's.

    `to_decide` keeps others from deciding it, and its author from withdrawing it, before this is done; it raises
    Conflict where that has happened.
    """
    revision = get_one(db, revision_id, is_theirs_to_decide(actor), to_decide=to_decide)
    return revision, get_listing_of(db, revision)


def get_own_suggestion(db: Session, actor: Actor, revision_id: int, *, to_decide: bool = False) -> Revision:
    """A suggestion that the actor made. Raises NotFound, also for somebody else's."""
    return get_one(db, revision_id, Revision.author_id == actor.user_id, to_decide=to_decide)


def get_one(db: Session, revision_id: int, condition: ColumnElement[bool], *, to_decide: bool) -> Revision:
    wanted = with_people().where(*SUGGESTED, Revision.id == revision_id, condition)
    if to_decide:
        wanted = wanted.with_for_update(of=Revision).execution_options(populate_existing=True)
    revision = db.scalar(wanted)
    if revision is None:
        raise NotFound("There is no such suggestion.")
    if to_decide and revision.state != RevisionState.WAITING:
        raise Conflict(DECIDED_BEFORE)
    return revision


def get_listing_of(db: Session, revision: Revision) -> Service:
    service = db.scalar(select(Service).where(Service.id == revision.record_id).options(*for_page()))
    if service is None:
        raise NotFound("The listing is no longer in the catalogue.")
    return service


def listings_of(db: Session, revisions: Sequence[Revision]) -> dict[uuid.UUID, Service]:
    """The listings that revisions are about, by id, with who runs them."""
    ids = {each.record_id for each in revisions}
    wanted = select(Service).options(joinedload(Service.organization))
    return {service.id: service for some in portions(ids) for service in db.scalars(wanted.where(Service.id.in_(some)))}


def is_theirs_to_decide(actor: Actor) -> ColumnElement[bool]:
    """Whether a revision is of a listing the actor looks after: a champion those of their domains, an editor all."""
    if Role.EDITOR in actor.roles:
        return true()
    return Revision.record_id.in_(in_domains(ChampionDomain.champion_id == actor.user_id))

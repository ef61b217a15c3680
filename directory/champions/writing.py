"""Who may write which listing, and who may put what is written in force: the one place that says so.

Everybody on the staff who may suggest a change may write one. A listing that is not published yet is only its author's
and theirs who may keep it; one that was put away only theirs who may keep it.
"""

import uuid
from collections.abc import Iterable

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor, Role
from directory.catalogue.history.drafts import has_started
from directory.catalogue.history.record_rows import portions
from directory.catalogue.models.services import Service, Stage
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm
from directory.catalogue.queries import get_service
from directory.champions.models import ChampionDomain, ChampionDomainTerm
from directory.champions.queries import in_domains
from directory.errors import NotFound

NO_SUCH = "There is no such activity."


def may_keep(db: Session, actor: Actor, service_id: uuid.UUID) -> bool:
    """Whether an actor decides on a listing: an editor on all, a champion on those of their own domains."""
    if keeps_everything(actor):
        return True
    if Role.CHAMPION not in actor.roles:
        return False
    covered = in_domains(ChampionDomain.champion_id == actor.user_id).where(Attribute.link_id == service_id)
    return bool(db.scalar(select(exists(covered))))


def keeps_everything(actor: Actor) -> bool:
    """Whether an actor decides on every listing, whatever its tags."""
    return Role.EDITOR in actor.roles


def list_kept_listings(db: Session, actor: Actor, service_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Of some listings those that a champion decides on."""
    covered = in_domains(ChampionDomain.champion_id == actor.user_id)
    found: set[uuid.UUID] = set()
    for some in portions(service_ids):
        found.update(db.scalars(covered.where(Attribute.link_id.in_(some))))
    return found


def list_kept_terms(db: Session, actor: Actor) -> dict[uuid.UUID, str]:
    """The terms of a champion's domains: a listing with one of them is theirs to decide on."""
    theirs = select(TaxonomyTerm.id, TaxonomyTerm.name).join(
        ChampionDomainTerm, ChampionDomainTerm.term_id == TaxonomyTerm.id
    )
    theirs = theirs.join(ChampionDomain).where(ChampionDomain.champion_id == actor.user_id)
    return {term_id: name for term_id, name in db.execute(theirs)}


def may_write(db: Session, actor: Actor, service: Service) -> bool:
    """Whether an actor may write changes of a listing, in force or not."""
    if not actor.may("catalogue.suggest"):
        return False
    if service.stage == Stage.PUBLISHED:
        return True
    if service.stage == Stage.DRAFT and has_started(db, actor, service.id):
        return True
    return may_keep(db, actor, service.id)


def get_listing_to_write(db: Session, actor: Actor, service_id: uuid.UUID) -> Service:
    """A listing that the actor may write, with everything about it. Raises NotFound, also for one they may not."""
    service = get_service(db, service_id)
    if not may_write(db, actor, service):
        raise NotFound(NO_SUCH)
    return service


def get_listing_to_keep(db: Session, actor: Actor, service_id: uuid.UUID) -> Service:
    """A listing that the actor decides on, whatever its stage. Raises NotFound, also for one they do not."""
    service = get_service(db, service_id)
    if not may_keep(db, actor, service.id):
        raise NotFound(NO_SUCH)
    return service

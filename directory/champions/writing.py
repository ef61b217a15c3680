"""Who may write which record, and who may put what is written in force: the one place that says so.

Everybody on the staff who may suggest a change may write one. A listing that is not published yet is only its author's
and theirs who may keep it; one that was put away only theirs who may keep it. Organizations and locations are
everybody's to write about; a champion keeps those that a published listing of their domain names.
"""

import uuid
from collections.abc import Iterable

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor, Role
from directory.catalogue.history.record_rows import portions
from directory.catalogue.history.written_records import NO_SUCH, Model, WrittenRecord, get_record, has_started
from directory.catalogue.merging.survivors import find_survivor
from directory.catalogue.models.services import Service, Stage
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm
from directory.champions.keepers import is_kept_by
from directory.champions.models import ChampionDomain, ChampionDomainTerm
from directory.champions.queries import in_domains, records_in_domains
from directory.errors import NotFound


def may_keep(db: Session, actor: Actor, record: WrittenRecord) -> bool:
    """Whether an actor decides on a record: an editor on all, a champion on those of their own domains."""
    if keeps_everything(actor):
        return True
    if Role.CHAMPION not in actor.roles:
        return False
    covered = records_in_domains(record.__tablename__, is_kept_by(actor.user_id)).subquery()
    return bool(db.scalar(exists().where(covered.c[0] == record.id).select()))


def keeps_everything(actor: Actor) -> bool:
    """Whether an actor decides on every listing, whatever its tags."""
    return Role.EDITOR in actor.roles


def list_kept_listings(db: Session, actor: Actor, service_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Of some listings those that a champion decides on."""
    covered = in_domains(is_kept_by(actor.user_id))
    found: set[uuid.UUID] = set()
    for some in portions(service_ids):
        found.update(db.scalars(covered.where(Attribute.link_id.in_(some))))
    return found


def list_kept_terms(db: Session, actor: Actor) -> dict[uuid.UUID, str]:
    """The terms of a champion's domains: a listing with one of them is theirs to decide on."""
    theirs = select(TaxonomyTerm.id, TaxonomyTerm.name).join(
        ChampionDomainTerm, ChampionDomainTerm.term_id == TaxonomyTerm.id
    )
    theirs = theirs.join(ChampionDomain, ChampionDomain.id == ChampionDomainTerm.domain_id)
    theirs = theirs.where(is_kept_by(actor.user_id))
    return {term_id: name for term_id, name in db.execute(theirs)}


def may_write(db: Session, actor: Actor, record: WrittenRecord) -> bool:
    """Whether an actor may write changes of a record, in force or not."""
    if not actor.may("catalogue.suggest"):
        return False
    if not isinstance(record, Service) or record.stage == Stage.PUBLISHED:
        return True
    if record.stage == Stage.DRAFT and has_started(db, actor, record):
        return True
    return may_keep(db, actor, record)


def get_to_write(
    db: Session, actor: Actor, model: type[Model], record_id: uuid.UUID, *, to_change: bool = False
) -> Model:
    """A record that the actor may write, with everything about it. Raises NotFound, also for one they may not.

    `to_change` keeps others from changing it before this is done.
    """
    record = get_or_survivor(db, model, record_id, to_change=to_change)
    if not may_write(db, actor, record):
        raise NotFound(NO_SUCH[model.__tablename__])
    return record


def get_to_keep(
    db: Session, actor: Actor, model: type[Model], record_id: uuid.UUID, *, to_change: bool = False
) -> Model:
    """A record that the actor decides on, whatever its stage. Raises NotFound, also for one they do not.

    `to_change` keeps others from changing it before this is done.
    """
    record = get_or_survivor(db, model, record_id, to_change=to_change)
    if not may_keep(db, actor, record):
        raise NotFound(NO_SUCH[model.__tablename__])
    return record


def get_or_survivor(db: Session, model: type[Model], record_id: uuid.UUID, *, to_change: bool) -> Model:
    """A record, or the one it was made one with: what somebody had typed about it is asked again there."""
    try:
        return get_record(db, model, record_id, to_change=to_change)
    except NotFound:
        survivor = find_survivor(db, model.__tablename__, record_id)
        if survivor is None:
            raise
        return get_record(db, model, survivor, to_change=to_change)

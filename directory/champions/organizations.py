"""What an actor sees of an organization: the activities it runs, also those that are not for everybody's eyes."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session, selectinload

from directory.accounts.actor import Actor, Role
from directory.catalogue.history.drafts import revised
from directory.catalogue.history.written_records import NO_SUCH, has_started, is_published
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.revisions import Revision, RevisionKind
from directory.catalogue.models.services import Service, Stage
from directory.catalogue.publishing import is_on, published
from directory.champions.keepers import is_kept_by
from directory.champions.queries import in_domains, list_awaited
from directory.champions.writing import get_to_write, keeps_everything
from directory.errors import NotFound

PAGE_SIZE = 25


@dataclass(frozen=True)
class RunActivities:
    """One page of what an organization runs, by name; `awaited` are those that wait to be published."""

    services: Sequence[Service]
    awaited: frozenset[uuid.UUID]
    total: int
    page: int


def list_run_by(db: Session, actor: Actor, organization: Organization, page: int = 1) -> RunActivities:
    """The activities of an organization that the actor may write about. Raises NotFound for a page below 1."""
    if page < 1:
        raise NotFound("There is no such page.")
    theirs = (Service.organization_id == organization.id, may_be_written(actor))
    total = db.scalar(select(func.count()).select_from(Service).where(*theirs)) or 0
    in_order = (Service.stage == Stage.ARCHIVED, func.lower(Service.name), Service.id)
    services = db.scalars(
        select(Service)
        .where(*theirs)
        .options(selectinload(Service.capacities))
        .order_by(*in_order)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    return RunActivities(services, list_awaited(db, services), total, page)


def list_on(db: Session, organization: Organization) -> Sequence[Service]:
    """The live activities of an organization, by name."""
    wanted = select(Service).where(Service.organization_id == organization.id, is_on())
    return db.scalars(wanted.order_by(func.lower(Service.name), Service.id)).all()


def may_be_written(actor: Actor) -> ColumnElement[bool]:
    """Which services an actor may write about: the rule of `writing.may_write` for many at once."""
    if keeps_everything(actor):
        return true()
    began = revised("service", actor).where(Revision.kind == RevisionKind.ADDED.value)
    theirs = [published(), (Service.stage == Stage.DRAFT.value) & Service.id.in_(began)]
    if Role.CHAMPION in actor.roles:
        theirs.append(Service.id.in_(in_domains(is_kept_by(actor.user_id))))
    return or_(*theirs)


def may_remove(db: Session, actor: Actor, organization: Organization) -> bool:
    """Whether an actor may take an organization out: an editor any, its author one that the public never saw."""
    if keeps_everything(actor):
        return True
    return has_started(db, actor, organization) and not is_published(db, organization)


def get_to_remove(db: Session, actor: Actor, organization_id: uuid.UUID, *, to_change: bool = False) -> Organization:
    """An organization that the actor may take out. Raises NotFound, also for one they may not."""
    organization = get_to_write(db, actor, Organization, organization_id, to_change=to_change)
    if not may_remove(db, actor, organization):
        raise NotFound(NO_SUCH[Organization.__tablename__])
    return organization

"""Reading what is known of groups."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.champions.assurance.models import Assurance
from directory.champions.assurance.policy import may_assure
from directory.champions.assurance.rules import AssuranceFacts, Lack, doubts_of, lacks_of
from directory.champions.writing import get_to_write
from directory.errors import NotFound


def get_to_assure(db: Session, actor: Actor, organization_id: uuid.UUID) -> Organization:
    """A group that the actor may say how it stands. Raises NotFound, also for one they may not."""
    organization = get_to_write(db, actor, Organization, organization_id)
    if not may_assure(db, actor, organization):
        raise NotFound("There is no such organisation.")
    return organization


def list_assurances(db: Session, actor: Actor, organization: Organization) -> Sequence[Assurance]:
    """All that was found of a group, what counts first. That somebody read the names in it is written down."""
    wanted = select(Assurance).where(Assurance.organization_id == organization.id)
    newest_first = wanted.order_by(Assurance.recorded_at.desc(), Assurance.id)
    found = db.scalars(newest_first.options(joinedload(Assurance.recorder))).all()
    if any(each.lead_sealed or each.complaints_sealed for each in found):
        record_act(db, actor.user_id, actor.scheme_id, "assurance.read", "organization", [organization.id])
    return found


def counts() -> ColumnElement[bool]:
    """Which assurances count: of each group the one that was recorded last."""
    later = aliased(Assurance)
    is_later = or_(
        later.recorded_at > Assurance.recorded_at,
        and_(later.recorded_at == Assurance.recorded_at, later.id < Assurance.id),
    )
    return ~exists().where(later.organization_id == Assurance.organization_id, is_later)


def facts() -> Select[uuid.UUID, str, str, date | None, date]:
    """By organization, what decides whether what is known of it holds."""
    return select(
        Assurance.organization_id,
        Assurance.policy,
        Assurance.insurance,
        Assurance.insured_until,
        Assurance.valid_until,
    ).where(counts())


def find_facts(db: Session, organization_id: uuid.UUID) -> AssuranceFacts | None:
    """What is known of a group; None where nobody has looked."""
    row = db.execute(facts().where(Assurance.organization_id == organization_id)).first()
    return AssuranceFacts(row[1], row[2], row[3], row[4]) if row else None


def list_lacks(db: Session, service: Service, today: date) -> tuple[Lack, ...]:
    """What is missing or has lapsed of the group that runs a service."""
    return lacks_of(find_facts(db, service.organization_id), today)


def list_doubts(db: Session, services: Collection[Service], today: date) -> Mapping[uuid.UUID, tuple[Lack, ...]]:
    """Of some services what a match tells of their groups, by the id of the service, where there is anything."""
    organizations = {each.organization_id for each in services}
    rows = db.execute(facts().where(Assurance.organization_id.in_(organizations)))
    known = {row[0]: AssuranceFacts(row[1], row[2], row[3], row[4]) for row in rows}
    doubts = {each.id: doubts_of(known.get(each.organization_id), today) for each in services}
    return {service_id: lacks for service_id, lacks in doubts.items() if lacks}

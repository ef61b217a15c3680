"""What help groups need, as they say: for whoever can bring a room, a driver or some money together with them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.catalogue.publishing import is_on
from directory.champions.capacity.strength import latest_strengths
from directory.champions.capacity.strength_models import GroupStrength, Help, Income


@dataclass(frozen=True)
class GroupInNeed:
    """A group that needs help, with its size where that is known, and when it said so."""

    organization_id: uuid.UUID
    name: str
    income: Income | None
    helps: frozenset[Help]
    said_on: date


def list_in_need(db: Session) -> Sequence[GroupInNeed]:
    """Groups with a live activity that said last that they need help with something, by name."""
    running = select(Service.organization_id).where(is_on())
    wanted = (
        select(GroupStrength, Organization.name)
        .join(Organization, Organization.id == GroupStrength.organization_id)
        .where(GroupStrength.id.in_(latest_strengths()), GroupStrength.helps.any(), Organization.id.in_(running))
        .options(selectinload(GroupStrength.helps))
        .order_by(Organization.name, Organization.id)
    )
    return [
        GroupInNeed(
            organization_id=said.organization_id,
            name=name,
            income=Income(said.income) if said.income else None,
            helps=said.help_wanted,
            said_on=said.said_on,
        )
        for said, name in db.execute(wanted)
    ]

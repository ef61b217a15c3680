"""To do for a champion: groups whose assurance is over, or ends soon."""

import uuid
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import or_
from sqlalchemy.orm import Session

from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.champions.assurance.models import Assurance
from directory.champions.assurance.queries import facts
from directory.champions.assurance.rules import ASKED_BEFORE, AssuranceFacts
from directory.champions.to_do.items import MOST_OF_A_KIND, Found, Keeper, Kind
from directory.champions.to_do.listings import theirs


def find_assurances(db: Session, keeper: Keeper) -> Iterator[Found]:
    """Groups of their listings of which what was found holds no more, or not for another month."""
    soon = keeper.today + ASKED_BEFORE
    wanted = (
        facts()
        .add_columns(Organization.name, Service.id)
        .join(Organization, Organization.id == Assurance.organization_id)
        .join(Service, Service.organization_id == Assurance.organization_id)
        .where(or_(Assurance.valid_until <= soon, Assurance.insured_until <= soon), *theirs(keeper))
        .order_by(Assurance.valid_until, Organization.id, Service.id)
        .limit(MOST_OF_A_KIND)
    )
    known: dict[uuid.UUID, tuple[str, AssuranceFacts]] = {}
    services: defaultdict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for organization_id, policy, insurance, insured_until, valid_until, name, service_id in db.execute(wanted):
        known[organization_id] = name, AssuranceFacts(policy, insurance, insured_until, valid_until)
        services[organization_id].append(service_id)
    for organization_id, (name, found) in known.items():
        until = found.holds_until
        is_over = until < keeper.today
        since = until if is_over else min(until - ASKED_BEFORE, keeper.today)
        kind = Kind.ASSURANCE_OVER if is_over else Kind.ASSURANCE_ENDS
        yield Found(kind, str(organization_id), since, name, tuple(services[organization_id]))

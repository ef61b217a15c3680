"""To do for a champion: what a program thinks is wrong in their listings, or in what is written of who runs them."""

import uuid
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import SQLColumnExpression, select
from sqlalchemy.orm import Session

from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.champions.findings.looks import SeenBefore, list_put_right
from directory.champions.findings.models import Finding, FindingKind, FindingState
from directory.champions.to_do.items import MOST_OF_A_KIND, Found, Keeper, Kind
from directory.champions.to_do.listings import theirs


def find_findings(db: Session, keeper: Keeper) -> Iterator[Found]:
    """What was found, is there still and nobody has decided, each once; of a group it is better for all it runs."""
    yield from found_of(db, keeper, Service, Service.id)
    yield from found_of(db, keeper, Organization, Service.organization_id)


def found_of(
    db: Session, keeper: Keeper, record: type[Service | Organization], record_id: SQLColumnExpression[uuid.UUID]
) -> Iterator[Found]:
    wanted = (
        select(Finding, record.name, record.last_modified, Service.id)
        .join(Service, record_id == Finding.record_id)
        .join(Organization, Organization.id == Service.organization_id)
        .where(Finding.entity == record.__tablename__, Finding.state == FindingState.OPEN.value, *theirs(keeper))
        .order_by(Finding.first_seen_on, Finding.id, Service.id)
        .limit(MOST_OF_A_KIND)
    )
    known: dict[uuid.UUID, Found] = {}
    seen: dict[uuid.UUID, SeenBefore] = {}
    for finding, called, changed_at, service_id in db.execute(wanted):
        kind = FindingKind(finding.kind)
        seen[finding.id] = SeenBefore(finding.id, kind, finding.record_id, finding.last_seen_on, changed_at)
        to_do = Kind.DEAD_LINK if kind is FindingKind.LINK else Kind.FINDING
        before = known.get(finding.id) or Found(to_do, str(finding.id), finding.first_seen_on, called)
        known[finding.id] = replace(before, services=(*before.services, service_id))
    done = list_put_right(db, list(seen.values()), keeper.today)
    yield from (each for finding_id, each in known.items() if finding_id not in done)

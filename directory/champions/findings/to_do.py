"""To do for a champion: what a program thinks is wrong in their listings, or in what is written of who runs them."""

import uuid
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, or_, select
from sqlalchemy.orm import Session

from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.champions.findings.facts import DATED_TEXTS, REACH_TEXTS
from directory.champions.findings.models import Finding, FindingKind, FindingState
from directory.champions.to_do.items import MOST_OF_A_KIND, Found, Keeper, Kind
from directory.champions.to_do.listings import theirs


def find_findings(db: Session, keeper: Keeper) -> Iterator[Found]:
    """What was found and nobody has decided, each once; of a group it is better for all of its listings."""
    yield from found_of(db, keeper, Service.__tablename__, Service.id, Service.name)
    yield from found_of(db, keeper, Organization.__tablename__, Service.organization_id, Organization.name)


def found_of(
    db: Session, keeper: Keeper, entity: str, record_id: SQLColumnExpression[uuid.UUID], name: SQLColumnExpression[str]
) -> Iterator[Found]:
    wanted = (
        select(Finding.id, Finding.kind, Finding.first_seen_on, name, Service.id)
        .join(Service, record_id == Finding.record_id)
        .join(Organization, Organization.id == Service.organization_id)
        .where(Finding.entity == entity, Finding.state == FindingState.OPEN.value, still_stands(), *theirs(keeper))
        .order_by(Finding.first_seen_on, Finding.id, Service.id)
        .limit(MOST_OF_A_KIND)
    )
    known: dict[uuid.UUID, Found] = {}
    for finding_id, found_kind, since, called, service_id in db.execute(wanted):
        kind = Kind.DEAD_LINK if found_kind == FindingKind.LINK else Kind.FINDING
        before = known.get(finding_id) or Found(kind, str(finding_id), since, called)
        known[finding_id] = replace(before, services=(*before.services, service_id))
    yield from known.values()


def still_stands() -> ColumnElement[bool]:
    """Whether the value that a finding is about stands in its record still, as far as it is one of the record itself.

    What somebody has put right is done today, and not only when a machine looks again at night.
    """
    return and_(
        *(
            or_(Finding.entity != each.class_.__tablename__, Finding.field != each.key, each == Finding.about)
            for each in (*REACH_TEXTS, *DATED_TEXTS)
        )
    )

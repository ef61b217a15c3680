"""To do for a champion: listings whose room nobody knows, and groups whose funding ends soon."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from directory.catalogue.models.conditions import ServiceCapacity
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.catalogue.pausing import runs_on
from directory.catalogue.room import known_since
from directory.champions.capacity.strength import latest_strengths
from directory.champions.capacity.strength_models import GroupStrength
from directory.champions.to_do.items import MOST_OF_A_KIND, Found, Keeper, Kind
from directory.champions.to_do.listings import theirs
from directory.clock import UK, day_of

# So long before it ends there is time to ask somebody else for money, and so long after it nobody knows how they go on.
FUNDING_ENDS_WITHIN = timedelta(days=183)


def find_room_unknown(db: Session, keeper: Keeper) -> Iterator[Found]:
    """Their listings of which nobody knows today whether there is room: what was said is too old, or nobody said it.

    Of what is closed for now nobody need ask.
    """
    since = datetime.combine(known_since(keeper.today), time.min, tzinfo=UK)
    is_known = or_(
        ServiceCapacity.until >= keeper.today,
        and_(ServiceCapacity.until.is_(None), ServiceCapacity.updated >= since),
    )
    known = exists().where(ServiceCapacity.service_id == Service.id, is_known)
    last = func.max(ServiceCapacity.updated)
    said_at = select(last).where(ServiceCapacity.service_id == Service.id).scalar_subquery()
    open_now = (*theirs(keeper), runs_on(keeper.today))
    wanted = select(Service.id, Service.name, Service.listed_on, said_at).where(*open_now)
    unknown = wanted.where(~known).order_by(said_at.is_(None), Service.name, Service.id)
    for service_id, name, listed_on, said in db.execute(unknown.limit(MOST_OF_A_KIND)):
        day = day_of(said) if said else listed_on or keeper.today
        yield Found(Kind.ROOM_UNKNOWN, str(service_id), day, name, (service_id,), is_for_used=said is None)


def find_funding_that_ends(db: Session, keeper: Keeper) -> Iterator[Found]:
    """Groups that run one of their listings and are funded for no longer than half a year, or were until lately."""
    last = select(GroupStrength).where(GroupStrength.id.in_(latest_strengths())).subquery()
    ends = last.c.funded_until.between(keeper.today - FUNDING_ENDS_WITHIN, keeper.today + FUNDING_ENDS_WITHIN)
    wanted = (
        select(Organization.id, Organization.name, last.c.said_on, func.min(Service.name))
        .join(last, last.c.organization_id == Organization.id)
        .join(Service, Service.organization_id == Organization.id)
        .where(*theirs(keeper), ends)
        .group_by(Organization.id, Organization.name, last.c.said_on)
        .order_by(Organization.name, Organization.id)
        .limit(MOST_OF_A_KIND)
    )
    for organization_id, name, said_on, _ in db.execute(wanted):
        yield Found(Kind.FUNDING_ENDS, str(organization_id), said_on, name)

"""Groups by size and funding: whom people are sent to, and which groups may not go on.

How many people were sent is told as all such counts are. What a group says of its money is for those who may read
figures: it is on no public page.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, exists, func, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalogue.districts import districts_of_services, tidy_area
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.catalogue.publishing import is_on
from directory.champions.capacity.strength import latest_strengths, strengths_at
from directory.champions.capacity.strength_models import GroupStrength, Income
from directory.champions.search_counts import names_of
from directory.outcomes.disclosure import Count, Hidden, can_be_told, protect_parts
from directory.outcomes.queries import people_who_object
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.queries import is_standing
from directory.referrals.states import ReferralState
from directory.reporting.coverage import live_offers
from directory.reporting.quarters import Quarter
from directory.reporting.unmet_sources import NEEDS

MONTHS_AHEAD, MONTHS_A_YEAR = 6, 12
# Who had a place: the group said yes, or they went.
TOOK_A_PLACE = (ReferralState.ACCEPTED.value, ReferralState.ATTENDED.value)
Sizes = tuple[Income | None, ...]
SIZES: Sizes = (*Income, None)


@dataclass(frozen=True)
class SizeLine:
    """Groups of one size, or of a size that nobody knows: their funding, and how many people were sent to them.

    `known` groups have said until when they are funded, `ending` of them for no longer than half a year.
    `people_a_week` is what they say together.
    """

    income: Income | None
    groups: int
    known: int
    ending: int
    people_a_week: int
    sent: Count
    places: Count


@dataclass(frozen=True)
class OnlyFor:
    """A need that a group alone meets in an area."""

    need: str
    area: str


@dataclass(frozen=True)
class EndingGroup:
    """A group that is funded for no longer than half a year, and what nobody else does."""

    organization_id: uuid.UUID
    name: str
    funded_until: date
    main_funder: str | None
    only_for: Sequence[OnlyFor]


def read_by_size(db: Session, actor: Actor, quarter: Quarter, today: date) -> list[SizeLine]:
    """Each size of groups with a live activity, from small to large, and that which is not known."""
    groups: defaultdict[Income | None, Counter[str]] = defaultdict(Counter)
    last = latest().subquery()
    running = select(Service.organization_id).where(is_on())
    wanted = (
        select(last.c.income, last.c.funded_until, last.c.people_a_week)
        .select_from(Organization)
        .outerjoin(last, last.c.organization_id == Organization.id)
        .where(Organization.id.in_(running))
    )
    for income, funded_until, people in db.execute(wanted):
        counted = groups[Income(income) if income else None]
        counted["groups"] += 1
        counted["known"] += funded_until is not None
        counted["ending"] += funded_until is not None and today <= funded_until <= months_after(today)
        counted["people"] += people or 0
    sent, places = count_sent(db, actor, quarter)
    told_sent, told_places = protect_sent(sent, places)
    return [
        SizeLine(
            each,
            groups[each]["groups"],
            groups[each]["known"],
            groups[each]["ending"],
            groups[each]["people"],
            told_sent[each],
            told_places[each],
        )
        for each in SIZES
    ]


def latest() -> Select[GroupStrength]:
    """What each group said of itself last."""
    return select(GroupStrength).where(GroupStrength.id.in_(latest_strengths()))


def count_sent(
    db: Session, actor: Actor, quarter: Quarter
) -> tuple[Mapping[Income | None, int], Mapping[Income | None, int]]:
    """How many people the scheme sent to groups of each size in a quarter, and how many of them had a place.

    A group has the size that it had said as the quarter ended. Were it moved to another size later, the difference
    would tell how many were sent to it alone.
    """
    begins_at, ends_at = quarter.moments
    then = select(GroupStrength).where(GroupStrength.id.in_(strengths_at(ends_at))).subquery()
    moved = exists().where(
        ReferralMove.onward_referral_id == OnwardReferral.id, ReferralMove.to_state.in_(TOOK_A_PLACE), is_standing()
    )
    counted = (
        select(
            then.c.income,
            func.count(OnwardReferral.client_id.distinct()),
            func.count(case((moved, OnwardReferral.client_id)).distinct()),
        )
        .select_from(OnwardReferral)
        .join(Service, Service.id == OnwardReferral.service_id)
        .outerjoin(then, then.c.organization_id == Service.organization_id)
        .where(OnwardReferral.scheme_id == actor.scheme_id, OnwardReferral.state != ReferralState.DRAFT.value)
        .where(OnwardReferral.made_at >= begins_at, OnwardReferral.made_at < ends_at)
        .where(OnwardReferral.client_id.not_in(people_who_object()))
        .group_by(then.c.income)
    )
    sent: Counter[Income | None] = Counter()
    places: Counter[Income | None] = Counter()
    for income, number, had in db.execute(counted):
        size = Income(income) if income else None
        sent[size], places[size] = number, had
    return sent, places


def protect_sent(
    sent: Mapping[Income | None, int], places: Mapping[Income | None, int]
) -> tuple[Mapping[Income | None, Count], Mapping[Income | None, Count]]:
    """What may be told of those sent and those who had a place, by size: no small count, nor one by difference."""
    parts = tuple(sent[each] for each in SIZES)
    shown = protect_parts(parts, True)
    if can_be_told(parts, shown):
        shown = tuple(Hidden.KEPT_BACK if each else 0 for each in parts)
    told_sent = dict(zip(SIZES, shown, strict=True))
    told_places = {each: protect_places(told_sent[each], places[each]) for each in SIZES}
    return told_sent, told_places


def protect_places(sent: Count, places: int) -> Count:
    """How many of those sent had a place; not told where so few had one, or had none, that they could be known."""
    if isinstance(sent, Hidden):
        return Hidden.KEPT_BACK
    return protect_parts((places, sent - places), True)[0]


def list_ending(db: Session, today: date) -> list[EndingGroup]:
    """Groups with a live activity whose funding ends within six months: first those that most depends on alone."""
    last = latest().subquery()
    running = select(Service.organization_id).where(is_on())
    wanted = (
        select(Organization.id, Organization.name, last.c.funded_until, last.c.main_funder)
        .join(last, last.c.organization_id == Organization.id)
        .where(Organization.id.in_(running), last.c.funded_until.between(today, months_after(today)))
    )
    rows = db.execute(wanted).all()
    alone = list_only_ones(db) if rows else {}
    found = [EndingGroup(key, name, until, funder, alone.get(key, ())) for key, name, until, funder in rows]
    return sorted(found, key=lambda each: (-len(each.only_for), each.funded_until, each.name, each.organization_id))


def list_only_ones(db: Session) -> Mapping[uuid.UUID, Sequence[OnlyFor]]:
    """By group, the needs that it alone meets in a postcode district: no live activity of another is there for them.

    What is at no place that is told, such as help by telephone, is alone nowhere, and takes nobody's place.
    """
    offers, districts = live_offers([NEEDS]), districts_of_services().subquery()
    wanted = (
        select(offers.c.code, districts.c.area, Service.organization_id)
        .join(districts, districts.c.service_id == offers.c.service_id)
        .join(Service, Service.id == offers.c.service_id)
        .distinct()
    )
    groups: defaultdict[tuple[str, str], set[uuid.UUID]] = defaultdict(set)
    for code, area, organization_id in db.execute(wanted):
        if district := tidy_area(area):
            groups[code, district].add(organization_id)
    names = names_of(db, {code for code, _ in groups})
    alone: defaultdict[uuid.UUID, list[OnlyFor]] = defaultdict(list)
    for (code, area), there in sorted(groups.items()):
        if len(there) == 1:
            alone[next(iter(there))].append(OnlyFor(names.get(code, code), area))
    return alone


def months_after(today: date, months: int = MONTHS_AHEAD) -> date:
    """The same day of a later month, or the last of it."""
    years, month = divmod(today.month - 1 + months, MONTHS_A_YEAR)
    first = date(today.year + years, month + 1, 1)
    following = date(first.year + first.month // MONTHS_A_YEAR, first.month % MONTHS_A_YEAR + 1, 1)
    return date(first.year, first.month, min(today.day, (following - first).days))

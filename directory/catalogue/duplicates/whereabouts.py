"""How two records are reached, and where and when they are found."""

from itertools import product

from directory.catalogue.duplicates.compared import Commonness, Subject
from directory.catalogue.duplicates.reasons import Reason, ReasonKind
from directory.catalogue.duplicates.weights import (
    ALIKE_GROUPS_FROM,
    EXPECTED_SHARE,
    FAR_STEPS,
    FAR_STEPS_IN_ONE_GROUP,
    FAR_STEPS_OF_GROUPS,
    MOST_CONTACT_POINTS,
    NEAR_STEPS,
    reason,
)
from directory.geo.distance import haversine_m


def contacts_alike(one: Subject, other: Subject, common: Commonness, *, expected: float) -> tuple[Reason, ...]:
    """The same telephone, email or web address."""
    found = [
        shared(ReasonKind.SAME_PHONE, one.phones & other.phones, common),
        shared(ReasonKind.SAME_EMAIL, one.emails & other.emails, common),
        shared(ReasonKind.SAME_PAGE, one.pages & other.pages, common)
        or shared(ReasonKind.SAME_SITE, one.sites & other.sites, common),
    ]
    reasons = [each for each in found if each]
    total = sum(each.points for each in reasons)
    share = EXPECTED_SHARE if expected >= ALIKE_GROUPS_FROM else 1.0
    factor = share * min(1.0, MOST_CONTACT_POINTS / total) if total else 0.0
    return tuple(Reason(each.kind, round(each.points * factor, 3), each.detail) for each in reasons)


def shared(kind: ReasonKind, values: frozenset[str], common: Commonness) -> Reason | None:
    """A reason from values that both have, by the one that fewest others have."""
    if not values:
        return None
    value = min(values, key=lambda each: (common.values.get(each, 0), each))
    return reason(kind, value, common.value_share(value))


def places_alike(one: Subject, other: Subject, common: Commonness, are_one_group: float) -> tuple[Reason, ...]:
    """The same postcode, or the distance between the nearest of their places. Nothing where a place is not known."""
    if both := one.postcodes & other.postcodes:
        share = max(0.5, common.value_share(min(both)))
        return (reason(ReasonKind.SAME_POSTCODE, min(both), share),)
    apart = min((haversine_m(*a, *b) for a, b in product(one.points, other.points)), default=None)
    if apart is None:
        return ()
    for most, share in NEAR_STEPS:
        if apart <= most:
            return (reason(ReasonKind.NEAR, f"{apart:.0f}", share),)
    for least, points in far_steps(one, are_one_group):
        if apart >= least:
            return (Reason(ReasonKind.FAR, points, f"{apart:.0f}"),)
    return ()


def far_steps(one: Subject, are_one_group: float) -> tuple[tuple[int, float], ...]:
    if not one.group:
        return FAR_STEPS_OF_GROUPS
    return FAR_STEPS_IN_ONE_GROUP if are_one_group >= ALIKE_GROUPS_FROM else FAR_STEPS


def times_alike(one: Subject, other: Subject) -> tuple[Reason, ...]:
    """The same day and hour, or none in common where both name some."""
    if not one.times or not other.times:
        return ()
    if both := one.times & other.times:
        return (reason(ReasonKind.SAME_TIMES, min(both)),)
    return (reason(ReasonKind.OTHER_TIMES, f"{min(one.times)} | {min(other.times)}"),)

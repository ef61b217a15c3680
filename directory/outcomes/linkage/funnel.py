"""Of people referred to each provider, how many went, beside how far that may vary by chance. Nobody is ranked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from directory.outcomes.linkage.cohort import Cohort
from directory.outcomes.linkage.steps import Step
from directory.outcomes.statistics.funnel import LEVELS, binomial_limits
from directory.outcomes.statistics.shares import Share, share_of


class Where(StrEnum):
    """Where a share lies in the funnel."""

    WITHIN = "within what chance does"
    NEAR = "outside 95% and within 99.8%"
    OUTSIDE = "outside 99.8%: worth asking why"


@dataclass(frozen=True)
class Point:
    """A provider: of those referred, how many went; and the limits at 95% and 99.8% around the share of everybody."""

    provider: str
    went: Share
    limits: tuple[tuple[float, float], ...]
    where: Where


@dataclass(frozen=True)
class Funnel:
    """All providers, those with most people first, and the share of all referrals together.

    Each person counts once with each provider, so that `overall` counts who was referred to several for each.
    """

    overall: Share
    points: Sequence[Point]


def funnel_of(cohort: Cohort) -> Funnel:
    """Who went of those referred, by provider."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for person in cohort.people:
        came: dict[str, bool] = {}
        for each in person.activities:
            activity = cohort.activities.get(each.service_id)
            if activity and Step.REFERRED in each.steps:
                came[activity.provider] = came.get(activity.provider, False) or Step.ATTENDED in each.steps
        for provider, has_come in came.items():
            counts[provider][0] += 1
            counts[provider][1] += has_come
    overall = share_of(sum(went for _, went in counts.values()), sum(n for n, _ in counts.values()))
    in_order = sorted(counts.items(), key=lambda item: (-item[1][0], item[0].casefold()))
    return Funnel(overall, [point_of(name, n, went, overall.share or 0.0) for name, (n, went) in in_order])


def point_of(provider: str, n: int, went: int, share: float) -> Point:
    limits = tuple(binomial_limits(n, share, level) for level in LEVELS)
    own = share_of(went, n)
    return Point(provider, own, limits, where_is(went / n, limits))


def where_is(share: float, limits: Sequence[tuple[float, float]]) -> Where:
    """Where a share lies, with the limits from the narrowest on."""
    for where, (low, high) in zip((Where.WITHIN, Where.NEAR), limits, strict=True):
        if low <= share <= high:
            return where
    return Where.OUTSIDE

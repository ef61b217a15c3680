"""What there is beyond the limits: how much more without one of them, and what comes nearest where nothing is left."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import url_for
from sqlalchemy.orm import Session

from directory.catalogue.queries import services_by_id
from directory.geo.distance import METRES_PER_MILE
from directory.matching.limits import LimitName, without, without_limits
from directory.matching.matcher import Matcher
from directory.matching.narrowing import CHOSEN
from directory.matching.profile import Profile
from directory.matching.suggestions import MatchResult
from directory.public.filters import href_of, without_filters
from directory.public.search_form import DISTANCES, YES, SearchForm
from directory.translation import gettext, noted

MOST_NEAREST = 3
# Who has so many is not asked to go further.
PLENTY = 20


@dataclass(frozen=True)
class MoreLine:
    """How many more there are without a limit, in words that follow "3 more", and where they are."""

    count: int
    words: str
    href: str


@dataclass(frozen=True)
class NearestLine:
    """What comes near to what was asked, and what keeps it out."""

    name: str
    organisation: str
    href: str
    why: str


# Each in the words that follow "3 more", and the answers that do without the limit.
WITHOUT: Mapping[LimitName, tuple[str, Mapping[str, str]]] = {
    LimitName.AREA: (noted("for people who live elsewhere"), {"elsewhere": YES}),
    LimitName.AGE: (noted("for any age"), {"age": "", "any_age": YES}),
    LimitName.TIMES: (noted("on any day, at any time"), {"days": "", "parts": ""}),
    LimitName.COST: (noted("at any cost"), {"cost": ""}),
    LimitName.WAYS: (noted("whichever way you take part"), {"ways": ""}),
    LimitName.LANGUAGE: (noted("in any language"), {"language": ""}),
    LimitName.ACCESS: (noted("that may be hard to get into"), {"access": ""}),
    LimitName.ARRANGED: (noted("however they are run"), {"arranged": ""}),
    LimitName.ROOM: (noted("that are full just now"), {"full": YES}),
    LimitName.KIND: (noted("of any kind"), {"kinds": ""}),
    LimitName.HELP: (noted("whatever they help with"), {"helps": ""}),
    LimitName.PEOPLE: (noted("for anybody"), {"people": ""}),
}


def list_more(matcher: Matcher, profile: Profile, form: SearchForm, result: MatchResult) -> tuple[MoreLine, ...]:
    """How much more there is further away, and without each other limit, most first."""
    by_limit = [
        MoreLine(count, gettext(WITHOUT[name][0]), href_of(form, **WITHOUT[name][1]))
        for name, count in sorted(result.left_out.items(), key=lambda each: (-each[1], each[0]))
    ]
    lines = (*look_further(matcher, profile, form, result.considered), *by_limit)
    return lines if lines or result.considered else without_all(matcher, profile, form)


def without_all(matcher: Matcher, profile: Profile, form: SearchForm) -> tuple[MoreLine, ...]:
    """What there is without anything that was chosen, where doing without one of it would not help."""
    free = replace(profile, within_m=None, age=None, may_be_full=False, may_be_elsewhere=False)
    for name in CHOSEN:
        free = without(free, name)
    found = next(matcher.count_each([free]))
    return (MoreLine(found, gettext("without anything you chose"), without_filters(form)),) if found else ()


def look_further(matcher: Matcher, profile: Profile, form: SearchForm, found: int) -> list[MoreLine]:
    """The first distance that adds something, where there is little near."""
    if profile.within_m is None or found >= PLENTY:
        return []
    farther = farther_than(profile.within_m)
    counts = matcher.count_each([replace(profile, within_m=metres_of(miles)) for miles, _ in farther])
    for (miles, words), count in zip(farther, counts, strict=True):
        if count > found:
            return [MoreLine(count - found, words, href_of(form, within=miles))]
    return []


def metres_of(miles: str) -> int | None:
    """A distance that was chosen, as the matcher wants it; None for any."""
    return round(int(miles) * METRES_PER_MILE) if miles else None


def farther_than(within_m: int) -> list[tuple[str, str]]:
    farther = [each for each in DISTANCES if (metres_of(each.value) or 0) > within_m]
    return [
        *((each.value, gettext("if you go up to %(distance)s", distance=each.label)) for each in farther),
        ("", gettext("at any distance")),
    ]


def list_nearest(db: Session, matcher: Matcher, profile: Profile) -> tuple[NearestLine, ...]:
    """What would be found if nothing were limited, each with what keeps it out."""
    found = matcher.find(without_limits(profile), most=MOST_NEAREST).result.suggestions
    services = services_by_id(db, [each.document.service_id for each in found])
    ids = [each.document.service_id for each in found if each.document.service_id in services]
    return tuple(
        NearestLine(
            name=services[service_id].name,
            organisation=services[service_id].organization.name,
            href=url_for("public.show_activity", service_id=service_id),
            why=why.sentence,
        )
        for service_id, why in zip(ids, matcher.why_each_left_out(profile, ids), strict=True)
    )

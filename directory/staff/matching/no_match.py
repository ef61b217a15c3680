"""Where nothing will do: what is nearest to it, and why nothing does."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service
from directory.catalogue.queries import services_by_id
from directory.champions.models import GapReason
from directory.matching.left_out import LeftOut, TooFar
from directory.matching.limits import without_limits
from directory.matching.matcher import Matcher
from directory.matching.profile import Profile
from directory.matching.suggestions import MatchResult, Suggestion
from directory.web.words import miles

MOST_NEAREST = 3
REASON_WORDS: Mapping[GapReason, str] = {
    GapReason.NOTHING_FITS: "Nothing like it is listed",
    GapReason.NOTHING_NEAR: "What there is, is too far away",
    GapReason.FULL: "What there is, is full",
    GapReason.OTHER_TIMES: "It is at the wrong times",
    GapReason.TOO_DEAR: "It costs too much",
    GapReason.NO_ACCESS: "They could not get in or take part",
}


@dataclass(frozen=True)
class NearLine:
    """An activity that comes near to what was asked, and what keeps it out."""

    name: str
    organisation: str
    href: str
    away: str
    why: str


def list_nearest(db: Session, matcher: Matcher, profile: Profile, result: MatchResult) -> list[NearLine]:
    """Where nothing fits, what would if no limit were set, each with the limit that keeps it out."""
    if result.suggestions:
        return []
    found = matcher.match(without_limits(profile), top=MOST_NEAREST).suggestions
    services = services_by_id(db, [each.document.service_id for each in found])
    return [
        near_line(services[each.document.service_id], each, matcher.why_left_out(profile, each.document.service_id))
        for each in found
        if each.document.service_id in services
    ]


def near_line(service: Service, suggestion: Suggestion, why: LeftOut) -> NearLine:
    # What is too far away tells how far it is.
    tells_distance = suggestion.distance_m is None or isinstance(why, TooFar)
    return NearLine(
        name=service.name,
        organisation=service.organization.name,
        href=url_for("public.show_activity", service_id=service.id),
        away="" if tells_distance else miles(suggestion.distance_m),
        why=why.sentence,
    )

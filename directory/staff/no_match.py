"""Where nothing will do: what is nearest to it, and asking the champion of what is missing."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalogue.models.services import Service
from directory.catalogue.queries import services_by_id
from directory.catalogue.term_queries import terms_by_code
from directory.champions.gaps import find_gap, list_domains_for
from directory.champions.models import ChampionDomain, GapReason
from directory.clock import UK
from directory.geo.postcodes import parse_postcode
from directory.matching.left_out import LeftOut, TooFar
from directory.matching.limits import without_limits
from directory.matching.matcher import Matcher
from directory.matching.profile import Profile
from directory.matching.suggestions import MatchResult, Suggestion
from directory.staff.match_question import MatchQuestion
from directory.web.fields.choices import Choice, OneOfField
from directory.web.forms import LynchpinForm
from directory.web.ids import find_id
from directory.web.words import miles, uk_short_date

MOST_NEAREST = 3
REASON_WORDS: Mapping[GapReason, str] = {
    GapReason.NOTHING_FITS: "Nothing like it is listed",
    GapReason.NOTHING_NEAR: "What there is, is too far away",
    GapReason.FULL: "What there is, is full",
    GapReason.OTHER_TIMES: "It is at the wrong times",
    GapReason.TOO_DEAR: "It costs too much",
    GapReason.NO_ACCESS: "They could not get in or take part",
}


class GapForm(LynchpinForm[GapReason]):
    reason = OneOfField(
        "Why would nothing do?",
        [Choice(reason.value, words) for reason, words in REASON_WORDS.items()],
        required="Choose why nothing would do",
        small=True,
    )

    def to_input(self) -> GapReason:
        return GapReason(self.reason.data)


@dataclass(frozen=True)
class NearLine:
    """An activity that comes near to what was asked, and what keeps it out."""

    name: str
    organisation: str
    href: str
    away: str
    why: str


@dataclass(frozen=True)
class GapPart:
    """Asking a champion: about which needs and where, and who that is. `asked` and `answer` tell what became of it."""

    needs: Sequence[str]
    area: str
    goes_to: Sequence[str]
    asked: str
    answer: str
    href: str


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


def build_gap_part(db: Session, actor: Actor, question: MatchQuestion, codes: Sequence[str]) -> GapPart:
    """What a champion would be asked, or was."""
    terms = terms_by_code(db, codes)
    gap_id = find_id(question.gap)
    gap = find_gap(db, actor, gap_id) if gap_id else None
    return GapPart(
        needs=[each.name for each in terms],
        area=area_of(question) or "",
        goes_to=[keeper_words(each) for each in list_domains_for(db, [each.id for each in terms], area_of(question))],
        asked=uk_short_date(gap.asked_at.astimezone(UK).date()) if gap else "",
        answer=gap.answer or "" if gap else "",
        href=url_for("staff.show_gap", gap_id=gap.id) if gap else "",
    )


def meant_codes(result: MatchResult) -> list[str]:
    """The needs and interests that were heard or chosen; a guess is nobody's need.

    Danger is told only where it is all that is asked about: no click takes it out, and beside another need it would
    tell a champion what was said in confidence.
    """
    calm = [each for each in result.heard if not each.concept.urgent]
    return [each.concept.code for each in calm or result.heard]


def area_of(question: MatchQuestion) -> str | None:
    """The first half of the postcode: some thousand homes."""
    return parse_postcode(question.postcode).outward if question.postcode else None


def keeper_words(domain: ChampionDomain) -> str:
    """A domain and who looks after it."""
    return f"{domain.name} ({domain.champion.name})" if domain.champion else f"{domain.name} (no champion yet)"


def gap_id_of(question_values: Mapping[str, object]) -> uuid.UUID | None:
    """The gap that was written down for a question before."""
    return find_id(question_values.get("gap", ""))

"""From what the matcher answers to what its page shows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from flask import url_for
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.models import Client, Purpose
from directory.casework.queries import open_case
from directory.casework.rules import has_consent
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.catalogue.queries import find_services_named, services_by_id
from directory.champions.assurance.queries import list_doubts
from directory.champions.assurance.rules import LACK_WORDS, Lack
from directory.champions.noting.notes import list_counting, told, told_to_matcher
from directory.champions.noting.recommending import list_recommended
from directory.clock import day_of
from directory.matching.current import current_matcher_keeper
from directory.matching.doubts import Doubt, Silence
from directory.matching.matcher import Matcher
from directory.matching.profile import Profile
from directory.matching.reasons import Away, ForStaff
from directory.matching.suggestions import MatchResult, Suggestion
from directory.matching.unmet import UnmetMatch, unmet_by
from directory.referrals.figures import find_figures_of_each
from directory.referrals.queries import count_referred
from directory.referrals.sending_on import show_before
from directory.staff.matching.activity_words import glance_at
from directory.staff.matching.heard_chips import HeardPart, build_heard
from directory.staff.matching.match_limits import LeftOutBy, farther, left_out_by
from directory.staff.matching.match_map import MatchMap, draw_map
from directory.staff.matching.match_question import ANY_DISTANCE, DISTANCES, MatchQuestion, profile_of, reach_m
from directory.staff.matching.no_match import NearLine, list_nearest
from directory.staff.matching.shown_reasons import sign_reasons
from directory.staff.matching.tried_chips import KnownBefore, find_known, heeding, with_tried
from directory.staff.questions.ask_part import AskPart, build_ask_part, meant_codes, meant_terms
from directory.staff.referrals.chain_part import BeforePart, before_part
from directory.staff.referrals.referral_words import figures_words
from directory.web.components import Card
from directory.web.help_lines import HelpLine, help_lines_for
from directory.web.listing_words import unknowns_of
from directory.web.words import counted

# Who has fewer suggestions than this is asked whether they can go farther.
ENOUGH = 10
# A group that many were sent to in so short a time may have its hands full.
LATELY = timedelta(weeks=4)


@dataclass(frozen=True)
class MatchCard:
    """A suggestion, and what the Refer button sends: the service, and the reasons shown, signed.

    `for_staff` is what champions note of it and no reason tells. Nothing they note is among what is sent. `so_far` is
    how it went with its group, from so many referrals on that it says something.
    """

    card: Card
    service_id: str
    signed_reasons: str
    for_staff: Sequence[str] = ()
    so_far: str = ""


@dataclass(frozen=True)
class LeftOutLine:
    """Why an activity that was expected is not among the suggestions."""

    name: str
    organisation: str
    href: str
    why: str


@dataclass(frozen=True)
class Missed:
    """The activities found by a name, each with why it was left out; `lines` may be empty."""

    asked: str
    lines: Sequence[LeftOutLine]


@dataclass(frozen=True)
class MatchResults:
    """What the page of a match shows. `needs` are what a champion may be told of.

    `agreement_href` leads to where agreement is written down, if that is missing. `unmet` is not shown: it is counted
    where the match went without.
    """

    title: str
    client: str
    client_name: str
    help_lines: Sequence[HelpLine]
    heard: HeardPart
    without_semantic: str
    summary: str
    cards: Sequence[MatchCard]
    carried: Sequence[tuple[str, str]]
    chosen: frozenset[str]
    map: MatchMap | None
    left_out: Sequence[LeftOutBy]
    nearest: Sequence[NearLine]
    needs: Sequence[TaxonomyTerm]
    ask: AskPart
    missed: Missed | None
    has_limits: bool
    may_refer: bool
    may_plan: bool
    is_for_goal: bool
    agreement_href: str
    before: BeforePart | None
    unmet: UnmetMatch | None


def find_matches(db: Session, actor: Actor, question: MatchQuestion, client: Client | None) -> MatchResults:
    """Ask the matcher, and put together what its page shows. Raises WrongInput for a postcode that has no place."""
    now = clock.now()
    before = show_before(db, actor, client, question.instead_of) if client else None
    known = find_known(db, actor, client)
    profile = profile_for(db, actor, question, client, day_of(now), known)
    matcher = current_matcher_keeper().matcher(db)
    result = matcher.match(profile)
    services = services_by_id(db, [each.document.service_id for each in result.suggestions])
    needs, by = meant_terms(db, result), unmet_by(result)
    notes = notes_by_service(db, actor, list(services), day_of(now))
    return MatchResults(
        title=f"Activities for {client.name}" if client else "Activities that fit",
        client=client.reference if client else "",
        client_name=client.name if client else "",
        help_lines=help_lines_for(result.urgent_codes),
        heard=with_tried(build_heard(db, question, result), question, known),
        without_semantic=result.without_semantic or "",
        summary=summary_of(result),
        cards=with_figures(
            db,
            actor,
            services,
            list_cards(db, result.suggestions, services, notes, client.reference if client else "", now),
        ),
        carried=question.carried,
        chosen=frozenset(question.chosen),
        map=draw_map(profile.point, result.suggestions),
        left_out=[*look_farther(matcher, profile, question, result), *left_out_by(result.left_out, question.carried)],
        nearest=list_nearest(db, matcher, profile, result),
        needs=needs,
        ask=build_ask_part(db, actor, question, needs),
        missed=explain_missing(db, matcher, profile, question.missing) if question.missing else None,
        has_limits=question.has_limits,
        may_refer=actor.may("casework.refer"),
        may_plan=client is not None and open_case(client) is not None and actor.may("casework.write"),
        is_for_goal=client is not None and bool(question.goal),
        agreement_href=agreement_missing(client) if client else "",
        before=before_part(before) if before is not None else None,
        unmet=UnmetMatch(by, meant_codes(result)) if by else None,
    )


def profile_for(
    db: Session,
    actor: Actor,
    question: MatchQuestion,
    client: Client | None,
    today: date,
    known: KnownBefore | None = None,
) -> Profile:
    """What the matcher is told, with what the client went through, where others were sent and what champions say."""
    known = known or find_known(db, actor, client)
    tried = frozenset(each.service.id for each in known.tried)
    if client and (before := show_before(db, actor, client, question.instead_of)):
        # Also where it is still open, or was taken back.
        tried |= {before.service_id}
    return replace(
        heeding(profile_of(question, tried), question, known),
        today=today,
        referred=count_referred(db, actor, today - LATELY),
        recommended=list_recommended(db, today, actor.scheme_id),
        notes=told_to_matcher(list_counting(db, actor, today), today),
    )


def match_again(db: Session, actor: Actor, question: MatchQuestion, client: Client | None = None) -> MatchResult:
    """What the matcher answers, for pages that make something of it."""
    profile = profile_for(db, actor, question, client, clock.today())
    return current_matcher_keeper().matcher(db).match(profile)


def agreement_missing(client: Client) -> str:
    """Where the agreement of a client is written down who has not agreed to be referred; empty for one who has."""
    if has_consent(client.consents, Purpose.REFERRAL, clock.today()):
        return ""
    return url_for("staff.show_client", reference=client.reference, _anchor="agreement")


def look_farther(matcher: Matcher, profile: Profile, question: MatchQuestion, result: MatchResult) -> list[LeftOutBy]:
    """What fits and is a little farther away, where there is too little near."""
    values = [each.value for each in DISTANCES]
    place = values.index(question.within) + 1 if question.within in values else len(values)
    if profile.within_m is None or len(result.suggestions) >= ENOUGH or place >= len(values):
        return []
    wider = DISTANCES[place]
    asked = replace(profile, within_m=reach_m(wider.value))
    known = {each.document.service_id for each in result.suggestions}
    more = sum(each.document.service_id not in known for each in matcher.match(asked).suggestions)
    how_far = "at any distance" if wider.value == ANY_DISTANCE else f"within {wider.label}"
    return [farther(more, how_far, wider.value, question.carried)] if more else []


def summary_of(result: MatchResult) -> str:
    considered = counted(result.considered, "activity", "activities")
    was = "was" if result.considered == 1 else "were"
    shown = counted(len(result.suggestions), "suggestion") if result.suggestions else "No suggestions"
    first = f"{shown}, best first." if len(result.suggestions) > 1 else f"{shown}."
    return f"{first} {considered} {was} open, near enough and within the limits."


def list_cards(
    db: Session,
    suggestions: Sequence[Suggestion],
    services: Mapping[UUID, Service],
    notes: Mapping[UUID, Sequence[str]],
    client_reference: str,
    now: datetime,
) -> list[MatchCard]:
    """The cards of the suggestions, in order. One that left the catalogue a moment ago has none."""
    known = [(each, services[each.document.service_id]) for each in suggestions if each.document.service_id in services]
    cards = [
        make_card(suggestion, service, notes.get(service.id, ()), client_reference, now)
        for suggestion, service in known
    ]
    doubts = list_doubts(db, services.values(), day_of(now))
    return [doubted(each, doubts.get(service.id, ())) for each, (_, service) in zip(cards, known, strict=True)]


def with_figures(
    db: Session, actor: Actor, services: Mapping[UUID, Service], cards: Sequence[MatchCard]
) -> list[MatchCard]:
    """The cards with how it went so far with their groups, for who refers. It ranks nobody."""
    if not actor.may("casework.refer"):
        return list(cards)
    figures = find_figures_of_each(db, actor, services.values())
    groups = {str(each.id): each.organization_id for each in services.values()}
    return [replace(each, so_far=figures_words(figures.get(groups[each.service_id]))) for each in cards]


def doubted(card: MatchCard, lacks: Sequence[Lack]) -> MatchCard:
    """A card that says before all else what is missing in what is known of the group."""
    notes = [*(LACK_WORDS[each] for each in lacks), *card.card.notes]
    return replace(card, card=replace(card.card, notes=notes))


def notes_by_service(
    db: Session, actor: Actor, service_ids: Sequence[UUID], today: date
) -> Mapping[UUID, Sequence[str]]:
    """What champions note of some activities for their colleagues, as sentences."""
    found = defaultdict(list)
    for each in list_counting(db, actor, today, service_ids):
        found[each.service_id].append(told(each, today))
    return found


def make_card(
    suggestion: Suggestion, service: Service, notes: Sequence[str], client_reference: str, now: datetime
) -> MatchCard:
    reasons = suggestion.reasons
    card = Card(
        title=service.name,
        href=url_for("public.show_activity", service_id=service.id),
        organisation=service.organization.name,
        tags=glance_at(service, suggestion.distance_m, now),
        reasons=[each.sentence for each in reasons if not isinstance(each, Away | Doubt | Silence)],
        notes=[each.sentence for each in reasons if isinstance(each, Doubt)],
        unknown=list(
            dict.fromkeys(
                [
                    *(each.sentence for each in reasons if isinstance(each, Silence)),
                    *unknowns_of(service, now),
                ]
            )
        ),
    )
    shown = [each.sentence for each in reasons if not isinstance(each, ForStaff)]
    told_already = {each.sentence for each in reasons if isinstance(each, ForStaff)}
    for_staff = [each for each in notes if each not in told_already]
    return MatchCard(card, str(service.id), sign_reasons(service.id, client_reference, shown), for_staff)


def explain_missing(db: Session, matcher: Matcher, profile: Profile, words: str) -> Missed:
    """Why the activities of a name were not suggested."""
    lines = [
        LeftOutLine(
            name=service.name,
            organisation=service.organization.name,
            href=url_for("public.show_activity", service_id=service.id),
            why=matcher.why_left_out(profile, service.id).sentence,
        )
        for service in find_services_named(db, words)
    ]
    return Missed(words, lines)

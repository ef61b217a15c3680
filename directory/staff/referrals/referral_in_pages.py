"""What the pages about referrals to us show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.casework.joining.came import may_be_of_another
from directory.casework.models import Client
from directory.casework.own_referrals.standing import NOT_SUPPORTED
from directory.casework.referrals_in.referral_details import ReferralMethod
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import (
    MOVES,
    DeclineReason,
    ReferralInState,
    ReferralSource,
)
from directory.casework.safety.queries import Standing
from directory.staff.clients.found_clients import FoundRow, found_row
from directory.staff.clients.safety.safety_pages import SafetyPart, safety_part
from directory.staff.referrals.referral_in_forms import REASON_WORDS, SOMEBODY_NEW
from directory.staff.referrals.referral_in_told import (
    SOURCE_WORDS,
    agreement_facts,
    doubts_of,
    facts_of,
    lines,
    referrer_facts,
    urgency_words,
)
from directory.web.components import Fact
from directory.web.fields.choices import Choice
from directory.web.words import uk_short_date

S = ReferralInState
STATE_WORDS = {
    S.NEW: ("New", "blue"),
    S.UNCONFIRMED: ("Ask them first", "yellow"),
    S.NOT_REACHED: ("Not reached", "orange"),
    S.ACCEPTED: ("Taken on", "green"),
    S.DECLINED: ("Not taken on", "grey"),
    S.SIGNPOSTED: ("Told of a place", "grey"),
    S.PASSED_ON: ("Needs more than us", "grey"),
    S.UNREACHABLE: ("Could not be reached", "grey"),
    S.JOINED: ("One more referral", "grey"),
}


@dataclass(frozen=True)
class OtherReferral:
    """Another referral of the same person, or likely so: whose, who sent it and why, and where it stands."""

    reference: str
    name: str
    href: str
    source: str
    since: str
    reason: Sequence[str]
    state: str = ""


@dataclass(frozen=True)
class OtherReferrals:
    """Referrals that were joined to one, that which it was joined to, and those that may be of the same person."""

    joined: Sequence[OtherReferral] = ()
    first: OtherReferral | None = None
    likely: Sequence[OtherReferral] = ()


@dataclass(frozen=True)
class ReferralInPage:
    """One referral: what was told, who they may be, and what can be done with it.

    `client_href` leads to who they became, and `take_out_href` to taking it out of their record, where it may be of
    somebody else. `is_call` where they rang us. `said` is what the person says, and `reason` why they are sent, as the
    sender sees it. `doubts` are for a person to decide on. `others` are what is known of referrals of the same person.
    `shown` says who was shown as likely.
    """

    reference: str
    name: str
    state: str
    colour: str
    ended: str
    note: str
    client_href: str
    take_out_href: str
    taken_out: str
    sounds_urgent: bool
    is_call: bool
    is_unconfirmed: bool
    urgency: str
    doubts: Sequence[str]
    said: Sequence[str]
    reason: Sequence[str]
    facts: Sequence[Fact]
    agreement: Sequence[Fact]
    safety: SafetyPart
    referrer: Sequence[Fact]
    others: OtherReferrals
    likely: Sequence[FoundRow]
    shown: str
    choices: Sequence[Choice]
    may_accept: bool
    may_decline: bool
    may_separate: bool
    may_erase: bool


def came_line(referral: Referral) -> tuple[str, str]:
    """When and by whom a client came to us, and where what was told then stands."""
    who = SOURCE_WORDS[ReferralSource(referral.source)]
    return f"{who}, {uk_short_date(referral.made_at)}", url_for("staff.show_referral_in", reference=referral.reference)


def reason_line(referral: Referral) -> tuple[str, Sequence[str]]:
    """Who sent a client and when, and why, as they saw it."""
    who = referral.referrer_organization or SOURCE_WORDS[ReferralSource(referral.source)]
    return f"{who}, {uk_short_date(referral.made_at)}", lines(referral.reason)


def referral_in_page(
    actor: Actor,
    referral: Referral,
    likely: Sequence[Client],
    client: Client | None,
    standing: Standing,
    others: OtherReferrals,
    scheme: Scheme,
    today: date,
) -> ReferralInPage:
    """The page of a referral, opening what is sealed of it. `client` is who it was taken on as, where seen by actor."""
    state = ReferralInState(referral.state)
    words, colour = STATE_WORDS[state]
    rows = [found_row(each) for each in likely]
    return ReferralInPage(
        reference=referral.reference,
        name=referral.name,
        state=words,
        colour=colour,
        ended=ended_words(referral),
        note=referral.note or "",
        client_href=url_for("staff.show_client", reference=client.reference) if client else "",
        take_out_href=take_out_href(actor, referral, client),
        taken_out=taken_out_words(referral),
        sounds_urgent=referral.sounds_urgent,
        is_call=is_call(referral),
        is_unconfirmed=state is S.UNCONFIRMED or referral.source == ReferralSource.FRIEND,
        urgency=urgency_words(referral),
        doubts=doubts_of(referral, scheme.minimum_age, today, needs_gp=scheme.needs_gp),
        said=lines(referral.statement),
        reason=lines(referral.reason),
        facts=facts_of(referral, scheme.minimum_age, today),
        agreement=agreement_facts(referral),
        safety=safety_part(standing, client, will_be_asked=state not in NOT_SUPPORTED),
        referrer=referrer_facts(referral),
        others=others,
        likely=rows,
        shown=",".join(each.reference for each in rows),
        choices=who_choices(rows),
        may_accept=S.ACCEPTED in MOVES[state] and actor.may("casework.triage"),
        may_decline=S.DECLINED in MOVES[state],
        may_separate=state is S.JOINED and referral.client_id is None,
        may_erase=referral.client_id is None and state is not S.JOINED and actor.may("rights.erase"),
    )


def is_call(referral: Referral) -> bool:
    """Whether they rang us: what we wrote down then, no page has answered."""
    return referral.source == ReferralSource.SELF.value and referral.method == ReferralMethod.PHONE.value


def take_out_href(actor: Actor, referral: Referral, client: Client | None) -> str:
    if client is None or not may_be_of_another(referral, client) or not actor.may("casework.triage"):
        return ""
    return url_for("staff.confirm_taking_out", reference=client.reference, came=referral.reference)


def taken_out_words(referral: Referral) -> str:
    """That a referral was in the record of somebody else for a while, which a person who reads it should know."""
    if referral.taken_out_at is None:
        return ""
    return f"It was taken on as somebody else's by mistake, and taken out on {uk_short_date(referral.taken_out_at)}."


def other_referral(referral: Referral) -> OtherReferral:
    return OtherReferral(
        reference=referral.reference,
        name=referral.listed_name,
        href=url_for("staff.show_referral_in", reference=referral.reference),
        source=referral.referrer_organization or SOURCE_WORDS[ReferralSource(referral.source)],
        since=uk_short_date(referral.made_at),
        reason=lines(referral.reason or referral.statement),
        state=STATE_WORDS[S(referral.state)][0],
    )


def who_choices(likely: Sequence[FoundRow]) -> list[Choice]:
    """Whom a referral may be about: each of those who are likely, and somebody new."""
    known = [Choice(each.reference, f"{each.name}, client {each.reference}", f"Born: {each.born}") for each in likely]
    return [*known, Choice(SOMEBODY_NEW, "Somebody we do not know yet")]


def ended_words(referral: Referral) -> str:
    if referral.decline_reason is None:
        return ""
    return f"{REASON_WORDS[DeclineReason(referral.decline_reason)]}, {uk_short_date(referral.state_at)}"

"""What the pages about referrals to us show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from directory.accounts.actor import Actor
from directory.casework.inputs import ContactBy
from directory.casework.models import Client, age_between
from directory.casework.nhs_numbers import spaced
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import (
    MOVES,
    DeclineReason,
    GpAnswer,
    ReferralInState,
    ReferralSource,
)
from directory.staff.clients.found_clients import FoundRow, found_row
from directory.staff.referrals.referral_in_forms import REASON_WORDS, SOMEBODY_NEW
from directory.web.components import Fact
from directory.web.fields.choices import Choice
from directory.web.words import uk_date, uk_short_date

S = ReferralInState
STATE_WORDS = {
    S.NEW: ("New", "blue"),
    S.UNCONFIRMED: ("Ask them first", "yellow"),
    S.NOT_REACHED: ("Not reached", "orange"),
    S.ACCEPTED: ("Taken on", "green"),
    S.DECLINED: ("Not taken on", "grey"),
    S.JOINED: ("One more referral", "grey"),
}
SOURCE_WORDS = {
    ReferralSource.SELF: "They asked themselves",
    ReferralSource.PROFESSIONAL: "A professional",
    ReferralSource.VOLUNTARY: "A voluntary organisation",
    ReferralSource.FRIEND: "A friend or relative",
}
GP_WORDS = {
    GpAnswer.YES: "Yes",
    GpAnswer.NO: "No: they may need help to register",
    GpAnswer.NOT_SURE: "Not sure",
}


@dataclass(frozen=True)
class ReferralInPage:
    """One referral: what was told, who they may be, and what can be done with it.

    `client_href` leads to who they became.
    """

    reference: str
    name: str
    state: str
    colour: str
    ended: str
    note: str
    client_href: str
    sounds_urgent: bool
    is_unconfirmed: bool
    facts: Sequence[Fact]
    referrer: Sequence[Fact]
    likely: Sequence[FoundRow]
    choices: Sequence[Choice]
    may_accept: bool
    may_decline: bool
    may_erase: bool


def came_line(referral: Referral) -> tuple[str, str]:
    """When and by whom a client came to us, and where what was told then stands."""
    who = SOURCE_WORDS[ReferralSource(referral.source)]
    return f"{who}, {uk_short_date(referral.made_at)}", url_for("staff.show_referral_in", reference=referral.reference)


def referral_in_page(
    actor: Actor, referral: Referral, likely: Sequence[Client], client: Client | None, minimum_age: int, today: date
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
        sounds_urgent=referral.sounds_urgent,
        is_unconfirmed=state is S.UNCONFIRMED or referral.source == ReferralSource.FRIEND,
        facts=facts_of(referral, minimum_age, today),
        referrer=referrer_facts(referral),
        likely=rows,
        choices=who_choices(rows),
        may_accept=S.ACCEPTED in MOVES[state] and actor.may("casework.triage"),
        may_decline=S.DECLINED in MOVES[state],
        may_erase=referral.client_id is None and actor.may("rights.erase"),
    )


def who_choices(likely: Sequence[FoundRow]) -> list[Choice]:
    """Whom a referral may be about: each of those who are likely, and somebody new."""
    known = [Choice(each.reference, f"{each.name}, client {each.reference}", f"Born: {each.born}") for each in likely]
    return [*known, Choice(SOMEBODY_NEW, "Somebody we do not know yet")]


def ended_words(referral: Referral) -> str:
    if referral.decline_reason is None:
        return ""
    return f"{REASON_WORDS[DeclineReason(referral.decline_reason)]}, {uk_short_date(referral.state_at)}"


def facts_of(referral: Referral, minimum_age: int, today: date) -> list[Fact]:
    """What was told of the person. Of who was named by a friend only how to reach them is known."""
    told: list[tuple[str, Any]] = [
        ("Name", referral.name),
        ("Asked", uk_date(referral.made_at)),
        ("Phone", referral.phone),
        ("Email", referral.email),
        ("How to reach them safely", lines(referral.safe_contact)),
        ("Safe to leave a message?", message_words(referral.may_leave_message)),
        ("Would rather be reached by", ContactBy(referral.contact_by).capitalize() if referral.contact_by else None),
        ("Good times to reach them", referral.contact_times),
        ("What they say themself", lines(referral.statement)),
        ("Why, as the sender sees it", lines(referral.reason)),
        ("What helps them to take part", lines(referral.access_needs)),
        ("Language", referral.language),
        ("Interpreter or other help to talk", referral.interpreter),
        ("NHS number", spaced(referral.nhs_number) if referral.nhs_number else None),
        ("Date of birth", birth_words(referral.born_on, minimum_age, today)),
        (
            "Postcode",
            f"{referral.postcode}, for which no team is named" if referral.is_out_of_area else referral.postcode,
        ),
        ("Registered with a GP", GP_WORDS[GpAnswer(referral.has_gp)] if referral.has_gp else None),
        ("Code of their GP surgery", referral.practice_code),
    ]
    return [Fact(name, value) for name, value in told if value]


def referrer_facts(referral: Referral) -> list[Fact]:
    told = (
        ("Who told us", SOURCE_WORDS[ReferralSource(referral.source)]),
        ("Name", referral.referrer_name),
        ("Role", referral.referrer_role),
        ("Organisation", referral.referrer_organization),
        ("How to reach them", referral.referrer_contact),
    )
    there = {"Organisation": url_for("staff.show_referrer", reference=referral.reference)}
    return [Fact(name, value, there.get(name, ""), "Which group is it?") for name, value in told if value]


def lines(text: str | None) -> list[str]:
    return text.split("\n") if text else []


def message_words(may_leave: bool | None) -> str:
    if may_leave is None:
        return "Not known: leave none"
    return "Yes" if may_leave else "No: leave no message, and say to nobody else who you are"


def birth_words(born_on: date | None, minimum_age: int, today: date) -> str | None:
    if born_on is None:
        return None
    age = age_between(born_on, today)
    younger = f", younger than {minimum_age}, the age our service begins at" if age < minimum_age else ""
    return f"{uk_date(born_on)} ({age}{younger})"

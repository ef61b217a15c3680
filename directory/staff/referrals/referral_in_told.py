"""What was told with a referral, part by part: of the person, by whom, and what there is to decide on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import url_for

from directory.casework.inputs import ContactBy
from directory.casework.models import age_between
from directory.casework.nhs_numbers import spaced
from directory.casework.referrals_in.referral_details import (
    AgreementSaid,
    ReferralMethod,
    ReferrerKind,
    SharingSaid,
    Urgency,
)
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import GpAnswer, ReferralSource
from directory.web.components import Fact
from directory.web.words import uk_date

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
KIND_WORDS = {
    ReferrerKind.GP: "GP",
    ReferrerKind.AT_PRACTICE: "At a GP practice",
    ReferrerKind.HOSPITAL: "Hospital or community health",
    ReferrerKind.MENTAL_HEALTH: "Mental health service",
    ReferrerKind.SOCIAL_CARE: "Social care or council",
    ReferrerKind.HOUSING: "Housing",
    ReferrerKind.OTHER: "Another profession",
}
URGENCY_WORDS = {
    Urgency.ROUTINE: "It can wait its turn",
    Urgency.SOON: "Soon",
    Urgency.URGENT: "Urgent",
}
AGREEMENT_WORDS = {
    AgreementSaid.AGREED: "They know of it and want it",
    AgreementSaid.KNOWS: "They know of it, and have not decided yet",
    AgreementSaid.NOT_TOLD: "They do not know of it yet: talk with them first",
    AgreementSaid.BEST_INTERESTS: "They cannot decide it, and it is best for them",
}
SHARING_WORDS = {SharingSaid.YES: "Yes", SharingSaid.NO: "No", SharingSaid.NOT_ASKED: "They were not asked"}
METHOD_WORDS = {
    ReferralMethod.PAGE: "Our public pages",
    ReferralMethod.SYSTEM: "Another system",
    ReferralMethod.LIST: "A list",
    ReferralMethod.SELF: "Our public pages",
    ReferralMethod.PHONE: "Phone",
    ReferralMethod.SECURE_EMAIL: "Secure email",
    ReferralMethod.SECURE_MESSAGE: "Secure message",
    ReferralMethod.E_REFERRAL: "NHS e-Referral",
    ReferralMethod.LETTER: "Letter",
    ReferralMethod.FAX: "Fax",
}


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
    """Who told us, and where an answer is wanted."""
    told: list[tuple[str, Any]] = [
        ("Who told us", SOURCE_WORDS[ReferralSource(referral.source)]),
        ("Kind", KIND_WORDS[ReferrerKind(referral.referrer_kind)] if referral.referrer_kind else None),
        ("Name", referral.referrer_name),
        ("Role", referral.referrer_role),
        ("Organisation", referral.referrer_organization),
        ("How to reach them", referral.referrer_contact),
        ("Where an answer should go", lines(referral.return_to)),
        ("Referred on", uk_date(referral.referred_on) if referral.referred_on else None),
        ("Came by", METHOD_WORDS[ReferralMethod(referral.method)] if referral.method else None),
    ]
    there = {"Organisation": url_for("staff.show_referrer", reference=referral.reference)}
    return [Fact(name, value, there.get(name, ""), "Which group is it?") for name, value in told if value]


def agreement_facts(referral: Referral) -> list[Fact]:
    """What the sender says the person thinks of it. It is no agreement with us."""
    told: list[tuple[str, Any]] = [
        (
            "Do they know, and want it?",
            AGREEMENT_WORDS[AgreementSaid(referral.agreement_said)] if referral.agreement_said else None,
        ),
        (
            "Do they agree that it is shared with us?",
            SHARING_WORDS[SharingSaid(referral.sharing_said)] if referral.sharing_said else None,
        ),
        ("Why not", lines(referral.sharing_why)),
    ]
    return [Fact(name, value) for name, value in told if value]


def doubts_of(referral: Referral, minimum_age: int, today: date, *, needs_gp: bool) -> Sequence[str]:
    """What may speak against it by the rules of the team. Nobody is turned away by it: a person decides."""
    doubts = []
    if referral.born_on and age_between(referral.born_on, today) < minimum_age:
        doubts.append(f"They are younger than {minimum_age}, the age at which our service begins.")
    if needs_gp and referral.has_gp == GpAnswer.NO:
        doubts.append("They are not registered with a GP.")
    if referral.is_out_of_area:
        doubts.append("No team is named for where they live.")
    return doubts


def urgency_words(referral: Referral) -> str:
    """How urgent it is as the sender sees it; nothing where it can wait its turn, or nobody said."""
    if referral.urgency in (None, Urgency.ROUTINE.value):
        return ""
    return URGENCY_WORDS[Urgency(referral.urgency)]


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

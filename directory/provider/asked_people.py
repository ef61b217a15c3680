"""Somebody who is referred to a group, in short, as the pages behind its links list them."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.referrals.agreeing import parts_of
from directory.referrals.models import OnwardReferral
from directory.referrals.states import ReferralState
from directory.referrals.told_parts import talking_told
from directory.referrals.told_visit import visit_told
from directory.referrals.visit_models import FirstVisit
from directory.web.words import uk_date

S = ReferralState
STATE_WORDS = {
    S.SENT: "You have not answered yet",
    S.ACCEPTED: "There is room for them",
    S.WAITING: "On your waiting list",
    S.ATTENDED: "They came",
    S.NOT_ATTENDED: "They did not come",
    S.GOING: "They still come",
}


@dataclass(frozen=True)
class AskedPerson:
    """Somebody who is referred: to what, how it stands, what helps them, and where the answer is given, if it is here.

    `lines` are on how to talk with them and on their first visit, as far as it may be told.
    """

    name: str
    activity: str
    state: str
    message: str
    lines: Sequence[str]
    href: str = ""


def asked_person(referral: OnwardReferral, visit: FirstVisit | None, href: str = "") -> AskedPerson:
    """What a group that has shown its code reads of somebody. It opens what is sealed of them."""
    parts = parts_of(referral)
    told = (*talking_told(referral.client, parts), *visit_told(visit, parts))
    return AskedPerson(
        name=referral.client.name,
        activity=referral.service.name,
        state=since_words(referral),
        message=referral.message or "",
        lines=[f"{name}: {value}" for name, value in told],
        href=href,
    )


def since_words(referral: OnwardReferral) -> str:
    """How a referral stands with its group, and since when."""
    state, day = S(referral.state), uk_date(referral.state_on)
    if state is S.SENT:
        return f"We asked you on {day}. {STATE_WORDS[state]}"
    return f"{STATE_WORDS[state]}, since {day}"

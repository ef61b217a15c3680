"""What the page of a referral says of what its group answered: that it waits for us, or that a colleague settled it."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.models import User
from directory.referrals.models import OnwardReferral
from directory.referrals.settling import find_answer, waits_for_us
from directory.referrals.states import ReferralState
from directory.web.words import uk_short_date

S = ReferralState
# What it waits for, and the button that says that it need not.
WAITS = {
    S.DECLINED: (
        "The group said no. This stays on My day until they are referred to something else.",
        "Nothing else is wanted",
    ),
    S.ACCEPTED: (
        "The group has room. This stays on My day until a first visit is planned.",
        "No visit needs planning",
    ),
    S.NOT_ATTENDED: (
        "The group says that they did not come. This stays on My day until you write down the next step.",
        "Nothing to do now",
    ),
}
SETTLED = {
    S.DECLINED: "The group said no, and nothing else is wanted.",
    S.ACCEPTED: "The group has room, and no visit needs planning.",
    S.NOT_ATTENDED: "The group says that they did not come, and there is nothing to do now.",
}


@dataclass(frozen=True)
class AnswerPart:
    """How what a group answered stands with us, and the button that changes it."""

    words: str
    button: str
    href: str


def answer_part(db: Session, referral: OnwardReferral) -> AnswerPart | None:
    """None where a group said nothing by its link that is for us to go on from, or we did go on."""
    answer = find_answer(referral)
    if answer is None or not waits_for_us(db, referral):
        return None
    state = S(answer.to_state)
    names: dict[str, Any] = {"reference": referral.reference, "number": answer.number}
    if answer.settled_by is not None and answer.settled_at is not None:
        who = db.get_one(User, answer.settled_by).name
        words = f"{SETTLED[state]} {who} wrote this down on {uk_short_date(answer.settled_at)}."
        return AnswerPart(words, "Put it back on My day", url_for("staff.unsettle_referral_answer", **names))
    words, button = WAITS[state]
    return AnswerPart(words, button, url_for("staff.settle_referral_answer", **names))

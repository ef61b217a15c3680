"""The page that asks why the last step of a referral is taken back."""

from dataclasses import dataclass

from flask import url_for

from directory.accounts.actor import Actor
from directory.outbox import OutboxMessage
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.policy import may_take_back
from directory.referrals.states import TOLD_TO_PROVIDER, ReferralState
from directory.staff.referrals.referral_pages import history_of, teller_of
from directory.staff.referrals.referral_words import HISTORY_WORDS
from directory.web.components import Moment
from directory.web.words import uk_date


@dataclass(frozen=True)
class LastMovePage:
    """The step that is taken back, what the referral becomes again, and what that means for the letter.

    `refusal` says why it cannot be taken back, and is empty where it can.
    """

    client_name: str
    activity: str
    reference: str
    referral_href: str
    number: int
    step: Moment
    becomes: str
    letter: str
    refusal: str


def last_move_page(actor: Actor, referral: OnwardReferral, message: OutboxMessage | None) -> LastMovePage:
    """The page for one referral."""
    *earlier, last = referral.standing_moves
    shown = {move.number: moment for move, moment in zip(reversed(referral.moves), history_of(referral), strict=True)}
    return LastMovePage(
        client_name=referral.client.name,
        activity=referral.service.name,
        reference=referral.reference,
        referral_href=url_for("staff.show_referral", reference=referral.reference),
        number=last.number,
        step=shown[last.number],
        becomes=HISTORY_WORDS[ReferralState(earlier[-1].to_state)] if earlier else "",
        letter=letter_words(last, message),
        refusal=refusal_of(actor, last, is_first=not earlier),
    )


def refusal_of(actor: Actor, last: ReferralMove, *, is_first: bool) -> str:
    if is_first:
        return "That the referral was made cannot be taken back. Write down “We took the referral back” instead."
    if not may_take_back(actor, last):
        return f"{teller_of(last)} wrote this down. Only they, or a manager, can take it back."
    return ""


def letter_words(last: ReferralMove, message: OutboxMessage | None) -> str:
    """What taking back a step means for the letter to the group, as a sentence."""
    if message is None:
        return ""
    if message.sent_at:
        return f"The letter to the group left on {uk_date(message.sent_at)}, and cannot be called back."
    if message.cancelled_at and last.to_state not in TOLD_TO_PROVIDER:
        return "The letter to the group was held back. It will leave after all, if they agree to that today."
    return ""

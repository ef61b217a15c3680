"""The short message to somebody who asked for themself and is not taken on: in plain words, and without codes."""

from sqlalchemy.orm import Session

from directory.casework.message_back.content import Content, Section
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.referrals_in.told_status import ToldReason, told_reason
from directory.casework.triage.models import ReferrerNotice
from directory.clock import day_of
from directory.exchange.message_back.assembling import day_words
from directory.referrals.signposts.signposting import list_signposts

TITLE = "Our answer to you"
NOT_NOW = "Thank you for asking us. We are sorry: our service cannot support you now."
TOLD_OF_PLACES = "Thank you for asking us. We told you of places that may help you."
REASONS = {
    ToldReason.OUT_OF_AREA: "You live where our service does not reach.",
    ToldReason.NOT_ELIGIBLE: "Our service is not made for what you asked.",
    ToldReason.NO_ROOM: "We have no room at the moment.",
}
AGAIN = "You can ask us again at any time. Ring us if you want to talk about it.\nIf you feel worse, speak to your GP.\
 In an emergency ring 999."


def assemble_for_person(db: Session, referral: Referral, notice: ReferrerNotice) -> Content:
    """The short message as it stands. The caller looked the person up, and so recorded that."""
    places = sorted(list_signposts(db, referral), key=lambda each: each.recorded_at)
    return Content(
        title=TITLE,
        facts=(
            ("Name", referral.name),
            ("You asked us on", day_words(day_of(referral.made_at))),
            ("Our reference", referral.reference),
        ),
        sections=(
            Section("outcome", "How it stands", "\n".join(outcome_lines(referral))),
            Section("signposts", "Places we told you of", "\n".join(each.where_to for each in places)),
            Section("more", "Something else", notice.more or ""),
            Section("again", "What you can do", AGAIN),
        ),
    )


def outcome_lines(referral: Referral) -> list[str]:
    """What the team decided, and its own reason."""
    reason = told_reason(referral.decline_reason)
    first = TOLD_OF_PLACES if referral.state == ReferralInState.SIGNPOSTED else NOT_NOW
    return [first, REASONS[reason]] if reason else [first]

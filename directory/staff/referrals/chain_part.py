"""What the page of a referral says of those that it was sent on from, and on to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.matching.sentences import lower_first
from directory.referrals.inputs import OldOne
from directory.referrals.models import OnwardReferral
from directory.referrals.nudging import is_given_back, nudge_days
from directory.referrals.sending_on import answer_of, possible_ends
from directory.referrals.states import SENT_ON_FROM, Reason, ReferralState
from directory.staff.referrals.referral_forms import REASON_WORDS
from directory.staff.referrals.referral_words import HISTORY_WORDS
from directory.web.fields.choices import Choice
from directory.web.words import uk_short_date

OLD_ONE_WORDS = {
    OldOne.STAYS: ("It stays open", "They may answer yet"),
    OldOne.NO_REPLY: ("The group did not reply: it ends", ""),
    OldOne.TAKEN_BACK: ("We take it back: it ends", "Tell the group, if it knows of it"),
}


@dataclass(frozen=True)
class ChainLine:
    """One referral of several for the same need: what it was to, and how it stands. The one shown has no `href`."""

    activity: str
    how: str
    href: str


@dataclass(frozen=True)
class BeforePart:
    """The referral that somebody is sent on from, as the form for the new one tells it."""

    reference: str
    activity: str
    how: str
    href: str
    is_open: bool


def chain_lines(chain: Iterable[OnwardReferral], shown: OnwardReferral) -> Sequence[ChainLine]:
    """The referrals that hang together, earliest first; nothing where one stands alone."""
    lines = [ChainLine(each.service.name, how_words(each), "" if each is shown else page_of(each)) for each in chain]
    return lines if len(lines) > 1 else ()


def before_part(before: OnwardReferral) -> BeforePart:
    is_open = bool(possible_ends(before))
    return BeforePart(before.reference, before.service.name, how_words(before), page_of(before), is_open)


def page_of(referral: OnwardReferral) -> str:
    return url_for("staff.show_referral", reference=referral.reference)


def how_words(referral: OnwardReferral) -> str:
    """How a referral stands, why, and since when."""
    last = answer_of(referral)
    told = HISTORY_WORDS.get(ReferralState(last.to_state), last.to_state)
    why = f": {lower_first(REASON_WORDS[Reason(last.reason)])}" if last.reason else ""
    return f"{told}{why}, {uk_short_date(last.happened_on)}"


def old_one_choices(before: OnwardReferral | None) -> list[Choice]:
    """What may become of the referral that somebody is sent on from."""
    ends = possible_ends(before) if before is not None else ()
    return [Choice(each.value, *OLD_ONE_WORDS[each]) for each in ends]


def may_send_on(db: Session, actor: Actor, referral: OnwardReferral) -> bool:
    """Whether somebody is to look for something else: it came to nothing, or its group was asked often enough."""
    if not actor.may("casework.refer") or referral.state not in SENT_ON_FROM or referral.client.death is not None:
        return False
    if referral.state != ReferralState.SENT:
        return True
    return is_given_back(db, nudge_days(db.get_one(Scheme, actor.scheme_id)), referral, clock.today())

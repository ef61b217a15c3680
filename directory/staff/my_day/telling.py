"""What groups answered and people are to be told, in the way they wish."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.support_sessions.models import RemindBy
from directory.matching.sentences import lower_first
from directory.referrals.news import list_to_tell
from directory.referrals.states import ReferralState
from directory.staff.my_day.due import DueLine, due_line
from directory.staff.referrals.news_part import VERBS
from directory.staff.referrals.referral_words import HISTORY_WORDS


def list_people_to_tell(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    for each in list_to_tell(db, actor):
        referral = each.referral
        verb = VERBS[RemindBy(each.way) if each.way else None]
        state = next(move.to_state for move in referral.moves if move.number == each.move_number)
        what = f"{verb}: {lower_first(HISTORY_WORDS[ReferralState(state)])} ({referral.service.name})"
        href = url_for("staff.show_referral", reference=referral.reference, _anchor="told")
        yield due_line(referral.client, "To be told", what, href, each.due_on, today)

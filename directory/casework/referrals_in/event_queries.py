"""How far the telling of changes has come, sender by sender, and telling again what was given up."""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.senders.models import ApiSender
from directory.audit.operations import record_act
from directory.casework.referrals_in.sent_models import ReferralEvent, SentReferral


@dataclass(frozen=True)
class Telling:
    """How many changes wait to be told to a sender, how many were given up, and what the last of those met."""

    waiting: int = 0
    given_up: int = 0
    last_error: str | None = None


NOTHING_TOLD = Telling()


def is_waiting() -> ColumnElement[bool]:
    """The changes that are still to be told, as a condition."""
    return and_(ReferralEvent.due_at.is_not(None), ReferralEvent.told_at.is_(None), ReferralEvent.gave_up_at.is_(None))


def count_telling(db: Session, sender_id: uuid.UUID) -> Telling:
    """How far the telling of a sender has come. Nobody is named, so that nothing is recorded."""
    of_sender = select(ReferralEvent).join(ReferralEvent.sent).where(SentReferral.sender_id == sender_id)
    waiting = db.scalar(select(func.count()).select_from(of_sender.where(is_waiting()).subquery())) or 0
    failed = of_sender.where(ReferralEvent.gave_up_at.is_not(None))
    given_up = db.scalar(select(func.count()).select_from(failed.subquery())) or 0
    last = db.scalar(failed.order_by(ReferralEvent.gave_up_at.desc()).limit(1)) if given_up else None
    return Telling(waiting, given_up, last.last_error if last else None)


def tell_again(db: Session, actor: Actor | None, sender: ApiSender) -> int:
    """Have every change told once more that was given up; says how many."""
    wanted = select(ReferralEvent).join(ReferralEvent.sent).where(SentReferral.sender_id == sender.id)
    given_up = db.scalars(wanted.where(ReferralEvent.gave_up_at.is_not(None)).with_for_update(of=ReferralEvent)).all()
    for each in given_up:
        each.due_at, each.tries, each.gave_up_at = clock.now(), 0, None
    if given_up:
        record_act(
            db, actor.user_id if actor else None, sender.scheme_id, "sender.told_again", "api_sender", [sender.id]
        )
    return len(given_up)

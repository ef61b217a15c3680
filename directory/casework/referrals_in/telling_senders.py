"""Keeping what senders are told true: with each step of a referral, and with each end and new beginning of a case.

Whatever moves a referral, or ends or reopens a case, calls this in the same transaction. Nothing leaves from here:
the change is written down, and `jobs` tells it.
"""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.senders.webhooks import find_webhook
from directory.casework.models import Case
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.referrals_in.sent_models import ReferralEvent, SentReferral
from directory.casework.referrals_in.told_status import told_reason, told_status
from directory.casework.triage.kinds import IN_VAIN, ContactResult
from directory.casework.triage.models import ContactAttempt
from directory.clock import day_of
from directory.db import new_id


def tell_sender(db: Session, referral: Referral) -> None:
    """Note how a referral stands now, if a system sent it and that is another way than it was told."""
    sent = db.scalar(select(SentReferral).where(SentReferral.id == referral.id).with_for_update())
    if sent is None:
        return
    # One that is one more of the same person stands as the first does.
    counts = db.get_one(Referral, referral.joined_to_id) if referral.joined_to_id else referral
    status = told_status(
        ReferralInState(counts.state), was_reached=was_reached(db, counts), has_ended=has_support_ended(db, counts)
    )
    reason = told_reason(counts.decline_reason)
    if (sent.status, sent.reason) == (status.value, reason.value if reason else None):
        return
    sent.status, sent.reason = status.value, reason.value if reason else None
    sent.status_at, sent.changes = clock.now(), sent.changes + 1
    event = ReferralEvent(id=new_id(), referral_id=sent.id, number=sent.changes, status=sent.status, reason=sent.reason)
    event.made_at = sent.status_at
    event.due_at = sent.status_at if find_webhook(db, sent.sender_id) else None
    db.add(event)


def tell_senders_of_client(db: Session, client_id: uuid.UUID) -> None:
    """The same for every referral by which somebody came, after a case of theirs ended or was opened again."""
    # Most came without one: no referral is read for them.
    of_client = select(Referral).join(SentReferral, SentReferral.id == Referral.id)
    for each in db.scalars(of_client.where(Referral.client_id == client_id).order_by(Referral.id)).all():
        tell_sender(db, each)


def was_reached(db: Session, referral: Referral) -> bool:
    """Whether somebody of the team has spoken or written with the person since they were referred."""
    reached = ContactAttempt.result.in_([each.value for each in ContactResult if each not in IN_VAIN])
    wanted = select(ContactAttempt.id).where(ContactAttempt.referral_id == referral.id, reached)
    return db.scalar(wanted.limit(1)) is not None


def has_support_ended(db: Session, referral: Referral) -> bool:
    """Whether the spell of support that somebody was taken on for has ended: the last one that had begun by then."""
    if referral.client_id is None:
        return False
    taken_on = day_of(referral.state_at)
    begun = select(Case).where(Case.client_id == referral.client_id, Case.opened_on <= taken_on)
    case = db.scalar(begun.order_by(Case.opened_on.desc(), Case.closed_on.is_not(None)).limit(1))
    return case is not None and case.closed_on is not None

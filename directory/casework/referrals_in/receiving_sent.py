"""Receiving a referral that a system sends: for the team that gave it a key, wherever the person lives."""

import hashlib
import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.models import Scheme
from directory.accounts.scheme_areas import find_receiver, is_staffed
from directory.accounts.senders.queries import Caller
from directory.audit.operations import record_act
from directory.casework.operations import check_birth
from directory.casework.referrals_in.receiving import find_by_submission, referral_of, replayed
from directory.casework.referrals_in.referral_inputs import ReferralInput
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.sent_models import SentReferral
from directory.casework.referrers import link_if_known
from directory.casework.safety.coming_in import keep_what_came
from directory.db import add_once
from directory.errors import NotNow

# What a referral that was sent is found by again: of whoever sent it, and of the key that it came with.
MARK = "sent-"


class NobodyReads(NotNow):
    """The team has nobody just now who would read it: who sends it has to know, as nothing is kept."""

    def __init__(self) -> None:
        super().__init__("Nobody reads referrals in this team just now. Nothing was kept: ring the team.")


def submission_key_of(sender_id: uuid.UUID, key: str) -> str:
    """What a referral is kept under, so that the same key of another sender is another referral."""
    return MARK + hashlib.sha256(f"{sender_id}\0{key}".encode()).hexdigest()[:48]


def receive_sent(db: Session, caller: Caller, wanted: ReferralInput) -> tuple[Referral, bool]:
    """Keep a referral that a system sends, and say whether it is new: the same key again gives the first one.

    Raises SentBefore where the key came with something else, NobodyReads, and WrongInput for a birth that cannot be.
    """
    known = find_by_submission(db, wanted.submission_key)
    if known is not None:
        return replayed(db, known, wanted), False
    scheme = check_sendable(db, caller, wanted)
    referral = referral_of(db, scheme, wanted)
    receiver = find_receiver(db, wanted.outward)
    referral.is_out_of_area = receiver is not None and (receiver.scheme.id != scheme.id or not receiver.is_for_area)
    kept, is_new = add_once(db, referral, lambda: find_by_submission(db, wanted.submission_key))
    if not is_new:
        return replayed(db, kept, wanted), False
    keep_what_came(db, referral, wanted.risks_answer, wanted.risks, wanted.concerns)
    db.add(SentReferral(id=referral.id, sender_id=caller.sender_id, status_at=referral.state_at))
    link_if_known(db, referral)
    record_act(db, caller.sender_id, referral.scheme_id, "referral_in.received", "referral", [referral.id])
    return referral, True


def check_sendable(db: Session, caller: Caller, wanted: ReferralInput) -> Scheme:
    """The team that would read it. Raises NobodyReads, and WrongInput for a birth that cannot be."""
    check_birth(wanted.born_on, clock.today())
    scheme = db.scalar(select(Scheme).where(Scheme.id == caller.scheme_id, is_staffed()))
    if scheme is None:
        raise NobodyReads
    return scheme

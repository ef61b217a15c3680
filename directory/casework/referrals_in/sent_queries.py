"""What a sender may ask of the referrals it sent: how they stand. Those of others look as if there were none."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, select, tuple_
from sqlalchemy.orm import Session, contains_eager

from directory import clock
from directory.accounts.senders.queries import Caller
from directory.audit.operations import record_act
from directory.casework.references import read_reference
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.sent_models import SentReferral
from directory.errors import NotFound

# Changes are listed once nobody can be in the middle of an earlier one: who reads on from where they were misses none.
SETTLED_AFTER = timedelta(seconds=15)


@dataclass(frozen=True)
class Place:
    """Up to where a list was read."""

    at: datetime
    id: uuid.UUID


def get_sent(db: Session, caller: Caller, reference: str) -> SentReferral:
    """A referral of the caller's with how it stands, and a record that it was asked. Raises NotFound."""
    wanted = of_caller(caller, Referral.reference == read_reference(reference))
    found = db.scalar(wanted)
    if found is None:
        raise NotFound("You have sent no referral with this reference.")
    note_told(db, caller, [found])
    return found


def list_sent(db: Session, caller: Caller, after: Place | None, most: int) -> Sequence[SentReferral]:
    """The caller's referrals in the order in which they changed, from a place on; recorded as told."""
    conditions: list[ColumnElement[bool]] = [SentReferral.status_at <= clock.now() - SETTLED_AFTER]
    if after is not None:
        conditions.append(tuple_(SentReferral.status_at, SentReferral.id) > tuple_(after.at, after.id))
    wanted = of_caller(caller, *conditions).order_by(SentReferral.status_at, SentReferral.id)
    found = db.scalars(wanted.limit(most)).all()
    if found:
        note_told(db, caller, found)
    return found


def of_caller(caller: Caller, *conditions: ColumnElement[bool]) -> Select[SentReferral]:
    own = select(SentReferral).join(SentReferral.referral).options(contains_eager(SentReferral.referral))
    return own.where(SentReferral.sender_id == caller.sender_id, *conditions)


def note_told(db: Session, caller: Caller, told: Sequence[SentReferral]) -> None:
    """Write down which referrals a sender asked about."""
    ids = [each.id for each in told]
    record_act(db, caller.sender_id, caller.scheme_id, "referral_in.status_told", "referral", ids)

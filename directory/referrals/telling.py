"""Telling a group by telephone or on paper, and writing down that it was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.db import add_once, new_id
from directory.referrals.letters import may_be_told
from directory.referrals.models import OnwardReferral
from directory.referrals.operations import check_day
from directory.referrals.renewing import NothingToSend
from directory.referrals.replies import find_to_share
from directory.referrals.telling_models import ReferralTelling, ToldHow


@dataclass(frozen=True)
class TellingInput:
    """How a group was told, on which day, and with whom somebody spoke."""

    how: ToldHow
    told_on: date
    submission_key: str
    spoke_to: str | None = None


class TellingSchema(Schema):
    """Loads into TellingInput."""

    how = fields.Enum(ToldHow, by_value=True, required=True, error_messages={"required": "Choose how you told them"})
    told_on = fields.Date(
        required=True, error_messages={"required": "Enter the date", "invalid": "Enter a date, like 27 3 2026"}
    )
    spoke_to = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=200, error="Keep it to 200 characters")
    )
    submission_key = fields.String(required=True, validate=validate.Length(8, 64))

    @validates_schema
    def a_call_is_with_somebody(self, data: dict[str, Any], **_: object) -> None:
        if data.get("how") is ToldHow.PHONE and not (data.get("spoke_to") or "").strip():
            raise ValidationError("Enter whom you spoke to", "spoke_to")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> TellingInput:
        return TellingInput(**{**data, "spoke_to": (data["spoke_to"] or "").strip() or None})


def get_to_tell(db: Session, referral: OnwardReferral) -> OnwardReferral:
    """A referral with all that its group may be told. Raises NothingToSend where it may be told nothing any more."""
    shared = find_to_share(db, referral.id)
    if shared is None or not may_be_told(shared):
        raise NothingToSend("The referral or their agreement has ended, so that the group is told nothing more.")
    return shared


def record_telling(db: Session, actor: Actor, referral: OnwardReferral, wanted: TellingInput) -> ReferralTelling:
    """Write down that a group was told. The same form sent again writes once. Raises NothingToSend or WrongInput."""
    known = find_telling(db, referral, wanted.submission_key)
    if known is not None:
        return known
    made_on = clock.day_of(referral.made_at)
    check_day(wanted.told_on, min(made_on, referral.state_on), clock.today())
    get_to_tell(db, referral)
    telling = ReferralTelling(
        id=new_id(),
        scheme_id=referral.scheme_id,
        client_id=referral.client_id,
        onward_referral_id=referral.id,
        how=wanted.how.value,
        told_on=wanted.told_on,
        spoke_to=wanted.spoke_to,
        submission_key=wanted.submission_key,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )
    kept, is_new = add_once(db, telling, lambda: find_telling(db, referral, wanted.submission_key))
    if is_new:
        record_act(db, actor.user_id, actor.scheme_id, "referral.told", "onward_referral", [referral.id])
    return kept


def find_telling(db: Session, referral: OnwardReferral, submission_key: str) -> ReferralTelling | None:
    of_form = ReferralTelling.submission_key == submission_key
    return db.scalar(select(ReferralTelling).where(ReferralTelling.onward_referral_id == referral.id, of_form))


def list_tellings(db: Session, referral: OnwardReferral) -> Sequence[ReferralTelling]:
    """How a group was told otherwise than by email, earliest first. The caller looked the referral up."""
    wanted = select(ReferralTelling).where(ReferralTelling.onward_referral_id == referral.id)
    by_day = wanted.order_by(ReferralTelling.told_on, ReferralTelling.recorded_at)
    return db.scalars(by_day.options(joinedload(ReferralTelling.recorder))).all()

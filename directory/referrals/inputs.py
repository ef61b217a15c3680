"""What the operations of referrals take."""

import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from directory.casework.models import GivenBy, GivenHow
from directory.referrals.states import MAY_GIVE_REASON, NEEDS_REASON, Reason, ReferralState
from directory.referrals.tell_by import TellBy
from directory.referrals.told_parts import ALL_PARTS, ToldPart


@dataclass(frozen=True)
class GroupAgreementInput:
    """What somebody agrees to for one group: since when, how they said so, who answered for them, what may be told.

    `sharing_id` instead of that is what was written down of telling others without their agreement.
    """

    given_on: date | None = None
    how: GivenHow = GivenHow.SPOKEN
    by: GivenBy = GivenBy.THEMSELF
    note: str | None = None
    parts: frozenset[ToldPart] = ALL_PARTS
    sharing_id: uuid.UUID | None = None


class OldOne(StrEnum):
    """What becomes of an open referral that somebody is sent on from."""

    STAYS = "stays open"
    NO_REPLY = "no reply"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True)
class OnwardReferralInput:
    """A referral to be sent: to which service, with which words to the provider, and why the match suggested it.

    `heeded` are the notes by which its sender was told to ring first, and says that they did; `in_spite` is why it is
    sent where there may be no room, or for somebody of another age. `agreed` is what they agreed to for this group.
    `sent_on_from` is the reference of a referral that came to nothing, and `old_one` what becomes of it if it is open.
    `tell_by` is how the group is told; without an email address it is never by email.
    """

    service_id: uuid.UUID
    submission_key: str
    message: str | None = None
    match_reasons: tuple[str, ...] = ()
    sent_on: date | None = None
    heeded: tuple[uuid.UUID, ...] = ()
    in_spite: str | None = None
    agreed: GroupAgreementInput | None = None
    sent_on_from: str | None = None
    old_one: OldOne = OldOne.STAYS
    tell_by: TellBy = TellBy.EMAIL


class GroupAgreementSchema(Schema):
    """Loads into GroupAgreementInput."""

    given_on = fields.Date(load_default=None, allow_none=True)
    how = fields.Enum(GivenHow, by_value=True, load_default=GivenHow.SPOKEN)
    by = fields.Enum(GivenBy, by_value=True, load_default=GivenBy.THEMSELF)
    note = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=1_000, error="Keep it to 1,000 characters")
    )
    parts = fields.List(fields.Enum(ToldPart, by_value=True), load_default=list)
    sharing_id = fields.UUID(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> GroupAgreementInput:
        note = (data["note"] or "").strip() or None
        return GroupAgreementInput(**{**data, "note": note, "parts": frozenset(data["parts"])})


class OnwardReferralSchema(Schema):
    """Loads into OnwardReferralInput."""

    service_id = fields.UUID(required=True)
    submission_key = fields.String(required=True, validate=validate.Length(8, 64))
    message = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=2_000, error="Keep it to 2,000 characters")
    )
    match_reasons = fields.List(fields.String(validate=validate.Length(max=500)), load_default=list)
    sent_on = fields.Date(load_default=None, allow_none=True)
    heeded = fields.List(fields.UUID(), load_default=list)
    in_spite = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=500, error="Keep it to 500 characters")
    )
    agreed = fields.Nested(GroupAgreementSchema, load_default=None, allow_none=True)
    sent_on_from = fields.String(load_default=None, allow_none=True)
    old_one = fields.Enum(OldOne, by_value=True, load_default=OldOne.STAYS)
    tell_by = fields.Enum(TellBy, by_value=True, load_default=TellBy.EMAIL)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> OnwardReferralInput:
        texts = {name: (data[name] or "").strip() or None for name in ("message", "in_spite", "sent_on_from")}
        lists = {name: tuple(data[name]) for name in ("match_reasons", "heeded")}
        return OnwardReferralInput(**{**data, **texts, **lists})


@dataclass(frozen=True)
class MoveInput:
    """What happened to a referral, on which day, and why.

    `seen` is how many moves the person saw when they wrote it; None where nobody looked beforehand.
    """

    to: ReferralState
    happened_on: date
    reason: Reason | None = None
    note: str | None = None
    seen: int | None = None
    submission_key: str | None = None


class MoveSchema(Schema):
    """Loads into MoveInput."""

    to = fields.Enum(ReferralState, by_value=True, required=True, error_messages={"required": "Choose what happened"})
    happened_on = fields.Date(
        required=True, error_messages={"required": "Enter the date", "invalid": "Enter a date, like 27 3 2026"}
    )
    reason = fields.Enum(Reason, by_value=True, load_default=None, allow_none=True)
    note = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=2_000, error="Keep it to 2,000 characters")
    )
    seen = fields.Integer(load_default=None, allow_none=True)
    submission_key = fields.String(load_default=None, allow_none=True, validate=validate.Length(8, 64))

    @validates_schema
    def ending_needs_reason(self, data: dict[str, Any], **_: object) -> None:
        if data.get("to") in NEEDS_REASON and not data.get("reason"):
            raise ValidationError("Choose a reason", "reason")
        if data.get("to") not in MAY_GIVE_REASON and data.get("reason"):
            raise ValidationError("Leave the reason empty: it is only for a no, or an ending", "reason")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> MoveInput:
        return MoveInput(**{**data, "note": (data["note"] or "").strip() or None})


@dataclass(frozen=True)
class TakeBackInput:
    """Which move was a mistake, by its number, and why."""

    number: int
    why: str
    submission_key: str | None = None


class TakeBackSchema(Schema):
    """Loads into TakeBackInput."""

    number = fields.Integer(required=True)
    why = fields.String(
        required=True,
        validate=validate.Length(1, 500, error="Say in up to 500 characters why it is taken back"),
        error_messages={"required": "Say why it is taken back"},
    )
    submission_key = fields.String(load_default=None, allow_none=True, validate=validate.Length(8, 64))

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> TakeBackInput:
        return TakeBackInput(**{**data, "why": data["why"].strip()})

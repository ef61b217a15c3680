"""What a referral to us holds, and what a team answers to one."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from directory.casework.inputs import (
    LONGEST_NOTE,
    LONGEST_STATEMENT,
    ContactBy,
    optional_email,
    optional_line,
    optional_phone,
)
from directory.casework.referrals_in.referral_states import DeclineReason, GpAnswer, ReferralSource
from directory.catalogue.inputs import FactsSchema

NO_WAY_TO_REACH = "Give us one way to reach you: a phone number, an email address, or another way"
FRIENDS_TELL_LESS = "Leave this out: the person tells us themselves, if they want to"


@dataclass(frozen=True)
class ReferralInput:
    """Somebody who asks for support, or for whom another person asks.

    `outward` is the first half of where they live, by which a team is found. Of what a friend or relative says it is
    not kept, and nothing else of the person but the name and a safe way to reach them. `reader_id` is the team that
    its sender was told of, and `wording_number` the version of the words that the person agreed to.
    """

    source: ReferralSource
    submission_key: str
    name: str
    outward: str
    postcode: str | None = None
    born_on: date | None = None
    has_gp: GpAnswer | None = None
    phone: str | None = None
    email: str | None = None
    safe_contact: str | None = None
    may_leave_message: bool | None = None
    contact_by: str | None = None
    contact_times: str | None = None
    language: str | None = None
    interpreter: str | None = None
    access_needs: str | None = None
    statement: str | None = None
    referrer_name: str | None = None
    referrer_role: str | None = None
    referrer_organization: str | None = None
    referrer_contact: str | None = None
    sounds_urgent: bool = False
    reader_id: uuid.UUID | None = None
    wording_number: int | None = None


TOLD_BY_FRIENDS = frozenset({"source", "submission_key", "name", "outward", "safe_contact", "may_leave_message"})
NEEDED_OF_PROFESSIONALS = {
    "referrer_name": "Enter your name",
    "referrer_role": "Enter your role",
    "referrer_organization": "Enter your organisation",
    "referrer_contact": "Enter your phone number or email address",
    "statement": "Say why you refer them",
}


class ReferralSchema(FactsSchema):
    """Loads into ReferralInput."""

    source = fields.Enum(ReferralSource, by_value=True, required=True)
    submission_key = fields.String(required=True, validate=validate.Length(8, 64))
    name = fields.String(
        required=True,
        validate=validate.Length(1, 200, error="Enter a name"),
        error_messages={"required": "Enter a name", "null": "Enter a name"},
    )
    outward = fields.String(required=True, validate=validate.Length(2, 4))
    postcode = optional_line(10)
    born_on = fields.Date(load_default=None, allow_none=True)
    has_gp = fields.Enum(GpAnswer, by_value=True, load_default=None, allow_none=True)
    phone = optional_phone()
    email = optional_email()
    safe_contact = optional_line(LONGEST_NOTE)
    may_leave_message = fields.Boolean(load_default=None, allow_none=True)
    contact_by = fields.String(load_default=None, allow_none=True, validate=validate.OneOf([*ContactBy]))
    contact_times = optional_line()
    language = optional_line()
    interpreter = optional_line()
    access_needs = optional_line(LONGEST_NOTE)
    statement = optional_line(LONGEST_STATEMENT)
    referrer_name = optional_line()
    referrer_role = optional_line()
    referrer_organization = optional_line()
    referrer_contact = optional_line()
    sounds_urgent = fields.Boolean(load_default=False)
    reader_id = fields.UUID(load_default=None, allow_none=True)
    wording_number = fields.Integer(load_default=None, allow_none=True)

    @validates_schema
    def check_source(self, data: Mapping[str, Any], **_: object) -> None:
        """Who asks says what is needed from them, and a friend or relative no more than that."""
        source = data.get("source")
        wrong: dict[str, str] = {}
        if source is ReferralSource.FRIEND:
            wrong = {name: FRIENDS_TELL_LESS for name, value in data.items() if value and name not in TOLD_BY_FRIENDS}
        elif source is ReferralSource.PROFESSIONAL:
            wrong = {name: words for name, words in NEEDED_OF_PROFESSIONALS.items() if not data.get(name)}
        if not any(data.get(name) for name in ("phone", "email", "safe_contact")):
            wrong["safe_contact" if source is ReferralSource.FRIEND else "phone"] = NO_WAY_TO_REACH
        if wrong:
            raise ValidationError({name: [words] for name, words in wrong.items()})

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> ReferralInput:
        return ReferralInput(**data)


@dataclass(frozen=True)
class DeclineInput:
    """Why somebody is not taken on, and what else is to be remembered of it."""

    reason: DeclineReason
    note: str | None = None


class DeclineSchema(Schema):
    """Loads into DeclineInput."""

    reason = fields.Enum(
        DeclineReason, by_value=True, required=True, error_messages={"unknown": "Choose why you do not take them on"}
    )
    note = optional_line(LONGEST_NOTE)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> DeclineInput:
        return DeclineInput(**data)

"""What the operations of casework take."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from directory.casework.models import Answer, GivenBy, GivenHow, Purpose
from directory.casework.nhs_numbers import digits_of, what_is_wrong_with_nhs_number
from directory.casework.rules import what_is_wrong_with_phone
from directory.catalogue.inputs import FactsSchema
from directory.translation import noted

LONGEST_STATEMENT = 4_000
LONGEST_LINE = 200
LONGEST_ADDRESS = 500
LONGEST_NOTE = 1_000
LONGEST_EMAIL = 254


class ContactBy(StrEnum):
    """How somebody would rather be reached."""

    CALL = "phone call"
    MESSAGE = "text message"
    EMAIL = "email"
    LETTER = "letter"


@dataclass(frozen=True)
class AnswerInput:
    """What was answered to one question of agreement: on which day, how, by whom, and with what note.

    `wording_number` is the version of the wording that was read out; None for that of now.
    """

    given_on: date
    purpose: Purpose = Purpose.REFERRAL
    answer: Answer = Answer.YES
    given_how: GivenHow = GivenHow.SPOKEN
    given_by: GivenBy = GivenBy.THEMSELF
    note: str | None = None
    wording_number: int | None = None


@dataclass(frozen=True)
class ClientCorrectionInput:
    """What is known of a person, put right. What is left empty is no longer known.

    `seen` is the revision of the client that was looked at; None where nobody looked beforehand.
    """

    name: str
    postcode: str | None = None
    born_on: date | None = None
    statement: str | None = None
    seen: int | None = None
    nhs_number: str | None = None
    phone: str | None = None
    other_phone: str | None = None
    email: str | None = None
    address: str | None = None
    contact_by: str | None = None
    contact_times: str | None = None
    language: str | None = None
    interpreter: str | None = None


@dataclass(frozen=True)
class NewClientInput:
    """A person to be supported, and what they said they would like.

    `not_these` are the references of clients whom the actor was shown and knows to be somebody else.
    """

    name: str
    submission_key: str
    postcode: str | None = None
    born_on: date | None = None
    statement: str | None = None
    consent_given_on: date | None = None
    nhs_number: str | None = None
    phone: str | None = None
    email: str | None = None
    not_these: frozenset[str] = frozenset()


class NhsNumberField(fields.String):
    """An NHS number, kept as its ten digits."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        typed: str = super()._deserialize(value, attr, data, **kwargs)
        problem = what_is_wrong_with_nhs_number(typed)
        if problem:
            raise ValidationError(problem)
        return digits_of(typed)


def check_phone(number: str) -> None:
    problem = what_is_wrong_with_phone(number)
    if problem:
        raise ValidationError(problem)


def optional_phone() -> fields.String:
    return fields.String(load_default=None, allow_none=True, validate=check_phone)


def optional_email() -> fields.Email:
    return fields.Email(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=LONGEST_EMAIL, error=f"Keep it to {LONGEST_EMAIL} characters"),
        error_messages={"invalid": noted("Enter an email address, like name@example.org")},
    )


def optional_line(longest: int = LONGEST_LINE) -> fields.String:
    limit = validate.Length(max=longest, error=f"Keep it to {longest:,} characters")
    return fields.String(load_default=None, allow_none=True, validate=limit)


class PersonSchema(FactsSchema):
    """What is asked of a person, new or known."""

    name = fields.String(
        required=True,
        validate=validate.Length(1, 200, error="Enter the person's name"),
        error_messages={"null": "Enter the person's name"},
    )
    nhs_number = NhsNumberField(load_default=None, allow_none=True)
    phone = optional_phone()
    email = optional_email()
    postcode = fields.String(load_default=None, allow_none=True)
    born_on = fields.Date(
        load_default=None, allow_none=True, error_messages={"invalid": "Enter a date of birth, like 27 3 1950"}
    )
    statement = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=LONGEST_STATEMENT, error=f"Keep it to {LONGEST_STATEMENT:,} characters"),
    )


class ClientCorrectionSchema(PersonSchema):
    """Loads into ClientCorrectionInput."""

    other_phone = optional_phone()
    address = optional_line(LONGEST_ADDRESS)
    contact_by = fields.String(load_default=None, allow_none=True, validate=validate.OneOf([*ContactBy]))
    contact_times = optional_line()
    language = optional_line()
    interpreter = optional_line()
    seen = fields.Integer(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> ClientCorrectionInput:
        return ClientCorrectionInput(**data)


class AnswerSchema(Schema):
    """Loads into AnswerInput."""

    given_on = fields.Date(
        required=True, error_messages={"required": "Enter the date", "invalid": "Enter a date, like 27 3 2026"}
    )
    purpose = fields.Enum(Purpose, by_value=True, load_default=Purpose.REFERRAL)
    answer = fields.Enum(
        Answer,
        by_value=True,
        required=True,
        error_messages={"required": "Choose what they said", "unknown": "Choose what they said"},
    )
    given_how = fields.Enum(
        GivenHow,
        by_value=True,
        required=True,
        error_messages={"required": "Choose how they told you", "unknown": "Choose how they told you"},
    )
    given_by = fields.Enum(
        GivenBy,
        by_value=True,
        required=True,
        error_messages={"required": "Choose who answered", "unknown": "Choose who answered"},
    )
    note = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=LONGEST_NOTE, error=f"Keep it to {LONGEST_NOTE:,} characters"),
    )
    wording_number = fields.Integer(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> AnswerInput:
        return AnswerInput(**data)


@dataclass(frozen=True)
class DeathInput:
    """That somebody has died: who told us, and on which day it was, if that is known."""

    told_by: str
    died_on: date | None = None


class DeathSchema(Schema):
    """Loads into DeathInput."""

    told_by = fields.String(
        required=True,
        validate=validate.Length(1, LONGEST_LINE, error="Say who told you"),
        error_messages={"required": "Say who told you", "null": "Say who told you"},
    )
    died_on = fields.Date(
        load_default=None, allow_none=True, error_messages={"invalid": "Enter a date, like 27 3 2026"}
    )

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> DeathInput:
        return DeathInput(**data)


class NewClientSchema(PersonSchema):
    """Loads into NewClientInput."""

    submission_key = fields.String(required=True, validate=validate.Length(8, 64))
    consent_given_on = fields.Date(
        load_default=None, allow_none=True, error_messages={"invalid": "Enter a date, like 27 3 2026"}
    )

    not_these = fields.String(load_default="", allow_none=True, validate=validate.Length(max=LONGEST_ADDRESS))

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> NewClientInput:
        not_these = frozenset(each for each in (data.pop("not_these") or "").split(",") if each)
        return NewClientInput(**data, not_these=not_these)

"""What the operations of casework take."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, fields, post_load, pre_load, validate

LONGEST_STATEMENT = 4_000


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


@dataclass(frozen=True)
class CaseClosingInput:
    """Which case ended, on which day, and its version as it was looked at."""

    case_id: uuid.UUID
    closed_on: date
    seen: int | None = None


@dataclass(frozen=True)
class NewClientInput:
    """A person to be supported, and what they said they would like."""

    name: str
    submission_key: str
    postcode: str | None = None
    born_on: date | None = None
    statement: str | None = None
    consent_given_on: date | None = None


class PersonSchema(Schema):
    """What is asked of a person, new or known."""

    name = fields.String(
        required=True,
        validate=validate.Length(1, 200, error="Enter the person's name"),
        error_messages={"null": "Enter the person's name"},
    )
    postcode = fields.String(load_default=None, allow_none=True)
    born_on = fields.Date(
        load_default=None, allow_none=True, error_messages={"invalid": "Enter a date of birth, like 27 3 1950"}
    )
    statement = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=LONGEST_STATEMENT, error=f"Keep it to {LONGEST_STATEMENT:,} characters"),
    )

    @pre_load
    def tidy(self, data: Mapping[str, Any], **_: object) -> dict[str, Any]:
        return {name: value.strip() or None if isinstance(value, str) else value for name, value in data.items()}


class ClientCorrectionSchema(PersonSchema):
    """Loads into ClientCorrectionInput."""

    seen = fields.Integer(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> ClientCorrectionInput:
        return ClientCorrectionInput(**data)


class CaseClosingSchema(Schema):
    """Loads into CaseClosingInput."""

    case_id = fields.UUID(required=True)
    closed_on = fields.Date(
        required=True, error_messages={"required": "Enter the date it ended", "invalid": "Enter a date, like 27 3 2026"}
    )
    seen = fields.Integer(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> CaseClosingInput:
        return CaseClosingInput(**data)


class NewClientSchema(PersonSchema):
    """Loads into NewClientInput."""

    submission_key = fields.String(required=True, validate=validate.Length(8, 64))
    consent_given_on = fields.Date(
        load_default=None, allow_none=True, error_messages={"invalid": "Enter a date, like 27 3 2026"}
    )

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> NewClientInput:
        return NewClientInput(**data)

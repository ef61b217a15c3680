"""What the operations on licences take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, fields, post_load, pre_load, validate

from directory.outcomes.licences.languages import LANGUAGES
from directory.outcomes.models import AnswerMode

LONGEST_NUMBER = 100


@dataclass(frozen=True)
class LicenceInput:
    """A licence that somebody confirms to be held."""

    licence_number: str
    language: str
    modes: frozenset[AnswerMode]
    expires_on: date | None
    submission_key: str


class LicenceSchema(Schema):
    """Loads into LicenceInput."""

    licence_number = fields.String(
        required=True, validate=validate.Length(1, LONGEST_NUMBER, error="Enter the number of the licence")
    )
    language = fields.String(
        required=True,
        validate=validate.OneOf(LANGUAGES, error="Choose one of the languages"),
        error_messages={"required": "Choose the language"},
    )
    modes = fields.List(
        fields.Enum(AnswerMode, by_value=True),
        required=True,
        validate=validate.Length(1, error="Choose at least one"),
        error_messages={"required": "Choose at least one"},
    )
    expires_on = fields.Date(
        load_default=None, allow_none=True, error_messages={"invalid": "Enter a date, like 27 3 2026"}
    )
    submission_key = fields.String(required=True, validate=validate.Length(8, 64))

    @pre_load
    def tidy(self, data: Mapping[str, Any], **_: object) -> dict[str, Any]:
        number = data.get("licence_number")
        return {**data, "licence_number": " ".join(number.split())} if isinstance(number, str) else dict(data)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> LicenceInput:
        return LicenceInput(**{**data, "modes": frozenset(data["modes"])})

"""What is asked of risks and of safeguarding concerns, of senders and of colleagues alike."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from directory import clock
from directory.casework.safety.kinds import ConcernKind, RiskKind
from directory.catalogue.inputs import FactsSchema
from directory.translation import noted

LONGEST_SAFETY_NOTE = 2_000
NOT_YET = noted("The date must be today or earlier")


@dataclass(frozen=True)
class RiskInput:
    """One risk that is known: its kind, what there is to know, and since when."""

    kind: RiskKind
    words: str | None = None
    since: date | None = None


@dataclass(frozen=True)
class ConcernInput:
    """One safeguarding concern as a sender or a colleague tells it: what it may be, what they know, and since when."""

    kind: ConcernKind
    words: str
    noticed_on: date | None = None


@dataclass(frozen=True)
class ConcernHandlingInput:
    """What was done about a concern, and whether it is kept out of what the person is given, with why."""

    is_hidden: bool
    acted: str | None = None
    why_hidden: str | None = None


@dataclass(frozen=True)
class EndingInput:
    """On which day, and why, a risk or concern no longer stands."""

    ended_on: date
    why: str


def check_past(day: date) -> None:
    if day > clock.today():
        raise ValidationError(str(NOT_YET))


def past_day() -> fields.Date:
    messages: dict[str, Any] = {"invalid": noted("Enter a date, like 27 3 2026")}
    return fields.Date(load_default=None, allow_none=True, validate=check_past, error_messages=messages)


def kind_of(values: Any, message: str) -> fields.Enum[Any]:
    messages: dict[str, Any] = dict.fromkeys(("required", "unknown", "null"), message)
    return fields.Enum(values, by_value=True, required=True, error_messages=messages)


def some_words(longest: int = LONGEST_SAFETY_NOTE) -> fields.String:
    limit = validate.Length(max=longest, error=f"Keep it to {longest:,} characters")
    return fields.String(load_default=None, allow_none=True, validate=limit)


def needed_words(message: str, longest: int = LONGEST_SAFETY_NOTE) -> fields.String:
    limits = [
        validate.Length(1, error=message),
        validate.Length(max=longest, error=f"Keep it to {longest:,} characters"),
    ]
    return fields.String(required=True, validate=limits, error_messages={"required": message, "null": message})


class RiskSchema(FactsSchema):
    """Loads into RiskInput."""

    kind = kind_of(RiskKind, noted("Choose what kind of risk it is"))
    words = some_words()
    since = past_day()

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> RiskInput:
        return RiskInput(**data)


class ConcernSchema(FactsSchema):
    """Loads into ConcernInput."""

    kind = kind_of(ConcernKind, noted("Choose what it may be"))
    words = needed_words(noted("Say what worries you"))
    noticed_on = past_day()

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> ConcernInput:
        return ConcernInput(**data)


class ConcernHandlingSchema(FactsSchema):
    """Loads into ConcernHandlingInput. Who hides a concern from the person says why it would do harm."""

    is_hidden = fields.Boolean(required=True, error_messages={"required": "Say whether the person may read it"})
    acted = some_words()
    why_hidden = some_words()

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> ConcernHandlingInput:
        if data["is_hidden"] and not data.get("why_hidden"):
            raise ValidationError({"why_hidden": ["Say what harm it would do if they read it"]})
        return ConcernHandlingInput(**data)


class EndingSchema(Schema):
    """Loads into EndingInput."""

    ended_on = fields.Date(
        required=True,
        validate=check_past,
        error_messages={
            "required": "Enter the date",
            "null": "Enter the date",
            "invalid": "Enter a date, like 27 3 2026",
        },
    )
    why = needed_words("Say why it no longer stands")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> EndingInput:
        return EndingInput(**data)

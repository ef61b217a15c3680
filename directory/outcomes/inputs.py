"""What the operations of outcomes take."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, fields, post_load

from directory.outcomes.models import AnswerMode, Occasion


@dataclass(frozen=True)
class WellbeingInput:
    """A wellbeing total (SWEMWBS, raw 7 to 35) from one occasion.

    `seen` is the version of what was recorded for the occasion when somebody looked, nought for nothing; None where
    nobody looked beforehand.
    """

    occasion: Occasion
    taken_on: date
    mode: AnswerMode
    total: int
    seen: int | None = None


class WellbeingSchema(Schema):
    """Loads into WellbeingInput."""

    occasion = fields.Enum(Occasion, by_value=True, required=True, error_messages={"required": "Choose start or end"})
    taken_on = fields.Date(
        required=True, error_messages={"required": "Enter the date", "invalid": "Enter a date, like 27 3 2026"}
    )
    mode = fields.Enum(
        AnswerMode, by_value=True, required=True, error_messages={"required": "Choose how they answered"}
    )
    total = fields.Integer(
        required=True,
        strict=False,
        error_messages={"required": "Enter the total", "invalid": "Enter the total as a number, like 21"},
    )

    seen = fields.Integer(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> WellbeingInput:
        return WellbeingInput(**data)

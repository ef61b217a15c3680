"""What is written down when an activity closes for a while."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validates_schema


@dataclass(frozen=True)
class PauseInput:
    """From which day it is closed and, if that is known, when it is on again; perhaps all that its group runs."""

    closed_from: date
    back_on: date | None = None
    is_all_of_it: bool = False


class PauseSchema(Schema):
    """Loads into PauseInput."""

    closed_from = fields.Date(required=True)
    back_on = fields.Date(load_default=None, allow_none=True)
    is_all_of_it = fields.Boolean(load_default=False)

    @validates_schema
    def comes_back_later(self, data: dict[str, Any], **_: object) -> None:
        if data.get("back_on") and data.get("closed_from") and data["back_on"] <= data["closed_from"]:
            raise ValidationError("Enter a day after the first day on which it is closed", "back_on")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> PauseInput:
        return PauseInput(**data)

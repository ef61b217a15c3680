"""What is asked where something is told about somebody without their agreement."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from directory.casework.sharing.models import ManagerPart, SharingGround

LONGEST_TOLD = 2_000
LONGEST_REVIEW = 1_000


@dataclass(frozen=True)
class SharingInput:
    """What was told to whom without agreement, on what ground and why, and which manager decided it or was told."""

    ground: SharingGround
    reason: str
    told: str
    told_to: str
    shared_on: date
    manager_id: uuid.UUID
    manager_part: ManagerPart
    submission_key: str


def needed_text(message: str, longest: int) -> fields.String:
    return fields.String(
        required=True,
        validate=validate.Length(1, longest, error=f"Keep it to {longest:,} characters"),
        error_messages={"required": message, "null": message},
    )


def needed_choice(values: Any, message: str) -> fields.Enum[Any]:
    return fields.Enum(values, by_value=True, required=True, error_messages={"required": message, "unknown": message})


class SharingSchema(Schema):
    """Loads into SharingInput."""

    ground = needed_choice(SharingGround, "Choose what makes it necessary")
    reason = needed_text("Say why it could not wait for their agreement", LONGEST_TOLD)
    told = needed_text("Say what you told them", LONGEST_TOLD)
    told_to = needed_text("Say whom you told", LONGEST_TOLD)
    shared_on = fields.Date(
        required=True, error_messages={"required": "Enter the date", "invalid": "Enter a date, like 27 3 2026"}
    )
    manager_id = fields.UUID(required=True, error_messages={"required": "Choose a manager"})
    manager_part = needed_choice(ManagerPart, "Choose whether they decided or were told")
    submission_key = fields.String(required=True, validate=validate.Length(8, 64))

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> SharingInput:
        return SharingInput(**data)

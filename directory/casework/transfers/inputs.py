"""What the operations of a transfer take."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from directory.casework.transfers.states import Ground

LONGEST_REASON = 1_000


@dataclass(frozen=True)
class TransferInput:
    """To which scheme a client is to go, why, and on what ground. `agreed_on` belongs to their agreement."""

    to_scheme_id: uuid.UUID
    reason: str
    ground: Ground
    agreed_on: date | None = None


class TransferSchema(Schema):
    """Loads into TransferInput."""

    to_scheme_id = fields.UUID(required=True, error_messages={"required": "Choose the team they go to"})
    reason = fields.String(
        required=True,
        validate=validate.Length(1, LONGEST_REASON, error=f"Keep it to {LONGEST_REASON:,} characters"),
    )
    ground = fields.Enum(Ground, by_value=True, required=True)
    agreed_on = fields.Date(load_default=None, allow_none=True)

    @validates_schema
    def check_agreement(self, data: Mapping[str, Any], **_: object) -> None:
        if data["ground"] is Ground.AGREEMENT and data["agreed_on"] is None:
            raise ValidationError("Enter the date they agreed", "agreed_on")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> TransferInput:
        return TransferInput(**data)

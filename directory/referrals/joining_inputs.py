"""What somebody says who would like to go to an activity."""

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from directory.casework.inputs import LONGEST_NOTE, optional_email, optional_line, optional_phone
from directory.translation import gettext


@dataclass(frozen=True)
class JoinInput:
    """Who would like to come, and how the group reaches them."""

    name: str
    submission_key: str
    may_leave_message: bool
    phone: str | None = None
    email: str | None = None
    message: str | None = None


class JoinSchema(Schema):
    """Loads into JoinInput."""

    name = fields.String(required=True, validate=validate.Length(1, 200))
    submission_key = fields.String(required=True, validate=validate.Length(8, 64))
    may_leave_message = fields.Boolean(required=True)
    phone = optional_phone()
    email = optional_email()
    message = optional_line(LONGEST_NOTE)

    @validates_schema(skip_on_field_errors=False)
    def check_reach(self, data: dict[str, Any], **_: object) -> None:
        if not data.get("phone") and not data.get("email"):
            words = gettext("Give the group one way to reach you: a phone number or an email address")
            raise ValidationError({"phone": [words]})

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> JoinInput:
        return JoinInput(**data)

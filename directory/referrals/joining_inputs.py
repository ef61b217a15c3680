"""What somebody says who would like to go to an activity."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from directory.casework.inputs import LONGEST_NOTE, ContactBy, optional_email, optional_line, optional_phone
from directory.translation import gettext, lazy_gettext

# How a group may be asked to get in touch, what is needed for it, and what to say where that is missing. Nobody is
# asked where they live.
WAYS: Mapping[str, tuple[str, Any]] = {
    ContactBy.CALL: ("phone", lazy_gettext("Enter your phone number, so that they can call you")),
    ContactBy.MESSAGE: ("phone", lazy_gettext("Enter your phone number, so that they can text you")),
    ContactBy.EMAIL: ("email", lazy_gettext("Enter your email address, so that they can write to you")),
}


@dataclass(frozen=True)
class JoinInput:
    """Who would like to come, how the group reaches them, and what helps them to come.

    `team_id` is the team that they were told sees it too.
    """

    name: str
    submission_key: str
    may_leave_message: bool
    phone: str | None = None
    email: str | None = None
    contact_by: str | None = None
    contact_times: str | None = None
    access_needs: str | None = None
    interpreter: str | None = None
    message: str | None = None
    team_id: uuid.UUID | None = None


class JoinReachSchema(Schema):
    """How a group reaches somebody."""

    name = fields.String(required=True, validate=validate.Length(1, 200))
    phone = optional_phone()
    email = optional_email()
    contact_by = fields.String(load_default=None, allow_none=True, validate=validate.OneOf([*WAYS]))
    contact_times = optional_line()
    may_leave_message = fields.Boolean(required=True)

    @validates_schema(skip_on_field_errors=False)
    def check_reach(self, data: dict[str, Any], **_: object) -> None:
        """There is one way to reach them, and the one that they asked for."""
        if not data.get("phone") and not data.get("email"):
            words = gettext("Give the group one way to reach you: a phone number or an email address")
            raise ValidationError({"phone": [words]})
        needed, words = WAYS.get(data.get("contact_by") or "", ("name", ""))
        if words and not data.get(needed):
            raise ValidationError({needed: [str(words)]})


class JoinNeedsSchema(Schema):
    """What helps somebody to come."""

    access_needs = optional_line(LONGEST_NOTE)
    interpreter = optional_line()
    message = optional_line(LONGEST_NOTE)


class JoinSchema(JoinReachSchema, JoinNeedsSchema):
    """Loads into JoinInput."""

    team_id = fields.UUID(load_default=None, allow_none=True)
    submission_key = fields.String(required=True, validate=validate.Length(8, 64))

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> JoinInput:
        return JoinInput(**data)

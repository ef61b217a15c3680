"""What anybody may tell of a group that is missing, and how a champion answers that."""

import uuid
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from directory.catalogue.inputs import LONGEST_NAME
from directory.champions.messages.inputs import check_email

LONGEST_ABOUT, LONGEST_LINE = 2_000, 300


@dataclass(frozen=True)
class GroupSuggestionInput:
    """A group that is missing: what it is, where it meets, and how it is reached; whether its own people say so."""

    submission_key: str
    name: str
    about: str
    contact: str
    place: str = ""
    is_own: bool = False
    email: str = ""


@dataclass(frozen=True)
class BeginListingInput:
    """What the new listing is called, and who runs it: a known organization, or a new one of a name."""

    name: str
    organization_id: uuid.UUID | None
    organization_name: str


class GroupSuggestionSchema(Schema):
    """Loads into GroupSuggestionInput."""

    submission_key = fields.String(required=True, validate=validate.Length(8, 64))
    name = fields.String(required=True, validate=validate.Length(1, LONGEST_NAME))
    about = fields.String(required=True, validate=validate.Length(1, LONGEST_ABOUT))
    contact = fields.String(required=True, validate=validate.Length(1, LONGEST_LINE))
    place = fields.String(load_default="", validate=validate.Length(max=LONGEST_LINE))
    is_own = fields.Boolean(required=True)
    email = fields.String(load_default="", validate=check_email)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> GroupSuggestionInput:
        return GroupSuggestionInput(**data)

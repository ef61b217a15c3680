"""What staff write down of a meeting with groups, and of somebody they know at one."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from directory.champions.relations.models import MeetingWay

LONGEST_ABOUT, LONGEST_PART, LONGEST_LINE = 2_000, 60, 200
MOST_GROUPS, LONGEST_NAMES = 100, 5_000


@dataclass(frozen=True)
class MeetingInput:
    """How a scheme met groups, on which day, who of staff was there, and what it was about."""

    way: MeetingWay
    met_on: date
    colleagues: tuple[uuid.UUID, ...] = ()
    about: str | None = None


@dataclass(frozen=True)
class ContactInput:
    """Somebody at a group: what they do there, their name, and how to reach them if not as the listing says."""

    part: str
    name: str
    known_by: uuid.UUID
    reach: str | None = None


class MeetingSchema(Schema):
    """Loads into MeetingInput."""

    way = fields.Enum(MeetingWay, by_value=True, required=True)
    met_on = fields.Date(required=True)
    colleagues = fields.List(fields.UUID(), load_default=list)
    about = fields.String(load_default=None, validate=validate.Length(max=LONGEST_ABOUT))

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> MeetingInput:
        return MeetingInput(**{**data, "colleagues": tuple(data["colleagues"])})


class ContactSchema(Schema):
    """Loads into ContactInput."""

    part = fields.String(required=True, validate=validate.Length(1, LONGEST_PART))
    name = fields.String(required=True, validate=validate.Length(1, LONGEST_LINE))
    known_by = fields.UUID(required=True)
    reach = fields.String(load_default=None, validate=validate.Length(max=LONGEST_LINE))

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> ContactInput:
        return ContactInput(**data)

"""What somebody without an account would have a listing say: part by part, for whoever looks after it to decide."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from marshmallow import Schema, fields, post_load, validate
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalogue.history.record_changes import blank_row, plain_rows, rebased, values_now
from directory.catalogue.history.revisions import make_changes
from directory.catalogue.history.written_records import CHANGED_SINCE
from directory.catalogue.inputs import email_address, web_address
from directory.catalogue.models.contacts import Phone
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.services import Service
from directory.errors import Conflict

LONGEST_NUMBER, LONGEST_PART = 60, 500
REASON = "Somebody told us on its page"


class Part(StrEnum):
    """A part of a listing that anybody can say anew."""

    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    WHEN = "when"
    WHERE = "where"
    COST = "cost"
    WHO_FOR = "who for"
    HOW_TO_JOIN = "how to join"


Proposals = Mapping[Part, str]
# What can be put into a listing as it was typed. The other parts are rows of dates, places and prices: a person has to
# understand the words first.
COLUMNS: Mapping[Part, str] = {
    Part.EMAIL: "email",
    Part.URL: "url",
    Part.WHO_FOR: "eligibility_description",
    Part.HOW_TO_JOIN: "application_process",
}
PHONE = Phone.__tablename__


@dataclass(frozen=True)
class TakingInput:
    """What a listing is to say in some parts, and the version of it that was looked at beside."""

    parts: Proposals
    version: int
    word: str = ""


def part_text(longest: int = LONGEST_PART) -> fields.String:
    limit = validate.Length(max=longest, error=f"Keep it to {longest:,} characters")
    return fields.String(load_default=None, allow_none=True, validate=limit)


class PartsSchema(Schema):
    """The boxes for parts of a listing that are said anew, each by the name of its part; an empty one leaves it be."""

    new_phone = part_text(LONGEST_NUMBER)
    new_email = email_address()
    new_url = web_address()
    new_when = part_text()
    new_where = part_text()
    new_cost = part_text()
    new_who_for = part_text()
    new_how_to_join = part_text()


class TakingSchema(PartsSchema):
    """Loads into TakingInput."""

    version = fields.Integer(required=True)
    word = fields.String(load_default="")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> TakingInput:
        return TakingInput(take_parts_from(data), data["version"], data["word"])


def name_of(part: Part) -> str:
    """What the box of a part is called in forms."""
    return f"new_{part.value.replace(' ', '_')}"


def take_parts_from(data: dict[str, Any]) -> Proposals:
    """The parts among what a schema loaded, which then holds them no more."""
    sent = {each: data.pop(name_of(each), None) for each in Part}
    return {each: value for each, value in sent.items() if value}


def written(proposals: Proposals) -> str | None:
    """Proposals as they are kept; nothing where there are none."""
    return json.dumps(proposals, ensure_ascii=False) if proposals else None


def read(kept: str | None) -> Proposals:
    return {Part(name): value for name, value in json.loads(kept or "{}").items()}


def may_take_at_once(service: Service, part: Part) -> bool:
    """Whether a part can be put into a listing by one press: a telephone number where it is clear which is meant."""
    return part in COLUMNS or (part is Part.PHONE and len(service.phones) <= 1)


def take_parts(db: Session, actor: Actor, service: Service, wanted: TakingInput) -> bool:
    """Have a listing say what somebody told, as its champion would have it; returns whether that changed anything.

    The caller holds the listing. Raises Conflict where somebody changed it after it was looked at.
    """
    if service.version != wanted.version:
        raise Conflict(CHANGED_SINCE)
    values = {COLUMNS[part]: value for part, value in wanted.parts.items() if part in COLUMNS}
    changes = [FieldChange(name, None, value) for name, value in values.items()]
    if Part.PHONE in wanted.parts:
        changes += with_number(db, service, wanted.parts[Part.PHONE])
    new = rebased(db, service, changes)
    if new:
        make_changes(db, actor, service, new, reason=REASON)
    return bool(new)


def with_number(db: Session, service: Service, number: str) -> list[FieldChange]:
    """The change that gives a listing its number, in place of its only one; none where it has several."""
    rows = values_now(db, service, [PHONE])[PHONE]
    if len(rows) > 1:
        return []
    new = (
        [{**rows[0], "number": number}]
        if rows
        else plain_rows([blank_row(PHONE, service_id=service.id, number=number)])
    )
    return [FieldChange(PHONE, None, new)]

"""What is said of a domain by whoever makes or changes it, and by whoever hands it over."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load, validate

LONGEST_NAME, LONGEST_DESCRIPTION, LONGEST_NOTE = 100, 500, 2_000
MOST_TERMS = 200
MOST_DEPUTIES = 50
HAS_LETTERS = validate.Regexp(r".*[A-Za-z0-9]", error="Use letters in the name")
NO_TERM = "Add at least one thing that the domain covers"


@dataclass(frozen=True)
class AreaInput:
    """The area of a domain: its code at the Office for National Statistics or as it was loaded, and its name."""

    code: str
    name: str


@dataclass(frozen=True)
class DomainInput:
    """A domain as it is to be. `version` is that of the domain which its writer saw; none where it is new."""

    name: str
    term_ids: tuple[uuid.UUID, ...]
    description: str | None = None
    area: AreaInput | None = None
    champion_id: uuid.UUID | None = None
    deputy_ids: tuple[uuid.UUID, ...] = ()
    version: int = 0


class AreaSchema(Schema):
    """Loads into AreaInput."""

    code = fields.String(required=True, validate=validate.Length(1, 100))
    name = fields.String(required=True, validate=validate.Length(1, 200))

    @post_load
    def build(self, data: Mapping[str, Any], **_: object) -> AreaInput:
        return AreaInput(**data)


class DomainSchema(Schema):
    """Loads into DomainInput."""

    name = fields.String(required=True, validate=[validate.Length(1, LONGEST_NAME), HAS_LETTERS])
    description = fields.String(load_default=None, validate=validate.Length(max=LONGEST_DESCRIPTION))
    area = fields.Nested(AreaSchema, load_default=None)
    term_ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(1, MOST_TERMS), error_messages={"required": NO_TERM}
    )
    champion_id = fields.UUID(load_default=None)
    deputy_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=MOST_DEPUTIES))
    version = fields.Integer(load_default=0)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> DomainInput:
        return DomainInput(**{**data, "term_ids": tuple(data["term_ids"]), "deputy_ids": tuple(data["deputy_ids"])})


@dataclass(frozen=True)
class HandoverInput:
    """To whom a domain is handed, what they have to know, and whether who had it stays as a deputy.

    `version` is that of the domain which whoever hands it over saw.
    """

    champion_id: uuid.UUID
    note: str | None = None
    stays_deputy: bool = False
    version: int = 0


class HandoverSchema(Schema):
    """Loads into HandoverInput."""

    champion_id = fields.UUID(required=True)
    note = fields.String(load_default=None, validate=validate.Length(max=LONGEST_NOTE))
    stays_deputy = fields.Boolean(load_default=False)
    version = fields.Integer(load_default=0)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> HandoverInput:
        return HandoverInput(**data)

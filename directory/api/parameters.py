"""What each list and record can be asked: one schema each, which also writes the reference and the OpenAPI document."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import fields as fields_of
from datetime import datetime, time
from enum import StrEnum
from typing import Any, ClassVar

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validates_schema
from werkzeug.datastructures import MultiDict

from directory.api.fields import Flag, Key, Moment, WallTime, Weekday, WholeNumber, at_most, between, described
from directory.errors import WrongInput

USUAL_PER_PAGE = 50
MOST_PER_PAGE = 500
LONGEST_SEARCH = 200
MOST_WORDS = 10
FARTHEST_M = 1_000_000
EXAMPLE_ID = "f8587a7a-60f9-562e-b7df-a2982dbd780a"


class Format(StrEnum):
    """How an answer is written."""

    JSON = "json"
    NDJSON = "ndjson"


@dataclass(frozen=True)
class Filters:
    """Which records are wanted. All that is given must hold."""

    search: str | None = None
    taxonomy_term_id: uuid.UUID | None = None
    taxonomy_id: uuid.UUID | None = None
    organization_id: uuid.UUID | None = None
    modified_after: datetime | None = None
    postcode: str | None = None
    proximity: int | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    day: str | None = None
    start_time: time | None = None
    end_time: time | None = None
    top_only: bool = False
    parent_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Question:
    """What one request asks for: which records, which part of the list, and how much of each."""

    filters: Filters = Filters()
    page: int = 1
    per_page: int | None = None
    format: Format = Format.JSON
    minimal: bool = False
    full: bool = False
    full_service: bool = False


FILTERS = {each.name for each in fields_of(Filters)}


class RecordParameters(Schema):
    """Base of all: what is not named is ignored, so that a tool which adds something of its own is answered."""

    class Meta:
        unknown: ClassVar[str] = EXCLUDE

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Question:
        filters = Filters(**{name: value for name, value in data.items() if name in FILTERS})
        return Question(filters, **{name: value for name, value in data.items() if name not in FILTERS})


class ListParameters(RecordParameters):
    """What every list can be asked."""

    search = described(
        fields.String,
        "Words that the record must hold, in any order. Capitals do not matter, and part of a word will do.",
        "walking group",
        validate=at_most(LONGEST_SEARCH),
    )
    page = described(
        WholeNumber,
        "The page, counted from 1. A page past the end is empty.",
        1,
        validate=between(1),
        about={"default": 1},
    )
    per_page = described(
        WholeNumber,
        f"How many records a page holds: {USUAL_PER_PAGE} unless you say otherwise, at most {MOST_PER_PAGE}.",
        20,
        validate=between(1),
        about={"default": USUAL_PER_PAGE},
    )
    format = described(
        fields.Enum,
        "json for pages; ndjson for the whole list without pages, one record a line.",
        "ndjson",
        enum=Format,
        by_value=True,
        error_messages={"unknown": "Say json or ndjson."},
    )

    @validates_schema
    def search_is_short(self, data: dict[str, Any], **_: object) -> None:
        if len((data.get("search") or "").split()) > MOST_WORDS:
            raise ValidationError(f"Search for at most {MOST_WORDS} words.", "search")


class FullParameters(ListParameters):
    full = described(Flag, "true gives each record as it is by id, with everything nested in it.", True)
    full_service = described(Flag, "The same as full: some tools ask for it by this name.", True)


class ServiceFilters(FullParameters):
    """What services, and services at locations, can be asked."""

    taxonomy_term_id = described(
        Key,
        "Services with this term, or one beneath it, on the service, its organisation or where it happens.",
        EXAMPLE_ID,
    )
    taxonomy_id = described(Key, "Services with any term of this taxonomy.", EXAMPLE_ID)
    organization_id = described(Key, "Services of this organisation.", EXAMPLE_ID)
    modified_after = described(
        Moment,
        "Services that changed at this moment or later. A date is its first moment in UTC.",
        "2026-03-31T09:30:00Z",
    )
    postcode = described(
        fields.String,
        "With proximity: services near this postcode. Alone: services for people who live there, as far as the"
        " service areas say so with a GeoJSON shape; areas given in words or by an address cannot be judged, and"
        " services without any are left out.",
        "LS11 8ND",
        validate=at_most(40),
    )
    proximity = described(
        WholeNumber,
        "How far from the middle of the postcode, in metres along a straight line.",
        2000,
        validate=between(1, FARTHEST_M),
    )
    minimum_age = described(
        WholeNumber,
        "An extension: services that take somebody of this age or older.",
        65,
        validate=between(0, 150),
    )
    maximum_age = described(
        WholeNumber,
        "An extension: services that take somebody of this age or younger. With both ages the same, services for"
        " that age.",
        70,
        validate=between(0, 150),
    )
    day = described(
        Weekday, "An extension: services with times on this day of the week.", "TU", about={"enum": Weekday.DAYS}
    )
    start_time = described(WallTime, "An extension: services with times that begin then or later.", "09:30")
    end_time = described(WallTime, "An extension: services with times that end then or earlier.", "12:00")

    @validates_schema
    def proximity_has_a_postcode(self, data: dict[str, Any], **_: object) -> None:
        if data.get("proximity") is not None and not data.get("postcode"):
            raise ValidationError("Give a postcode too, to measure from.", "postcode")


class ServiceParameters(ServiceFilters):
    minimal = described(
        Flag,
        "true gives only id and last_modified, all on one page unless you give per_page: the cheap way to"
        " see what a copy lacks.",
        True,
    )


class ServiceAtLocationParameters(ServiceFilters):
    pass


class OrganizationParameters(FullParameters):
    full_service = described(Flag, "true nests each organisation's services with everything in them.", True)
    taxonomy_term_id = described(
        Key, "Organisations with this term, or one beneath it, on themselves or a service (HSDS 3.1).", EXAMPLE_ID
    )
    taxonomy_id = described(Key, "Organisations with any term of this taxonomy (HSDS 3.1).", EXAMPLE_ID)


class OneOrganizationParameters(RecordParameters):
    full_service = described(Flag, "true nests the organisation's services with everything in them.", True)


class TaxonomyParameters(ListParameters):
    pass


class TermParameters(ListParameters):
    taxonomy_id = described(Key, "Terms of this taxonomy.", EXAMPLE_ID)
    parent_id = described(Key, "Terms directly beneath this one.", EXAMPLE_ID)
    top_only = described(Flag, "true gives only terms with none above them.", True)


def load_question(schema: Schema, given: "MultiDict[str, str]") -> Question:
    """What a request asks for. Raises WrongInput with one sentence a parameter. Empty parameters count as left out."""
    known = {name: values for name, values in given.lists() if name in schema.fields}
    if odd := {name: [fault] for name, values in known.items() if (fault := fault_of(values))}:
        raise wrong(odd)
    try:
        question: Question = schema.load({name: value for name, value in given.items() if value.strip()})
    except ValidationError as error:
        raise wrong(error.messages_dict) from None
    return question


def fault_of(values: Sequence[str]) -> str:
    """What is wrong with a parameter, whatever it is for; nothing where it can be read."""
    if len(values) > 1:
        return "Give it once."
    # PostgreSQL keeps no such character, and refuses to look for it.
    return "Leave out the character of number 0." if "\0" in values[0] else ""


def wrong(messages: Mapping[str, Any]) -> WrongInput:
    fields = {name: str(found[0]) for name, found in messages.items()}
    return WrongInput("Some parameters cannot be used as they are.", fields)

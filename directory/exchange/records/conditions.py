"""What it costs, what to bring, and whether there is room."""

import uuid
from datetime import datetime
from typing import Annotated, ClassVar

from directory.catalogue.models.conditions import Room
from directory.exchange.records.fields import Day, Description, Line, Places, Text, Url
from directory.exchange.records.terms import Owned
from directory.exchange.shapes import From, Record
from directory.exchange.values import (
    WrongValue,
    find_uuid,
    read_key,
    read_line,
    read_moment,
    read_one_of,
    read_pence,
    read_url,
)

WAITING_WORDS = ("waiting list", "wait list", "waitlist")
# Not read from a feed, but made from another field of it.
SET_BY_CHECK = From(())


class CostOption(Owned, kw_only=True):
    table: ClassVar[str] = "cost_option"

    valid_from: Day = None
    valid_to: Day = None
    option: Line = None
    currency: Line = None
    amount_pence: Annotated[int | None, read_pence, From(("amount",))] = None
    amount_description: Text = None


class RequiredDocument(Owned, kw_only=True):
    table: ClassVar[str] = "required_document"

    document: Text = None
    uri: Url = None


class Unit(Record, kw_only=True):
    """What places are counted in. The standard gives a record of it, some feeds its name."""

    table: ClassVar[str] = "unit"

    name: Line = None
    scheme: Line = None
    identifier: Line = None
    uri: Url = None


class ServiceCapacity(Owned, kw_only=True):
    """Room, by HSDS 3.1. `room` is our own word for it; a feed without it says how many places are left.

    What a feed says of the unit is taken apart into the fields of that name.
    """

    table: ClassVar[str] = "service_capacity"

    room: Annotated[str, read_one_of(*Room)] = ""
    available: Places = None
    maximum: Places = None
    description: Description = None
    updated: Annotated[datetime, read_moment]
    given_unit: Annotated[Unit | None, From(("unit",))] = None
    given_unit_key: Annotated[str | None, read_key, From(("unit_id",))] = None
    unit: Annotated[str, read_line, SET_BY_CHECK] = "places"
    unit_id: Annotated[uuid.UUID | None, read_key, SET_BY_CHECK] = None
    unit_scheme: Annotated[str | None, read_line, SET_BY_CHECK] = None
    unit_identifier: Annotated[str | None, read_line, SET_BY_CHECK] = None
    unit_uri: Annotated[str | None, read_url, SET_BY_CHECK] = None

    def check(self) -> None:
        unit, self.given_unit = self.given_unit or Unit(), None
        self.unit, self.unit_id = unit.name or self.unit, find_uuid(unit.key or self.given_unit_key)
        self.unit_scheme, self.unit_identifier, self.unit_uri = unit.scheme, unit.identifier, unit.uri
        self.given_unit_key = None
        if self.room:
            return
        if self.available is None:
            raise WrongValue("is missing", "available")
        is_waiting = any(each in (self.description or "").casefold() for each in WAITING_WORDS)
        full = Room.WAITING_LIST if is_waiting else Room.FULL
        self.room = (Room.HAS_ROOM if self.available else full).value

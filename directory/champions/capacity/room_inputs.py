"""What is written down when a group says what room it has."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from directory.catalogue.models.conditions import Room
from directory.champions.capacity.room_models import RoomTeller, RoomWay

MOST_PLACES = 999


@dataclass(frozen=True)
class RoomInput:
    """What room a group has, how it said so, on which day, and what whoever said it does there."""

    room: Room
    way: RoomWay
    said_on: date
    places: int | None = None
    until: date | None = None
    said_by: RoomTeller | None = None


class RoomSchema(Schema):
    """Loads into RoomInput."""

    room = fields.Enum(Room, by_value=True, required=True)
    places = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(1, MOST_PLACES, error=f"Enter a whole number from 1 to {MOST_PLACES}"),
    )
    until = fields.Date(load_default=None, allow_none=True)
    way = fields.Enum(RoomWay, by_value=True, required=True)
    said_by = fields.Enum(RoomTeller, by_value=True, load_default=None, allow_none=True)
    said_on = fields.Date(required=True)

    @validates_schema
    def fits_together(self, data: dict[str, Any], **_: object) -> None:
        has_room = data.get("room") is Room.HAS_ROOM
        if data.get("places") and not has_room:
            raise ValidationError("Leave this empty, or choose that there is room", "places")
        if data.get("until") and has_room:
            raise ValidationError("Leave this empty: it is for a waiting list, or when it is full", "until")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> RoomInput:
        return RoomInput(**data)

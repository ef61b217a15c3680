"""What a card says of an activity at a glance: when it is next, what it costs, whether there is room."""

from datetime import datetime

from directory.catalogue.models.conditions import Room
from directory.catalogue.models.services import Service
from directory.catalogue.room import known_room
from directory.catalogue.timetable.words import doubt_words, time_words
from directory.clock import day_of
from directory.web.components import Tag
from directory.web.listing_words import cheapest_words, next_date
from directory.web.words import miles

ROOM_TONES = {Room.HAS_ROOM: "good", Room.WAITING_LIST: "warn", Room.FULL: "bad"}


def when_next(service: Service, now: datetime) -> str:
    """The next date in words, such as "Tuesday 24 November, 10:30am"; empty where none is known."""
    found = next_date(service, now)
    if found is None:
        return ""
    day = f"{found.on:%A} {found.on.day} {found.on:%B}"
    at = f", {time_words(found.opens_at)}" if found.opens_at else ""
    return f"{day}{at} ({doubt_words(found.doubt)})" if found.doubt else f"{day}{at}"


def glance_at(service: Service, distance_m: float | None, now: datetime) -> list[Tag]:
    """The chips of a card, for what is known."""
    when, cost, room = when_next(service, now), cheapest_words(service, day_of(now)), known_room(service, day_of(now))
    tags = [
        Tag(when, "calendar") if when else None,
        Tag(miles(distance_m), "pin") if distance_m is not None else None,
        Tag(cost, "pound", "good" if cost == "Free" else "") if cost else None,
        Tag(room.room.capitalize(), "people", ROOM_TONES[Room(room.room)]) if room else None,
    ]
    return [tag for tag in tags if tag]

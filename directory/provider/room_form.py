"""Asking a group what room it has: a button for each answer, and a form for how much and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema

from directory import clock
from directory.catalogue.models.conditions import Room
from directory.catalogue.models.services import Service
from directory.champions.capacity.room_inputs import MOST_PLACES, RoomInput, RoomSchema
from directory.champions.capacity.room_models import RoomWay
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import NumberField
from directory.web.forms import LynchpinForm
from directory.web.listing_words import room_words

ANSWERS = (
    Choice(Room.HAS_ROOM.value, "There is room"),
    Choice(Room.WAITING_LIST.value, "Waiting list"),
    Choice(Room.FULL.value, "Full"),
)


class OwnRoomForm(LynchpinForm[RoomInput]):
    schema = RoomSchema

    room = OneOfField("Do you have room for more people now?", ANSWERS, required="Choose whether there is room")
    places = NumberField("If there is room, for how many? (optional)", width=3, most=MOST_PLACES)
    until = DayField(
        "If not, until when? (optional)", hint="The last day on which you are full. For example, 27 3 2027"
    )

    def answers(self, schema: type[Schema]) -> dict[str, Any]:
        """What they say, by their link and today."""
        here = {"way": RoomWay.LINK.value, "said_on": clock.today().isoformat()}
        return {**super().answers(schema), **here}


@dataclass(frozen=True)
class RoomAsked:
    """The question of one activity: what they said last, and where each answer goes."""

    said: str
    answers: Sequence[Choice]
    say_href: str
    more_href: str = ""


@dataclass(frozen=True)
class OwnRoomPage:
    """The form of one activity."""

    name: str
    said: str
    back_href: str
    save_href: str


def said_words(service: Service, today: date) -> str:
    """What they said last, as a sentence; nothing where that is not known any more."""
    words = room_words(service, today)
    return f"You said: {words[0]}." if words else ""

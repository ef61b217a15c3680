"""Writing down what a group said of the room it has: on the telephone, on a visit, or on paper."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.catalogue.models.conditions import Room
from directory.catalogue.models.services import Service
from directory.champions.capacity.room import list_said, say_room
from directory.champions.capacity.room_inputs import MOST_PLACES, RoomInput, RoomSchema
from directory.champions.capacity.room_models import RoomSaid, RoomTeller, RoomWay
from directory.champions.writing import get_to_write
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.records.record_kinds import where_it_is
from directory.web.components import Moment
from directory.web.fields.choices import Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import NumberField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.listing_words import room_words
from directory.web.pages import render_page, tell
from directory.web.words import uk_short_date

ROOM_WORDS = {
    Room.HAS_ROOM: "There is room",
    Room.WAITING_LIST: "There is a waiting list",
    Room.FULL: "It is full",
}
WAY_WORDS = {
    RoomWay.PHONE: "By telephone",
    RoomWay.POST: "On paper",
    RoomWay.VISIT: "On a visit",
    RoomWay.LINK: "By their link",
}
TELLER_WORDS = {
    RoomTeller.LEADER: "Who leads it",
    RoomTeller.OFFICE: "Their office",
    RoomTeller.VOLUNTEER: "A volunteer",
    RoomTeller.OTHER: "Somebody else",
}


class RoomForm(LynchpinForm[RoomInput]):
    schema = RoomSchema

    room = OneOfField(
        "What did they say?",
        [Choice(room.value, words) for room, words in ROOM_WORDS.items()],
        required="Choose what they said",
    )
    places = NumberField("For how many, if there is room? (optional)", width=3, most=MOST_PLACES)
    until = DayField("Until when, if not? (optional)", hint="After this day nobody knows, and they are asked again")
    way = OneOfField(
        "How did they say it?",
        [Choice(way.value, words) for way, words in WAY_WORDS.items() if way is not RoomWay.LINK],
        required="Choose how they said it",
    )
    said_by = PickField(
        "Who said it? (optional)",
        [(teller.value, words) for teller, words in TELLER_WORDS.items()],
        hint="What they do there. Nobody is named.",
        empty="Not known",
    )
    said_on = DayField("When?", required="Enter the date")


@dataclass(frozen=True)
class RoomPage:
    """What is known of the room of an activity, how to reach its group, and what was said so far."""

    name: str
    organisation: str
    now: Sequence[str]
    reach: Sequence[str]
    back_href: str
    save_href: str
    history: Sequence[Moment]


@bp.get("/activities/<uuid:service_id>/room")
@requires("catalogue.suggest")
def new_room(service_id: uuid.UUID) -> ResponseReturnValue:
    """What a group said of the room of one activity, and the form for what it says now."""
    with reading() as db:
        service = get_to_write(db, current_actor(), Service, service_id)
        page = room_page(service, list_said(db, service.id))
    form = show_form(RoomForm, {"way": RoomWay.PHONE.value, "said_on": clock.today()})
    return render_page("staff/new_room.html", page, form=form)


@bp.post("/activities/<uuid:service_id>/room")
@requires("catalogue.suggest")
@asks_again(new_room)
def create_room(service_id: uuid.UUID) -> ResponseReturnValue:
    """Write down what a group says."""
    with transaction() as db:
        service = get_to_write(db, current_actor(), Service, service_id)
        say_room(db, current_actor(), service.id, load_form(RoomForm))
        name = service.name
    tell(f"It is written down what room {name} has.")
    return redirect(url_for("staff.new_room", service_id=service_id), 303)


def room_page(service: Service, said: Sequence[RoomSaid]) -> RoomPage:
    """The page about one activity, which was read with everything about it."""
    phones = [*service.phones, *(phone for each in service.contacts for phone in each.phones)]
    return RoomPage(
        name=service.name,
        organisation=service.organization.name,
        now=room_words(service, clock.today()) or ["Nobody knows now what room there is."],
        reach=[*dict.fromkeys(each.number for each in phones if each.number), *filter(None, (service.email,))],
        back_href=where_it_is(service),
        save_href=url_for("staff.create_room", service_id=service.id),
        history=[moment_of(each) for each in said],
    )


def moment_of(said: RoomSaid) -> Moment:
    """One word of a group, as a line of the history."""
    places = f", for {said.places}" if said.places else ""
    until = f" until {uk_short_date(said.until)}" if said.until else ""
    who = f": {TELLER_WORDS[RoomTeller(said.said_by)].lower()}" if said.said_by else ""
    return Moment(
        when=uk_short_date(said.said_on),
        what=f"{ROOM_WORDS[Room(said.room)]}{places}{until}",
        detail=f"{WAY_WORDS[RoomWay(said.way)]}{who}",
    )

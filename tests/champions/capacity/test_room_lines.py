"""What groups wrote on their sheets, keyed in line by line."""

from datetime import date

import pytest
import time_machine
from sqlalchemy import select

from directory.catalogue.models.conditions import Room
from directory.champions.capacity.room_codes import code_of, shown_code
from directory.champions.capacity.room_lines import LinesInput, read_answer, say_lines
from directory.champions.capacity.room_models import RoomSaid, RoomWay
from directory.errors import WrongInput
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service

TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def on_this_day():
    with time_machine.travel("2026-11-25 10:00Z", tick=True):
        yield


def lines(text, way=RoomWay.POST):
    return LinesInput(text, way, TODAY)


ANSWERS = (
    ("5", Room.HAS_ROOM, 5, None),
    ("r", Room.HAS_ROOM, None, None),
    ("w", Room.WAITING_LIST, None, None),
    ("full", Room.FULL, None, None),
    ("f 12 3", Room.FULL, None, date(2027, 3, 12)),
    ("f 12/12", Room.FULL, None, date(2026, 12, 12)),
    ("f 12.3.2027", Room.FULL, None, date(2027, 3, 12)),
)


@pytest.mark.parametrize(("text", "room", "places", "until"), ANSWERS, ids=[each[0] for each in ANSWERS])
def test_an_answer_is_a_letter_or_a_number(text, room, places, until):
    said = read_answer(text, lines(""))

    assert (said.room, said.places, said.until) == (room, places, until)


@pytest.mark.parametrize("text", ["", "0", "x", "r 12 3", "f 31 2", "f 1 2 3 4", "9999999", "٥"])
def test_what_cannot_be_read_is_not_guessed(text):
    assert read_answer(text, lines("")) is None


def test_a_sheet_is_written_down_at_once(db):
    walks, choir = make_service(db), make_service(db, "Choir")
    text = f"{shown_code(walks.id)} 5\n\n{code_of(choir.id).lower()} f"

    number = say_lines(db, make_actor(db), lines(text))

    db.flush()
    said = {each.service_id: (each.room, each.places, each.way) for each in db.scalars(select(RoomSaid))}
    assert number == 2
    assert said == {walks.id: ("has room", 5, "post"), choir.id: ("full", None, "post")}


def test_one_wrong_line_keeps_all_of_them_back_and_is_named(db):
    walks = make_service(db)
    text = f"{shown_code(walks.id)} 5\nAAAAAAA 3\n{shown_code(walks.id)} maybe"

    with pytest.raises(WrongInput) as told:
        say_lines(db, make_actor(db), lines(text))

    assert "Line 2" in told.value.fields["lines"]
    assert "Line 3" in told.value.fields["lines"]
    assert db.scalars(select(RoomSaid)).all() == []


def test_a_code_that_nothing_has_is_told(db):
    gone = make_service(db, status="defunct")

    with pytest.raises(WrongInput) as told:
        say_lines(db, make_actor(db), lines(f"{code_of(gone.id)} 5"))

    assert told.value.fields["lines"] == "Line 1: no activity has it"

"""What groups wrote on their sheets, keyed in line by line: a code, and what they say in a letter or a number.

"4K7P2XM 5" is room for five, "r" room, "w" a waiting list, "f" full, and "f 12 3" full until the twelfth of March.
"""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalogue.models.conditions import Room
from directory.champions.capacity.room import say_room
from directory.champions.capacity.room_codes import find_by_code, read_code
from directory.champions.capacity.room_inputs import MOST_PLACES, RoomInput
from directory.champions.capacity.room_models import RoomWay
from directory.errors import WrongInput

MOST_LINES = 200
ANSWERS = {
    "r": Room.HAS_ROOM,
    "room": Room.HAS_ROOM,
    "w": Room.WAITING_LIST,
    "waiting": Room.WAITING_LIST,
    "f": Room.FULL,
    "full": Room.FULL,
}
BETWEEN = re.compile(r"[\s./]+")


@dataclass(frozen=True)
class LinesInput:
    """Lines as they were typed, how they came, and on which day they were written."""

    lines: str
    way: RoomWay
    said_on: date


@dataclass(frozen=True)
class Line:
    """One line that can be read: its number on the page, its code, and what its group says."""

    number: int
    code: str
    said: RoomInput


def say_lines(db: Session, actor: Actor, wanted: LinesInput) -> int:
    """Write down what groups say, all lines or none; returns how many were news.

    Raises WrongInput with what is wrong, line by line.
    """
    lines, wrong = read_lines(wanted)
    known = find_by_code(db, {each.code for each in lines})
    found = [(each, known.get(each.code, ())) for each in lines]
    wrong += [f"Line {each.number}: {why_not(there)}" for each, there in found if len(there) != 1]
    if wrong:
        raise WrongInput("Check what you entered.", {"lines": ". ".join(wrong)})
    # In one order for everybody, so that no two wait for each other.
    ordered = sorted(lines, key=lambda each: (known[each.code][0], each.number))
    return sum([say_line(db, actor, known[each.code][0], each) for each in ordered])


def say_line(db: Session, actor: Actor, service_id: uuid.UUID, line: Line) -> bool:
    try:
        return say_room(db, actor, service_id, line.said)
    except WrongInput as error:
        told = next(iter(error.fields.values()), str(error))
        raise WrongInput(str(error), {"lines": f"Line {line.number}: {told[:1].lower()}{told[1:]}"}) from None


def why_not(found: Sequence[uuid.UUID]) -> str:
    return "two activities have this code: write it on the page of the right one" if found else "no activity has it"


def read_lines(wanted: LinesInput) -> tuple[list[Line], list[str]]:
    """The lines that can be read, and what is wrong with the others. Empty lines say nothing."""
    lines: list[Line] = []
    wrong: list[str] = []
    for number, text in enumerate(wanted.lines.splitlines()[:MOST_LINES], 1):
        if not text.strip():
            continue
        first, _, rest = text.strip().partition(" ")
        code, said = read_code(first), read_answer(rest.strip().lower(), wanted)
        if code is None:
            wrong.append(f"Line {number}: “{first}” is no code")
        elif said is None:
            wrong.append(f"Line {number}: write a number, r, w or f after the code")
        else:
            lines.append(Line(number, code, said))
    return lines, wrong


def read_answer(text: str, wanted: LinesInput) -> RoomInput | None:
    """What stands after a code; None where it cannot be read."""
    if text.isascii() and text.isdecimal():
        places = int(text) if len(text) <= len(str(MOST_PLACES)) else 0
        return RoomInput(Room.HAS_ROOM, wanted.way, wanted.said_on, places=places) if places else None
    word, *day = BETWEEN.split(text)
    room = ANSWERS.get(word)
    if room is None or (day and room is Room.HAS_ROOM):
        return None
    if not day:
        return RoomInput(room, wanted.way, wanted.said_on)
    until = read_day(day, wanted.said_on)
    return RoomInput(room, wanted.way, wanted.said_on, until=until) if until else None


def read_day(parts: Sequence[str], after: date) -> date | None:
    """A day as "12 3 2027" or, the next one that comes, "12 3"; None for what is none."""
    try:
        day, month, *year = map(int, parts)
        if year:
            return date(year[0], month, day) if len(year) == 1 else None
        this_year = date(after.year, month, day)
        return this_year if this_year >= after else date(after.year + 1, month, day)
    except ValueError:
        return None

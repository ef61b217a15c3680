"""What the page on which the venues of an activity are chosen shows."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from directory import clock
from directory.catalogue.finding_places import find_places
from directory.catalogue.leaving_places import hanging_on
from directory.catalogue.models.places import Location
from directory.catalogue.models.services import Service
from directory.catalogue.queries import locations_by_id
from directory.catalogue.timetable.words import schedule_words
from directory.staff.records.record_kinds import kind_of, name_of, words_beside
from directory.staff.writing.choosing import SHORTEST_SEARCH, Choosing
from directory.staff.writing.parts import PartForm, PartPage, Values, Written
from directory.staff.writing.times.schedules import times_in
from directory.web.listing_words import list_words
from directory.web.words import counted

COMING_ALONG = {
    "contact": ("contact", "contacts"),
    "phone": ("telephone number", "telephone numbers"),
    "service_area": ("area", "areas"),
    "attribute": ("tag", "tags"),
}


@dataclass(frozen=True)
class PlaceLine:
    """A venue: what it is called, where it is, and its own page."""

    id: str
    name: str
    address: str
    href: str


@dataclass(frozen=True)
class LeftLine:
    """A venue that is taken out when somebody saves: the times there, and what comes along to the activity."""

    name: str
    times: tuple[str, ...]
    along: str


@dataclass(frozen=True)
class WherePage:
    """The page of the venues. `said` tells what was just done or found."""

    part: PartPage[PartForm]
    look_href: str
    asked: str
    said: str
    chosen: tuple[PlaceLine, ...]
    removed: tuple[PlaceLine, ...]
    left: tuple[LeftLine, ...]
    found: tuple[PlaceLine, ...]

    @property
    def has_times_left(self) -> bool:
        """Whether somebody has to say what becomes of times."""
        return any(each.times for each in self.left)


def build_where_page(
    db: Session, part: PartPage[PartForm], written: Written[Service], hanging: Values, choosing: Choosing
) -> WherePage:
    """The page of the venues as they are chosen so far. `hanging` is what hangs on those there are."""
    rows = written.values["service_at_location"]
    removed = choosing.taken_out
    held = {uuid.UUID(row["location_id"]) for row in rows}
    known = locations_by_id(db, {*choosing.chosen, *removed, *held})
    found = found_places(db, choosing, {*choosing.chosen, *removed})
    return WherePage(
        part=part,
        look_href=url_for("staff.look_for_venues", service_id=written.record_id),
        asked=choosing.asked,
        said=said_words(choosing, known, len(found)),
        chosen=tuple(place_line(known[each]) for each in choosing.chosen if each in known),
        removed=tuple(place_line(known[each]) for each in removed if each in known),
        left=tuple(
            left_line(known[each], rows, hanging) for each in sorted(held - set(choosing.chosen)) if each in known
        ),
        found=tuple(map(place_line, found)),
    )


def place_line(location: Location) -> PlaceLine:
    href = kind_of(location).href("staff.write_record", location.id)
    return PlaceLine(str(location.id), name_of(location), words_beside(location), href)


def left_line(location: Location, rows: Sequence[dict[str, str]], hanging: Values) -> LeftLine:
    """What hangs on a venue that is left."""
    places = [uuid.UUID(row["id"]) for row in rows if row["location_id"] == str(location.id)]
    there, today = hanging_on(hanging, places), clock.today()
    ids = {row["id"] for row in there.get("schedule", ())}
    times = [each.as_schedule() for each in times_in(hanging).values() if str(each.id) in ids]
    along = [counted(len(there[table]), *words) for table, words in COMING_ALONG.items() if table in there]
    return LeftLine(name_of(location), tuple(sorted(schedule_words(each, today) for each in times)), list_words(along))


def found_places(db: Session, choosing: Choosing, shown: set[uuid.UUID]) -> Sequence[Location]:
    """The venues that may be meant by what is typed."""
    if len(choosing.asked) < SHORTEST_SEARCH:
        return ()
    return [each for each in find_places(db, choosing.asked) if each.id not in shown]


def said_words(choosing: Choosing, known: Mapping[uuid.UUID, Location], found: int) -> str:
    """What was just done or found, in a sentence."""
    if choosing.added and choosing.added in known:
        return f"{name_of(known[choosing.added])} is added."
    if choosing.removed and choosing.removed in known:
        return f"{name_of(known[choosing.removed])} is taken out."
    if len(choosing.asked) < SHORTEST_SEARCH:
        return ""
    if not found:
        return f"No other venue found for “{choosing.asked}”. Try another word, or add a new venue."
    return f"{counted(found, 'venue')} found for “{choosing.asked}”."

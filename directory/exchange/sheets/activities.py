"""The rows of a sheet as activities: rows of one activity put together, and each made the record that a feed gives."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import msgspec

from directory.exchange.bundles import Bundle, read_bundle
from directory.exchange.reading import UnreadableFile
from directory.exchange.sheets.cells import Cell, cell_text
from directory.exchange.sheets.columns import COLUMNS, OF_A_PLACE, OF_A_TIME
from directory.exchange.sheets.headings import Headings, title_of
from directory.exchange.sheets.keys import SHEET_KEY, Listings
from directory.exchange.sheets.lines import LineRead, LineReader, Vocabulary
from directory.exchange.sheets.mistakes import Mistake, said
from directory.exchange.sheets.opening import Row, Table
from directory.exchange.sheets.values import MOST_PARTS
from directory.exchange.values import KEY_CHARACTERS, WrongValue

Line = dict[str, Cell]
EXAMPLE = "example:"
MOST_MISTAKES = 2_000


@dataclass
class Activity:
    """One activity of a sheet: its rows, and the record made of them unless something is wrong."""

    group: str
    name: str
    rows: list[int]
    key: str = ""
    """What the source calls it; empty where a row does not even name it."""
    bundle: Bundle | None = None
    term_ids: set[str] = field(default_factory=set)
    mistakes: list[Mistake] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """A sheet that was read: its activities in the order of their first rows, and what else there is to know.

    `lines` are the cells of each row by column, for giving the wrong ones back.
    """

    activities: list[Activity]
    lines: dict[int, Line]
    notices: list[str]


def read_sheet(table: Table, headings: Headings, vocabulary: Vocabulary, listings: Listings) -> Sheet:
    """Read all rows below the headings. `listings` are those that rows may name by our ids."""
    lines = dict(read_lines(table.rows, headings))
    found: dict[str, list[int]] = {}
    activities: list[Activity] = []
    for number, line in lines.items():
        mistakes = [*missing_names(number, line, headings), *foreign_listing(number, line, headings, listings)]
        if mistakes:
            names = cell_text(line.get("group")), cell_text(line.get("activity"))
            activities.append(Activity(*names, [number], mistakes=mistakes))
        else:
            found.setdefault(key_of(line, listings.keys), []).append(number)
    numbers = [number for each in found.values() for number in each]
    reads = {each.number: each for each in read_rows(numbers, lines, headings, vocabulary)}
    agree_on_places(list(reads.values()), headings)
    for key, its_rows in found.items():
        activities.append(make_activity(key, {each: lines[each] for each in its_rows}, reads, headings))
    refuse_mistakes_without_end([mistake for each in activities for mistake in each.mistakes])
    return Sheet(sorted(activities, key=lambda each: each.rows[0]), lines, list(headings.unknown))


def read_rows(
    numbers: list[int], lines: Mapping[int, Line], headings: Headings, vocabulary: Vocabulary
) -> list[LineRead]:
    """Read the cells of some rows. Raises UnreadableFile as soon as there are too many mistakes in them."""
    found: list[LineRead] = []
    mistakes: list[Mistake] = []
    for each in numbers:
        found.append(LineReader(each, lines[each], headings, vocabulary).read())
        mistakes += found[-1].mistakes
        refuse_mistakes_without_end(mistakes)
    return found


def refuse_mistakes_without_end(mistakes: list[Mistake]) -> None:
    """Raises UnreadableFile where there are more than anybody would read: it is a column then that is wrong."""
    if len(mistakes) > MOST_MISTAKES:
        raise UnreadableFile(
            f"This sheet has more than {MOST_MISTAKES:,} mistakes. See whether each column has the right heading, and "
            f"send it again. The first is: {mistakes[0]}"
        )


def read_lines(rows: list[Row], headings: Headings) -> Iterator[tuple[int, Line]]:
    """The rows with anything in a known column, by their number in the sheet; the examples of the template left out."""
    for number, row in enumerate(rows[headings.row :], start=headings.row + 1):
        line = {name: row[place] for name, place in headings.places.items() if place < len(row)}
        said_something = {name: cell for name, cell in line.items() if cell_text(cell)}
        if said_something and not cell_text(line.get("group")).casefold().startswith(EXAMPLE):
            yield number, said_something


def missing_names(number: int, line: Line, headings: Headings) -> Iterator[Mistake]:
    for column in COLUMNS:
        if column.is_needed and column.name not in line:
            what = "nothing stands here." if len(line) > 1 else "the row has nothing else in it."
            yield Mistake(number, title_of(headings, column.name), what, f"Write it. {column.explanation}")


def foreign_listing(number: int, line: Line, headings: Headings, listings: Listings) -> Iterator[Mistake]:
    """A row of a listing that another source looks after, or that was written here."""
    source = listings.elsewhere.get(cell_text(line.get("listing_id")).casefold())
    if source is None:
        return
    what = f"this listing comes from {said(source)}." if source else "this listing was written here."
    cure = "Change it on its page, or empty this cell to add the row as a listing of its own."
    yield Mistake(number, title_of(headings, "listing_id"), what, cure)


def key_of(line: Line, keys: Mapping[str, str]) -> str:
    """What the source calls an activity: its listing's key, or else the names of group and activity."""
    own = keys.get(cell_text(line.get("listing_id")).casefold())
    return own or short_key(f"{SHEET_KEY}{name_key(line['group'])}/{name_key(line['activity'])}")


def name_key(cell: Cell) -> str:
    """A name as it is compared: small letters and digits, whatever the spaces and signs."""
    return " ".join(re.sub(r"[^\w]+", " ", cell_text(cell).casefold().replace("&", " and ")).split())


def short_key(text: str) -> str:
    if len(text) <= KEY_CHARACTERS - 20:
        return text
    return text[: KEY_CHARACTERS - 60] + blake2b(text.encode(), digest_size=16).hexdigest()


def agree_on_places(reads: list[LineRead], headings: Headings) -> None:
    """Make one place of those that rows name alike, with all that any of the rows says of it."""
    places: dict[str, dict[str, Any]] = {}
    facts: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for read in reads:
        if read.place is None:
            continue
        place = places.setdefault(read.place["id"], read.place)
        known = facts[place["id"]]
        known |= {each["description"]: each for each in read.place.get("accessibility", ())}
        if len(known) > MOST_PARTS:
            what = f"the rows say more than {MOST_PARTS} things of this place."
            read.mistakes.append(Mistake(read.number, title_of(headings, "access"), what, "Leave some out."))
            facts[place["id"]] = dict(list(known.items())[:MOST_PARTS])
        elif known:
            place["accessibility"] = list(known.values())
        if place is not read.place:
            place["addresses"] = [read.place["addresses"][0] | place["addresses"][0]]
            read.place = place


def make_activity(key: str, lines: dict[int, Line], every_read: Mapping[int, LineRead], headings: Headings) -> Activity:
    """Put the rows of one activity together."""
    first, *further = lines
    names = cell_text(lines[first].get("group")), cell_text(lines[first].get("activity"))
    activity = Activity(*names, list(lines), key)
    reads = [every_read[number] for number in lines]
    activity.mistakes = [mistake for each in reads for mistake in each.mistakes]
    for number in further:
        activity.mistakes += contradictions(first, lines[first], number, lines[number], headings)
    activity.mistakes += repetitions(lines)
    activity.term_ids = {each["taxonomy_term"]["id"] for each in reads[0].service.get("attributes", ())}
    if not activity.mistakes:
        complete(activity, reads)
    return activity


def complete(activity: Activity, reads: list[LineRead]) -> None:
    """Make the record of an activity; what only shows when all of it is together is a mistake of its first row."""
    first = activity.rows[0]
    raw = join(activity, reads)
    try:
        activity.bundle = read_bundle(first, msgspec.json.encode(raw))
    except WrongValue as wrong:
        activity.mistakes.append(Mistake(first, "", f"{wrong}.", "Put it right and send the row again."))


def join(activity: Activity, reads: list[LineRead]) -> dict[str, Any]:
    """An activity as a feed gives a service: its places each once, with the times there."""
    places: dict[str, dict[str, Any]] = {}
    schedules = []
    for each in reads:
        if each.place is None:
            schedules += each.schedules
            continue
        key = short_key(each.place["id"])
        location = places.setdefault(key, {"id": key, "location": each.place, "schedules": []})
        location["schedules"] += each.schedules
    group = {"id": short_key(name_key(activity.group)), "name": activity.group}
    return reads[0].service | {
        "id": activity.key,
        "organization": group,
        "service_at_locations": list(places.values()),
        "schedules": schedules,
    }


def contradictions(first: int, said_first: Line, number: int, line: Line, headings: Headings) -> Iterator[Mistake]:
    """What a further row of an activity says otherwise than its first, where both cannot be true."""
    for name, cell in line.items():
        if name in (*OF_A_TIME, *OF_A_PLACE, "group", "activity", "listing_id"):
            continue
        if cell_text(cell) != cell_text(said_first.get(name)):
            what = f"{said(cell_text(cell))} is not what row {first} says of the same activity."
            yield Mistake(
                number, title_of(headings, name), what, "Leave it empty here, or give the activity a name of its own."
            )


def repetitions(lines: dict[int, Line]) -> Iterator[Mistake]:
    """Rows that say of time and place what an earlier row of the activity says."""
    seen: dict[tuple[str, ...], int] = {}
    for number, line in lines.items():
        here = tuple(cell_text(line.get(name)).casefold() for name in (*OF_A_PLACE, *OF_A_TIME))
        if here in seen:
            yield Mistake(number, "", f"this row says the same as row {seen[here]}.", "Delete one of them.")
        seen.setdefault(here, number)

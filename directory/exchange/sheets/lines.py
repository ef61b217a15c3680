"""One row read: its cells as the parts of a feed's service, with every mistake told in words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from directory.exchange.sheets.cells import Cell, cell_text
from directory.exchange.sheets.columns import STATES, WAYS
from directory.exchange.sheets.headings import Headings, title_of
from directory.exchange.sheets.mistakes import Mistake, WrongCell, said
from directory.exchange.sheets.times import read_clock, read_date, read_days, read_often, split_times
from directory.exchange.sheets.values import (
    find_postcode,
    nearest,
    need_email,
    need_url,
    parts_of,
    read_age,
    read_choice,
    read_costs,
    read_phones,
)
from directory.geo.postcode_file import PostcodeFile

Got = TypeVar("Got")
SPREADSHEET_ERROR = re.compile(r"#(REF|N/A|VALUE|NAME|DIV/0|NUM|NULL)[!?]?")
WITH_COMMAS = ";,\n"
LONGEST_NAME = 255
LONGEST_LINE = 1_000
NUMBERED = re.compile(r"-?\d")


@dataclass(frozen=True)
class Tag:
    """A term that rows may be tagged with, and what it describes there."""

    term_id: str
    name: str
    link_type: str


@dataclass(frozen=True)
class Vocabulary:
    """What the cells of a row are looked up in: tags by folded name, and postcodes if there are any."""

    tags: dict[str, Tag]
    postcodes: PostcodeFile | None = None

    def tag_names(self, cell: Cell) -> list[str]:
        """The names in a cell: with ; between them or, where that gives no tag, with commas."""
        parts = parts_of(cell)
        return [
            name
            for each in parts
            for name in ([each] if folded_tag(each) in self.tags else parts_of(each, WITH_COMMAS))
        ]

    def find_tag(self, text: str) -> Tag:
        """The tag of this name. Raises WrongCell, with the name that is nearest."""
        if found := self.tags.get(folded_tag(text)):
            return found
        names = [each.name for each in self.tags.values()]
        cure = nearest(text, names) or "Leave it out, or ask for the list of tags."
        raise WrongCell(f"{said(text)} is no tag that we know.", cure)


@dataclass
class LineRead:
    """What a row says: parts of a service, its place, its times there, and what is wrong."""

    number: int
    service: dict[str, Any] = field(default_factory=dict)
    place: dict[str, Any] | None = None
    schedules: list[dict[str, Any]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


class LineReader:
    """The reading of one row."""

    def __init__(self, number: int, line: dict[str, Cell], headings: Headings, vocabulary: Vocabulary) -> None:
        self.number = number
        self.line = line
        self.headings = headings
        self.vocabulary = vocabulary
        self.found = LineRead(number)

    def read(self) -> LineRead:
        self.refuse_errors()
        self.found.service = self.read_service()
        self.found.place = self.read_place()
        self.found.schedules = self.read_schedules()
        return self.found

    def refuse_errors(self) -> None:
        """A formula that came to nothing leaves the name of its error in the cell."""
        for name, cell in list(self.line.items()):
            if isinstance(cell, str) and SPREADSHEET_ERROR.fullmatch(cell.strip()):
                self.wrong(
                    name, WrongCell(f"{said(cell)} is an error of the spreadsheet.", "Write what should stand here.")
                )
                del self.line[name]

    def wrong(self, name: str, wrong: WrongCell) -> None:
        self.found.mistakes.append(Mistake(self.number, title_of(self.headings, name), wrong.what, wrong.cure))

    def get(self, name: str, read: Callable[[Cell], Got]) -> Got | None:
        """What a cell says; None where it says nothing, or something that is wrong, which is noted."""
        if name not in self.line:
            return None
        try:
            return read(self.line[name])
        except WrongCell as wrong:
            self.wrong(name, wrong)
            return None

    def text(self, name: str) -> str | None:
        return self.get(name, self.read_text)

    def read_text(self, cell: Cell) -> str:
        text = cell_text(cell)
        if len(text) > LONGEST_LINE:
            raise WrongCell(f"{len(text):,} characters stand here.", f"At most {LONGEST_LINE:,} are taken: shorten it.")
        return text

    def read_service(self) -> dict[str, Any]:
        for name in ("group", "activity"):
            self.get(name, need_name)
        youngest, oldest = self.get("youngest", read_age), self.get("oldest", read_age)
        if youngest is not None and oldest is not None and youngest > oldest:
            what = f"{said(str(youngest))} is above the oldest age, {oldest}."
            self.wrong("youngest", WrongCell(what, "Swap them, or leave one empty."))
        service = {
            "name": self.text("activity"),
            "description": self.get("description", write_paragraphs),
            "easy_read": self.text("easy_read"),
            "url": self.get("web", need_url),
            "email": self.get("email", need_email),
            "status": self.get("status", lambda cell: read_choice(cell, STATES)),
            "eligibility_description": self.text("for_whom"),
            "minimum_age": youngest,
            "maximum_age": oldest,
            "application_process": self.text("joining"),
            "cost_options": self.get("cost", read_costs),
            "cost_help": self.text("cost_help"),
            "languages": self.get("languages", read_languages),
            "attributes": list(self.read_tags()),
        }
        return {name: value for name, value in (service | self.read_contact()).items() if value not in (None, [])}

    def read_contact(self) -> dict[str, Any]:
        """Whom to ask: a contact where one is named, and else the numbers alone."""
        numbers = [{"number": each, "type": "voice"} for each in self.get("phone", read_phones) or ()]
        if name := self.text("contact"):
            return {"contacts": [{"name": name, "phones": numbers}]}
        return {"phones": numbers}

    def read_tags(self) -> Iterator[dict[str, Any]]:
        for name in dict.fromkeys(self.get("tags", self.vocabulary.tag_names) or ()):
            try:
                tag = self.vocabulary.find_tag(name)
            except WrongCell as wrong:
                self.wrong("tags", wrong)
                continue
            yield {"link_type": tag.link_type, "taxonomy_term": {"id": tag.term_id}}

    def read_place(self) -> dict[str, Any] | None:
        venue, street, town = self.text("venue"), self.text("address"), self.text("town")
        at = self.get("postcode", lambda cell: find_postcode(cell, self.vocabulary.postcodes))
        if not (venue or street or at):
            return None
        postcode = at if isinstance(at, str) or at is None else at.postcode
        address = {"address_1": street, "city": town, "postal_code": postcode, "country": "GB"}
        location: dict[str, Any] = {
            "id": "/".join(" ".join((each or "").casefold().split()) for each in ("place", venue, street, postcode)),
            "name": venue,
            "addresses": [{name: value for name, value in address.items() if value}],
            "accessibility": [
                {"accessibility": "present", "description": each} for each in self.get("access", parts_of) or ()
            ],
        }
        if at is not None and not isinstance(at, str):
            location |= {"latitude": at.latitude, "longitude": at.longitude}
        return {name: value for name, value in location.items() if value not in (None, [])}

    def read_schedules(self) -> list[dict[str, Any]]:
        """The times of a row: one pattern, or none where it names no day and no time."""
        first, second = split_times(self.line.get("opens_at"))
        if "opens_at" in self.line:
            self.line["opens_at"] = first
        if second is not None:
            self.line.setdefault("closes_at", second)
        opens, closes = self.get("opens_at", read_clock), self.get("closes_at", read_clock)
        if opens and closes and closes <= opens:
            what = f"{closes:%H:%M} is not after {opens:%H:%M}, when it begins."
            self.wrong("closes_at", WrongCell(what, "Write am or pm, like 2pm."))
        days = self.get("days", read_days)
        freq, interval = self.get("how_often", read_often) or self.often_of(days)
        self.check_pattern(days, freq)
        starts, ends = self.get("first_on", read_date), self.get("last_on", read_date)
        if starts and ends and ends < starts:
            self.wrong("last_on", WrongCell(f"{ends:%d/%m/%Y} is before the first date.", "Swap them."))
        schedule = {
            "freq": freq if days else None,
            "interval": interval if days and interval > 1 else None,
            "byday": days,
            "opens_at": f"{opens:%H:%M}" if opens else None,
            "closes_at": f"{closes:%H:%M}" if closes else None,
            "dtstart": starts.isoformat() if starts else None,
            "until": ends.isoformat() if ends else None,
            "notes": self.text("time_notes"),
        }
        said_something = {name: value for name, value in schedule.items() if value is not None}
        way = self.get("taking_part", lambda cell: read_choice(cell, WAYS))
        if not said_something and way is None:
            return []
        return [said_something | {"attending_type": way or "venue"}]

    def often_of(self, days: str | None) -> tuple[str, int]:
        """How often it is where that is not said: the days tell whether they are counted in the month."""
        return ("MONTHLY" if days and NUMBERED.match(days) else "WEEKLY"), 1

    def check_pattern(self, days: str | None, freq: str) -> None:
        """Days that are counted in the month and a week do not go together, nor a month and days that are not."""
        if days is None:
            if "how_often" in self.line and "days" not in self.line:
                self.wrong(
                    "days",
                    WrongCell("nothing stands here, and How often says something.", "Write the day, like Tuesday."),
                )
            return
        is_counted = [bool(NUMBERED.match(each)) for each in days.split(",")]
        if freq == "MONTHLY" and not all(is_counted):
            what = f"{said(cell_text(self.line['days']))} happens every week, and How often says every month."
            self.wrong("days", WrongCell(what, "Say which one of the month it is, like 1st Tuesday."))
        if freq == "WEEKLY" and any(is_counted):
            what = f"{said(cell_text(self.line['days']))} is a day of the month, and How often says every week."
            self.wrong("how_often", WrongCell(what, "Choose every month, or leave it empty."))


def folded_tag(text: str) -> str:
    return " ".join(text.casefold().split())


def need_name(cell: Cell) -> str:
    text = cell_text(cell)
    if len(text) > LONGEST_NAME:
        raise WrongCell(f"the name has {len(text):,} characters.", f"At most {LONGEST_NAME} are taken: shorten it.")
    if not re.search(r"\w", text):
        raise WrongCell(f"{said(text)} is no name.", "Write what people call it.")
    return text


def write_paragraphs(cell: Cell) -> str:
    """Text as the catalogue keeps descriptions: as it is on one paragraph, and else a paragraph each."""
    text = cell_text(cell)
    paragraphs = [each.strip() for each in re.split(r"\n\s*\n|\n", text) if each.strip()]
    return text if len(paragraphs) == 1 else "".join(f"<p>{each}</p>" for each in paragraphs)


def read_languages(cell: Cell) -> list[dict[str, str]]:
    return [{"name": each} for each in dict.fromkeys(parts_of(cell, WITH_COMMAS))]

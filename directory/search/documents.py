"""What the index needs to know of one service, and the text by which it is found."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property

from directory.search.access import MET_AT_THE_DOOR
from directory.search.areas import ServedArea

# Part of the content hash: raised when the text put to the model is composed differently.
COMPOSITION = "1"
# The model reads no further than this.
_LONGEST_DESCRIPTION = 1_000


@dataclass(frozen=True)
class TermRef:
    """A term of any taxonomy that a service is tagged with; `code` is the short name if the taxonomy has one."""

    taxonomy: str
    term_id: str
    code: str | None
    name: str


@dataclass(frozen=True)
class UsualTime:
    """The days ahead of one schedule, as in `timetable.ahead`, and its hours where they are stated."""

    days_ahead: int
    opens_at: time | None = None
    closes_at: time | None = None


@dataclass(frozen=True)
class SearchDocument:
    """One service as it is searched. `points` are (latitude, longitude) of the places where it can be met.

    From `closed_from` on it is closed for a while, until it is on again on `back_on`, if that is known.
    `reaches_by` says how else it can be had: "phone", "online" or "home visit". `slots` says when in the week, as in
    `catalogue.timetable.slots`; `languages` are ISO 639 codes; `room` is a `Room`, said on `room_said_on` and perhaps
    until `room_until`; `areas` are those whose people it is for; `has_access` is what one of its places has at least,
    and `lacks_access` what all lack, as in `search.access`; `assured_on` is when somebody last checked it, `listed_on`
    when it was first listed here, `places` how many it can take; `times` are counted from the day on which it was read.
    What is empty is not known. `stamp` is another one whenever the listing is changed or checked.
    """

    service_id: uuid.UUID
    name: str
    organization_name: str = ""
    description: str = ""
    organization_description: str = ""
    terms: tuple[TermRef, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    minimum_age: float | None = None
    maximum_age: float | None = None
    status: str = "active"
    closed_from: date | None = None
    back_on: date | None = None
    reaches_by: tuple[str, ...] = ()
    slots: int = 0
    cheapest_pence: int | None = None
    languages: tuple[str, ...] = ()
    room: str | None = None
    room_said_on: date | None = None
    room_until: date | None = None
    areas: tuple[ServedArea, ...] = ()
    has_access: tuple[str, ...] = ()
    lacks_access: tuple[str, ...] = ()
    assured_on: date | None = None
    listed_on: date | None = None
    places: int | None = None
    times: tuple[UsualTime, ...] = ()
    read_on: date | None = None
    stamp: int = 0

    @property
    def days_ahead(self) -> int:
        """The days ahead on which it is on by any of its schedules."""
        days = 0
        for each in self.times:
            days |= each.days_ahead
        return days

    @cached_property
    def fields(self) -> dict[str, str]:
        """The text of each searched field. What an organisation says is left out where the service repeats it."""
        about = "" if self.organization_description == self.description else self.organization_description
        organization = "" if self.organization_name == self.name else self.organization_name
        return {
            "name": self.name,
            "tags": ", ".join(sorted(term.name for term in self.terms)),
            "description": self.description,
            "organization": f"{organization} {about}".strip(),
        }

    @cached_property
    def embedded_text(self) -> str:
        """The text put to the model: name, then tags, then the beginning of what is said about it."""
        fields = self.fields
        described = fields["description"] or fields["organization"]
        parts = (fields["name"], fields["tags"], described[:_LONGEST_DESCRIPTION])
        return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())

    @cached_property
    def content_hash(self) -> str:
        """The same for two services exactly when they are found by the same text."""
        text = "\x1f".join((COMPOSITION, *self.fields.values()))
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def access(self) -> frozenset[str]:
        """What it is known to have of what somebody may need to get in and take part."""
        return frozenset((*self.has_access, *self.codes.intersection((MET_AT_THE_DOOR,))))

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of its terms."""
        return frozenset(term.code for term in self.terms if term.code)

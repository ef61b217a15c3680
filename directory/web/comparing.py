"""Activities side by side: one row for each thing that bears on choosing between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from directory.catalogue.models.services import Service
from directory.clock import day_of
from directory.translation import gettext, theirs
from directory.web.activity_facts import who_lines
from directory.web.activity_page import ActivityPage, build_activity_page
from directory.web.leaflet import notices_of, where_lines
from directory.web.listing_words import cost_lines, room_words
from directory.web.words import miles

NOTHING = ("–",)

Answers = Mapping[str, Sequence[str]]
"""What bears on choosing an activity, question by question, each answered in lines."""


@dataclass(frozen=True)
class CompareRow:
    """One question, and for each activity the lines that answer it."""

    name: str
    answers: Sequence[Sequence[str]]


def answers_of(service: Service, now: datetime, distance_m: float | None = None) -> dict[str, Sequence[str]]:
    """What a listing says that bears on choosing it, in the order in which people ask."""
    page = build_activity_page(service, now)
    return {
        gettext("Run by"): (theirs(page.organisation),),
        gettext("Know first"): notices_of(page) or NOTHING,
        gettext("When"): page.dates[:1] or page.when,
        gettext("Where"): where_lines(service, page),
        **({gettext("How far"): (miles(distance_m),)} if distance_m is not None else {}),
        gettext("Cost"): cost_lines(service, day_of(now)),
        gettext("Help with the cost"): (theirs(service.cost_help),) if service.cost_help else NOTHING,
        gettext("Getting in and about"): access_lines(page),
        gettext("Who it is for"): who_lines(service),
        gettext("Room"): room_words(service, day_of(now)),
    }


def compare_rows(columns: Sequence[Answers]) -> list[CompareRow]:
    """The rows of a table with a column for each activity; what nobody has anything to say to is left out."""
    names = dict.fromkeys(name for column in columns for name in column if is_told(name, columns))
    return [CompareRow(name, [column.get(name) or (gettext("Not known"),) for column in columns]) for name in names]


def is_told(name: str, columns: Sequence[Answers]) -> bool:
    """Whether there is anything to say in a row: nothing that is good to know is no news."""
    return any(tuple(column.get(name, NOTHING)) != NOTHING for column in columns)


def access_lines(page: ActivityPage) -> list[str]:
    """What is known of getting in and about, and that some was never asked."""
    told = [line.words for venue in page.venues for group in venue.access for line in group.lines]
    unknown = any(venue.unknown for venue in page.venues)
    return [*dict.fromkeys(told), *([gettext("Not everything is known: ask")] if told and unknown else [])]

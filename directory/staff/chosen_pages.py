"""What is shown of the activities chosen from a match: side by side, as a leaflet to hand over, and as words to say.

A leaflet holds only what the listing says: whoever picks it up learns nothing of the person it was made for.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from directory.catalogue.models.services import Service
from directory.clock import day_of
from directory.matching.doubts import Doubt, Silence
from directory.matching.reasons import Away
from directory.matching.suggestions import Suggestion
from directory.staff.activity_words import unknowns_of
from directory.web.activity_card import summary_of
from directory.web.activity_page import ActivityPage, build_activity_page
from directory.web.contact_lines import Line
from directory.web.listing_words import all_schedules, attending_words
from directory.web.words import miles, uk_short_date

MOST_COMPARED = 3
NOT_KNOWN = ("Not known",)
NOTHING = ("–",)


@dataclass(frozen=True)
class CompareRow:
    """One question, and for each activity the lines that answer it."""

    name: str
    answers: Sequence[Sequence[str]]


@dataclass(frozen=True)
class ComparePage:
    """Activities side by side. `left_out` counts those chosen that are not compared; `words` are to be read out."""

    question_id: uuid.UUID
    client_name: str
    names: Sequence[str]
    hrefs: Sequence[str]
    rows: Sequence[CompareRow]
    left_out: int
    words: str


@dataclass(frozen=True)
class LeafletActivity:
    """One activity in plain words. `notices` say first that it is closed, or what is different just now.

    `ask` is what should be asked before going.
    """

    name: str
    organisation: str
    notices: Sequence[str]
    about: str
    when: Sequence[str]
    where: Sequence[str]
    how_to_get_there: Sequence[str]
    cost: Sequence[str]
    joining: Sequence[str]
    contact: Sequence[str]
    ask: str


@dataclass(frozen=True)
class LeafletPage:
    """A leaflet, who made it, and the same as plain text to send."""

    question_id: uuid.UUID
    scheme: str
    made_on: str
    activities: Sequence[LeafletActivity]
    text: str


def build_compare(
    question_id: uuid.UUID,
    client_name: str,
    services: Sequence[Service],
    suggestions: Mapping[uuid.UUID, Suggestion],
    now: datetime,
) -> ComparePage:
    """The first few of the chosen activities side by side."""
    compared = services[:MOST_COMPARED]
    columns = [dict(answers_of(each, suggestions.get(each.id), now)) for each in compared]
    names = dict.fromkeys(name for column in columns for name in column if is_told(name, columns))
    return ComparePage(
        question_id=question_id,
        client_name=client_name,
        names=[each.name for each in compared],
        hrefs=[url_for("public.show_activity", service_id=each.id) for each in compared],
        rows=[CompareRow(name, [column.get(name) or NOT_KNOWN for column in columns]) for name in names],
        left_out=len(services) - len(compared),
        words="\n\n".join(words_about(each, column) for each, column in zip(compared, columns, strict=True)),
    )


def is_told(name: str, columns: Sequence[Mapping[str, Sequence[str]]]) -> bool:
    """Whether there is anything to say in a row: nothing that is good to know is no news."""
    return any(tuple(column.get(name, NOTHING)) != NOTHING for column in columns)


def answers_of(service: Service, suggestion: Suggestion | None, now: datetime) -> Iterator[tuple[str, Sequence[str]]]:
    """What bears on choosing between activities, in the order in which people ask."""
    page = build_activity_page(service, now)
    facts = {each.name: lines_of(each.value) for each in page.facts}
    reasons = suggestion.reasons if suggestion else ()
    yield "Run by", (page.organisation,)
    yield "Know first", notices_of(page) or NOTHING
    yield "When", page.dates[:1] or page.when
    yield "Where", where_lines(service, page)
    if suggestion and suggestion.distance_m is not None:
        yield "How far", (miles(suggestion.distance_m),)
    yield "Cost", facts["Cost"]
    yield "Getting in and about", access_lines(page)
    yield "Who it is for", facts["Who it is for"]
    yield "Room", facts.get("Room", ())
    yield "Why it fits", [each.sentence for each in reasons if not isinstance(each, Away | Doubt | Silence)] or NOTHING
    yield "Good to know", [each.sentence for each in reasons if isinstance(each, Doubt)] or NOTHING
    silent = [each.sentence for each in reasons if isinstance(each, Silence)]
    yield "Ask the group", list(dict.fromkeys((*silent, *unknowns_of(service, now)))) or NOTHING


def notices_of(page: ActivityPage) -> Sequence[str]:
    """That it is closed, and what its group wants everybody to know."""
    return [each for each in (page.status, page.alert) if each]


def lines_of(value: object) -> Sequence[str]:
    """A fact as lines; none where it is not stated."""
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(value) if isinstance(value, Sequence) else ()


def where_lines(service: Service, page: ActivityPage) -> list[str]:
    """Each place with its address, or how else people take part."""
    places = [", ".join((venue.name, *venue.address)) for venue in page.venues]
    how = attending_words(all_schedules(service))
    return [*places, *([f"{how[:1].upper()}{how[1:]}"] if how else [])]


def access_lines(page: ActivityPage) -> list[str]:
    """What is known of getting in and about, and that some was never asked."""
    told = [line.words for venue in page.venues for group in venue.access for line in group.lines]
    unknown = any(venue.unknown for venue in page.venues)
    return [*dict.fromkeys(told), *(["Not everything is known: ask"] if told and unknown else [])]


def words_about(service: Service, column: Mapping[str, Sequence[str]]) -> str:
    """An activity as somebody would tell of it."""
    told = (
        sentence(f"{service.name}, run by {service.organization.name}"),
        *(sentence(f"{name}: {'; '.join(lines)}") for name, lines in column.items() if is_said(name, lines)),
    )
    return " ".join(told)


def is_said(name: str, lines: Sequence[str]) -> bool:
    return name != "Run by" and bool(lines) and tuple(lines) != NOTHING


def sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def build_leaflet(question_id: uuid.UUID, scheme: str, services: Sequence[Service], now: datetime) -> LeafletPage:
    """What is chosen, to hand over."""
    activities = [leaflet_activity(each, now) for each in services]
    return LeafletPage(
        question_id=question_id,
        scheme=scheme,
        made_on=uk_short_date(day_of(now)),
        activities=activities,
        text="\n\n".join(map(leaflet_text, activities)),
    )


def leaflet_activity(service: Service, now: datetime) -> LeafletActivity:
    page = build_activity_page(service, now)
    facts = {each.name: lines_of(each.value) for each in page.facts}
    return LeafletActivity(
        name=page.name,
        organisation=page.organisation,
        notices=notices_of(page),
        about=summary_of(service),
        when=page.when,
        where=where_lines(service, page),
        how_to_get_there=[venue.transport for venue in page.venues if venue.transport],
        cost=facts["Cost"],
        joining=facts["How to join"],
        contact=list(map(contact_words, page.contact)),
        ask=" ".join(unknowns_of(service, now)),
    )


def contact_words(line: Line) -> str:
    """How to reach the group, as it can be read from paper."""
    return f"{line.text}: {line.href}" if line.href.startswith(("http:", "https:")) else line.text


def leaflet_text(activity: LeafletActivity) -> str:
    """An activity as plain text."""
    parts = (
        ("When", activity.when),
        ("Where", activity.where),
        ("Getting there", activity.how_to_get_there),
        ("Cost", activity.cost),
        ("How to join", activity.joining),
        ("Ask them", activity.contact),
    )
    lines = [f"{name}: {'; '.join(said)}" for name, said in parts if said]
    first = (activity.name, f"Run by {activity.organisation}", *activity.notices, activity.about)
    return "\n".join([*filter(None, first), *lines])

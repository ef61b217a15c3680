"""An activity in easy read: what it is in its group's plain sentences, then each question with a short answer.

The answers come from the record itself, so that they are true for as long as it is.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from directory.catalogue.models.services import Service
from directory.clock import day_of
from directory.translation import gettext, theirs
from directory.web.activity_facts import join_lines, who_lines
from directory.web.activity_page import ActivityPage, Trust, build_activity_page
from directory.web.contact_lines import Line
from directory.web.easy_read import easy_lines
from directory.web.leaflet import notices_of
from directory.web.listing_words import cost_lines


@dataclass(frozen=True)
class EasyLine:
    """One thing to know, and where it leads if it is a link."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class EasyAnswer:
    """A question, with a sign beside it, and its answer a line each; none where nobody knows it."""

    question: str
    icon: str
    lines: Sequence[EasyLine]


@dataclass(frozen=True)
class EasyReadPage:
    """One activity. `about` is what its group wrote in easy words; empty where it wrote none."""

    id: uuid.UUID
    name: str
    organisation: str
    notices: Sequence[str]
    about: Sequence[str]
    answers: Sequence[EasyAnswer]
    checked: str


def build_easy_read_page(service: Service, now: datetime, trust: Trust) -> EasyReadPage:
    """A service that was read with everything about it."""
    page = build_activity_page(service, now, trust)
    return EasyReadPage(
        id=service.id,
        name=page.name,
        organisation=page.organisation,
        notices=[*notices_of(page), *easy_lines(page.warning)],
        about=page.easy_read,
        answers=list(answers_of(service, page, now)),
        checked=page.checked,
    )


def answers_of(service: Service, page: ActivityPage, now: datetime) -> Iterator[EasyAnswer]:
    """What somebody asks before they go, in the order in which they ask it."""
    if not page.has_ended:
        yield EasyAnswer(gettext("When is it?"), "calendar", when_lines(page))
    yield EasyAnswer(gettext("Where is it?"), "pin", list(where_lines(page)))
    yield EasyAnswer(gettext("What does it cost?"), "pound", [*told(cost_lines(service, day_of(now)))])
    if service.cost_help:
        yield EasyAnswer(gettext("Is there help with the cost?"), "pound", told([theirs(service.cost_help)]))
    if who := told(who_lines(service)):
        yield EasyAnswer(gettext("Who can come?"), "people", who)
    yield EasyAnswer(gettext("How do I join?"), "tick", told(join_lines(service)))
    yield EasyAnswer(gettext("Who can I ask?"), "question", list(map(contact_line, page.contact)))


def told(lines: Iterable[str]) -> list[EasyLine]:
    """The sentences of some lines, each by itself."""
    return [EasyLine(each) for line in lines for each in easy_lines(line)]


def when_lines(page: ActivityPage) -> list[EasyLine]:
    """Its days and hours, and the next of them."""
    following = [gettext("The next time is %(day)s", day=each) for each in page.dates[:1]]
    return [*told(page.when), *map(EasyLine, following)]


def where_lines(page: ActivityPage) -> Iterator[EasyLine]:
    """Each place by name, its address and how to get there; then how else people take part."""
    for venue in page.venues:
        yield EasyLine(venue.name)
        if venue.address:
            yield EasyLine(", ".join(venue.address))
        yield from told([theirs(venue.transport)])
    if page.how_else:
        yield EasyLine(f"{page.how_else[:1].upper()}{page.how_else[1:]}")


def contact_line(line: Line) -> EasyLine:
    """How to ask: by telephone, by email or on the web."""
    if line.href.startswith("tel:"):
        return EasyLine(gettext("Ring %(number)s", number=line.text), line.href)
    if line.href.startswith("mailto:"):
        return EasyLine(gettext("Send an email to %(address)s", address=line.text), line.href)
    return EasyLine(line.text, line.href)

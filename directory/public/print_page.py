"""An activity on one sheet of paper, for a pocket or a notice board, with a code that leads back to its page.

What would not fit is cut where that is said: whoever has the sheet finds the rest by the code.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from directory.catalogue.models.services import Service
from directory.catalogue.texts import plain_text
from directory.clock import day_of
from directory.translation import gettext, theirs
from directory.web.activity_card import shortened
from directory.web.activity_facts import join_lines, who_lines
from directory.web.activity_page import ActivityPage, Trust, build_activity_page
from directory.web.components import Fact
from directory.web.leaflet import contact_words, notices_of, where_lines
from directory.web.listing_words import cost_lines, room_words
from directory.web.qr_codes import qr_picture
from directory.web.site_links import site_link
from directory.web.venue_box import Venue

# So many characters of each part fit a sheet of A4 together, in letters of ten points.
ABOUT, MOST, LESS, LEAST = 420, 240, 180, 120
# What is no longer than this fits in letters of thirteen points.
MOST_SHORT, MOST_SHORT_LINES = 1_000, 20


@dataclass(frozen=True)
class PrintPage:
    """One sheet: what to know before going, how to ask, when it was checked, and where its page is."""

    id: uuid.UUID
    name: str
    organisation: str
    notices: Sequence[str]
    about: str
    facts: Sequence[Fact]
    checked: str
    link: str
    picture: Markup
    is_large: bool

    @property
    def is_short(self) -> bool:
        """Whether all of it fits one sheet in larger letters too."""
        lines = [self.about, *self.notices, *(line for each in self.facts for line in each.value)]
        return len(lines) <= MOST_SHORT_LINES and sum(map(len, lines)) <= MOST_SHORT


def build_print_page(service: Service, now: datetime, trust: Trust, *, is_large: bool) -> PrintPage:
    """A service that was read with everything about it."""
    page = build_activity_page(service, now, trust)
    link = site_link("public.show_activity", service_id=service.id)
    return PrintPage(
        id=service.id,
        name=shortened(page.name, LEAST),
        organisation=shortened(page.organisation, LEAST),
        notices=fitting([*notices_of(page), page.warning], MOST),
        about=shortened(" ".join(plain_text((service.description or "").replace("<", " <")).split()), ABOUT),
        facts=facts_of(service, page, now),
        checked=page.checked,
        link=link,
        picture=qr_picture(link),
        is_large=is_large,
    )


def facts_of(service: Service, page: ActivityPage, now: datetime) -> list[Fact]:
    """Each part in as many words as fit; what is not known is left to be asked."""
    access = [access_words(each) for each in page.venues]
    help_lines = cost_help_lines(service)
    cost_room = LEAST if help_lines else LESS
    parts = [
        Fact(gettext("When"), fitting(page.when, MOST)),
        Fact(gettext("Next dates"), fitting(page.dates, MOST)),
        Fact(gettext("Where"), fitting(where_lines(service, page), MOST)),
        Fact(gettext("Getting there"), fitting((theirs(each.transport) for each in page.venues), LESS)),
        Fact(gettext("Getting in and about"), fitting(access, MOST)),
        Fact(gettext("Cost"), [*fitting(cost_lines(service, day_of(now)), cost_room), *help_lines]),
        Fact(gettext("Who it is for"), fitting(who_lines(service), MOST)),
        Fact(gettext("How to join"), fitting(join_lines(service), LESS)),
        Fact(gettext("Room"), fitting(room_words(service, day_of(now)), LEAST)),
        Fact(gettext("Ask them"), fitting(map(contact_words, page.contact), LESS)),
    ]
    return [each for each in parts if each.value]


def cost_help_lines(service: Service) -> list[str]:
    """What helps those for whom it costs too much."""
    if not service.cost_help:
        return []
    return [gettext("Help with the cost: %(help)s", help=theirs(shortened(service.cost_help, LEAST)))]


def access_words(venue: Venue) -> str:
    """What getting in and about is like, in a row."""
    return ", ".join(line.words for group in venue.access for line in group.lines)


def fitting(lines: Iterable[str], most: int) -> list[str]:
    """Lines as far as they fit together; where some do not, that there is more."""
    kept: list[str] = []
    room = most
    for line in filter(None, lines):
        if room < len(line) and kept:
            return [*kept, gettext("There is more on its page")]
        kept.append(shortened(line, room))
        room -= len(kept[-1])
    return kept

"""What the shortlist shows: the activities of an address, side by side, and as a leaflet."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from flask import url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from directory.catalogue.merging.survivors import find_survivor
from directory.catalogue.models.services import Service
from directory.catalogue.queries import services_in_full
from directory.clock import day_of
from directory.translation import gettext, ngettext, theirs
from directory.web.activity_card import activity_card
from directory.web.comparing import NOTHING, CompareRow, answers_of, compare_rows
from directory.web.components import Card
from directory.web.leaflet import LeafletActivity, leaflet_activity
from directory.web.listing_words import status_words, unknowns_of
from directory.web.qr_codes import qr_picture
from directory.web.shortlist import MOST_LISTED, shortlist_href
from directory.web.site_links import site_link
from directory.web.words import uk_short_date

MOST_COMPARED = 4
# A letter that is longer is cut by some of the programs that people write letters with.
MOST_NAMED_IN_A_LETTER = 8


@dataclass(frozen=True)
class Listed:
    """An activity of the list: under which id the address has it, what it is now, and the address without it."""

    id: uuid.UUID
    service: Service
    card: Card
    without_href: str


@dataclass(frozen=True)
class ShortlistPage:
    """The list of an address. `gone` are ids under which nothing is listed any more.

    `undo_href` puts back what was just taken off; `letter_href` begins a letter in the reader's own program.
    """

    ids: Sequence[uuid.UUID]
    listed: Sequence[Listed]
    gone: Sequence[uuid.UUID]
    without_gone_href: str
    taken_off: str
    taken_off_ids: Sequence[uuid.UUID]
    undo_href: str
    is_full: bool
    link: str
    letter_href: str
    compare_href: str
    leaflet_href: str
    clear_href: str
    find_more_href: str

    @property
    def lede(self) -> str:
        many = len(self.listed)
        return ngettext("%(num)s activity to think about.", "%(num)s activities to think about.", many) if many else ""


@dataclass(frozen=True)
class ComparePage:
    """Some of the list side by side. `ids` is the whole list, `shown` what is compared of it."""

    ids: Sequence[uuid.UUID]
    names: Sequence[str]
    hrefs: Sequence[str]
    rows: Sequence[CompareRow]
    choices: Sequence[tuple[uuid.UUID, str, bool]]
    back_href: str


@dataclass(frozen=True)
class LeafletPage:
    """The list in large print."""

    activities: Sequence[LeafletActivity]
    made_on: str
    link: str
    picture: Markup
    back_href: str


def services_listed(db: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Service]:
    """What is listed under each id now, in their order; one listed twice is found under either of its ids."""
    known = dict(services_in_full(db, ids))
    merged = {each: now for each in ids if each not in known and (now := find_survivor(db, "service", each))}
    survivors = services_in_full(db, set(merged.values()))
    known |= {each: survivors[now] for each, now in merged.items() if now in survivors}
    return {each: known[each] for each in ids if each in known}


def each_once(found: Mapping[uuid.UUID, Service]) -> dict[uuid.UUID, Service]:
    """The same without what is in the list under another id already."""
    first = {service.id: each for each, service in reversed(list(found.items()))}
    return {each: service for each, service in found.items() if first[service.id] == each}


def build_shortlist_page(
    db: Session, ids: Sequence[uuid.UUID], removed: Sequence[uuid.UUID], *, is_full: bool, now: datetime
) -> ShortlistPage:
    """The page of a list, where some was perhaps just taken off it."""
    found = services_listed(db, ids)
    shown = each_once(found)
    taken_off = [each for each in removed if each not in ids][: MOST_LISTED - len(ids)]
    link = site_link("public.show_shortlist", a=[str(each) for each in ids])
    return ShortlistPage(
        ids=ids,
        listed=[listed_of(each, service, ids, now) for each, service in shown.items()],
        gone=[each for each in ids if each not in found],
        without_gone_href=shortlist_href(list(found)),
        taken_off=taken_off_words([each.name for each in services_listed(db, taken_off).values()], len(taken_off)),
        taken_off_ids=taken_off,
        undo_href=shortlist_href([*ids, *taken_off]),
        is_full=is_full,
        link=link,
        letter_href=letter_href([each.name for each in shown.values()], link),
        compare_href=shortlist_href(ids, "public.compare_shortlist") if len(shown) > 1 else "",
        leaflet_href=shortlist_href(ids, "public.print_shortlist"),
        clear_href=shortlist_href([], removed=[str(each) for each in ids]),
        find_more_href=shortlist_href(ids, "public.home"),
    )


def listed_of(id_in_address: uuid.UUID, service: Service, ids: Sequence[uuid.UUID], now: datetime) -> Listed:
    """One line of the list. What is closed says so before anything else that is good to know."""
    card = activity_card(service, now)
    closed = status_words(service, day_of(now))
    return Listed(
        id=id_in_address,
        service=service,
        card=replace(card, id=None, notes=(closed, *card.notes) if closed else card.notes),
        without_href=shortlist_href([each for each in ids if each != id_in_address], removed=str(id_in_address)),
    )


def taken_off_words(names: Sequence[str], count: int) -> str:
    """What was taken off; nothing where that was nothing."""
    if not count:
        return ""
    if count == 1:
        if not names:
            return gettext("It is off your shortlist.")
        return gettext("%(name)s is off your shortlist.", name=theirs(names[0]))
    return ngettext("%(num)s activity is off your shortlist.", "%(num)s activities are off your shortlist.", count)


def letter_href(names: Sequence[str], link: str) -> str:
    """A letter about the list, to be written in the reader's own program: nothing of it passes through us."""
    named = [f"- {each}" for each in names[:MOST_NAMED_IN_A_LETTER]]
    more = len(names) - len(named)
    rest = [gettext("- and %(number)s more", number=more)] if more else []
    lines = [gettext("Some things to do:"), "", *named, *rest, "", link]
    subject = quote(gettext("Things to do near here"))
    return f"mailto:?subject={subject}&body={quote(chr(13) + chr(10)).join(map(quote, lines))}"


def build_compare_page(
    db: Session, ids: Sequence[uuid.UUID], chosen: Sequence[uuid.UUID], now: datetime
) -> ComparePage:
    """Those that are chosen of the list side by side, or else the first few."""
    found = each_once(services_listed(db, ids))
    wanted = [each for each in found if each in chosen] or list(found)
    shown = wanted[:MOST_COMPARED]
    services = [found[each] for each in shown]
    columns = [
        {**answers_of(each, now), gettext("Ask the group"): unknowns_of(each, now) or NOTHING} for each in services
    ]
    return ComparePage(
        ids=ids,
        names=[each.name for each in services],
        hrefs=[url_for("public.show_activity", service_id=each.id) for each in services],
        rows=compare_rows(columns),
        choices=[(each, service.name, each in shown) for each, service in found.items()],
        back_href=shortlist_href(ids),
    )


def build_leaflet_page(db: Session, ids: Sequence[uuid.UUID], now: datetime) -> LeafletPage:
    """The list to print and to take along."""
    link = site_link("public.show_shortlist", a=[str(each) for each in ids])
    return LeafletPage(
        activities=[leaflet_activity(each, now) for each in each_once(services_listed(db, ids)).values()],
        made_on=uk_short_date(day_of(now)),
        link=link,
        picture=qr_picture(link),
        back_href=shortlist_href(ids),
    )

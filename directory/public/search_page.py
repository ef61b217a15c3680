"""What the search page shows."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service
from directory.catalogue.queries import services_by_id
from directory.champions.noting.recommending import list_recommended
from directory.clock import day_of
from directory.geo.postcode_file import Place
from directory.matching.current import current_matcher_keeper
from directory.matching.narrowing import Order
from directory.matching.profile import Profile
from directory.matching.suggestions import Found, Suggestion
from directory.public.calendars import CalendarLinks, calendar_links
from directory.public.cards import card_of
from directory.public.counting import count_search
from directory.public.filters import (
    Chip,
    FilterGroup,
    href_of,
    list_chips,
    list_groups,
    list_orders,
    offer_choices,
    without_filters,
)
from directory.public.relaxing import MoreLine, NearestLine, list_more, list_nearest
from directory.public.result_map import ResultMap, result_map_of
from directory.public.search_form import SearchForm, asked_in, find_search_place, profile_of
from directory.public.spelling import OtherWords, Spelling, build_spelling, places_meant
from directory.translation import gettext, ngettext, noted
from directory.web.activity_card import shortened
from directory.web.components import Card, ListLink, Paging
from directory.web.help_lines import HelpLine, help_lines_for

PAGE_SIZE = 10
MOST_IN_CALENDAR = 50
FIRST_WORDS = {
    Order.FIT: noted("the best fit first"),
    Order.NEAR: noted("the nearest first"),
    Order.SOON: noted("the soonest first"),
}


@dataclass(frozen=True)
class SearchPage:
    """One page of what was found, what it may be narrowed by, and what to show before or instead of it.

    `place` is the sector or district searched from, and `places` may be meant where that cannot be used. `more` is what
    there is beyond the limits, and `nearest` what comes near where nothing is found. `is_urgent`: a need was heard that
    cannot wait; `help_lines` are also shown where one may only be meant. No `calendar` is made of what only comes close
    to what was asked.
    """

    asked: str
    place: str
    spelling: Spelling | None
    places: tuple[OtherWords, ...]
    summary: str
    is_urgent: bool
    help_lines: tuple[HelpLine, ...]
    is_catalogue_empty: bool
    chips: tuple[Chip, ...]
    clear_href: str
    groups: tuple[FilterGroup, ...]
    orders: tuple[ListLink, ...]
    cards: tuple[Card, ...]
    map: ResultMap | None
    paging: Paging
    more: tuple[MoreLine, ...]
    nearest: tuple[NearestLine, ...]
    calendar: CalendarLinks | None

    @property
    def title(self) -> str:
        """What was asked, as the title of the page. Words of despair are not repeated back."""
        return gettext("You do not have to face this alone") if self.is_urgent else title_of(self.asked, self.place)


def title_of(asked: str, place: str) -> str:
    said = shortened(asked, 60)
    if asked and place:
        return gettext("Activities for “%(asked)s” near %(place)s", asked=said, place=place)
    if asked:
        return gettext("Activities for “%(asked)s”", asked=said)
    return gettext("Activities near %(place)s", place=place) if place else gettext("All activities")


def build_search_page(db: Session, form: SearchForm, number: int, now: datetime) -> SearchPage:
    """What is found for a form's answers; messages about its place go on the form, and what there is to choose.

    Words that call for help lines are noticed even where another answer of the form cannot be used.
    """
    place = find_search_place(form)
    matcher = current_matcher_keeper().matcher(db).for_one_request()
    profile = asked_profile(db, form, place, now)
    found = matcher.find(profile, form.order, (max(number, 1) - 1) * PAGE_SIZE, PAGE_SIZE)
    count_search(form, found, matcher.vocabulary, number, now)
    is_urgent, has_errors = found.result.is_urgent, bool(form.errors)
    total = 0 if has_errors else found.choices.total
    offer_choices(form, found.choices, matcher.vocabulary)
    shown = () if has_errors else found.result.suggestions
    services = services_by_id(db, [each.document.service_id for each in shown])
    is_calm = not (has_errors or is_urgent)
    cards = cards_of(shown, services, now, tells_why=not is_urgent)
    return SearchPage(
        asked="" if has_errors else form.q.data or "",
        place=place.postcode if place else "",
        spelling=build_spelling(form, matcher, found) if is_calm else None,
        places=places_meant(form, lambda each: href_of(form, place=each)),
        summary=summary_of(found, form.order, is_urgent=is_urgent) if total else "",
        is_urgent=is_urgent,
        help_lines=help_lines_for(found.result.urgent_codes),
        is_catalogue_empty=matcher.index.is_empty,
        chips=() if is_urgent else list_chips(form, found.result, matcher.vocabulary),
        clear_href=without_filters(form),
        groups=() if is_urgent else list_groups(form),
        orders=list_orders(form) if is_calm and total > 1 else (),
        cards=cards,
        map=result_map_of(cards, place, rest_of_map(form, total)),
        paging=Paging(number, PAGE_SIZE, total, lambda page: href_of(form, page=page)),
        more=list_more(matcher, profile, form, found.result) if is_calm else (),
        nearest=list_nearest(db, matcher, profile) if is_calm and not total else (),
        calendar=calendar_of(form, found) if is_calm and total else None,
    )


def rest_of_map(form: SearchForm, total: int) -> str:
    """Where the map finds what stands on other pages; nothing where there are none."""
    return url_for("public.download_search_places", **asked_in(form)) if total > PAGE_SIZE else ""


def asked_profile(db: Session, form: SearchForm, place: Place | None, now: datetime) -> Profile:
    """What the matcher is told, with what champions recommend."""
    return replace(profile_of(form, place, now), recommended=list_recommended(db, day_of(now)))


def summary_of(found: Found, order: Order, *, is_urgent: bool) -> str:
    """How many there are, in what order, and how many of them do not say whether they fit."""
    choices = found.choices
    if found.is_only_close and not is_urgent:
        return ngettext(
            "No activity says just this. This one comes close. Other words may find more.",
            "No activity says just this. These come close. Other words may find more.",
            choices.total,
        )
    stating = choices.total - choices.silent
    if not stating:
        return ngettext(
            "%(num)s activity does not say whether all you chose is right. Ask first.",
            "%(num)s activities do not say whether all you chose is right. Ask first.",
            choices.total,
        )
    counted = ngettext("%(num)s activity", "%(num)s activities", stating)
    ordered = gettext("%(counted)s, %(order)s", counted=counted, order=gettext(FIRST_WORDS[order]))
    return f"{counted if choices.total == 1 else ordered}.{silent_words(choices.silent)}"


def silent_words(silent: int) -> str:
    """That some more do not say what was chosen, and where in the list they are."""
    if not silent:
        return ""
    said = ngettext(
        "%(num)s more comes last: it does not say whether all you chose is right, so ask first.",
        "%(num)s more come last: they do not say whether all you chose is right, so ask first.",
        silent,
    )
    return f" {said}"


def calendar_of(form: SearchForm, found: Found) -> CalendarLinks | None:
    """The calendar of what was found; none of everything everywhere, which would help nobody."""
    asked = asked_in(form)
    if not asked or found.is_only_close:
        return None
    links = calendar_links("public.download_search_calendar", asked)
    feed_href, rss_href = (url_for(f"public.download_search_{each}", **asked) for each in ("feed", "rss"))
    return replace(links, feed_href=feed_href, rss_href=rss_href)


def cards_of(
    suggestions: Sequence[Suggestion], services: Mapping[uuid.UUID, Service], now: datetime, *, tells_why: bool
) -> tuple[Card, ...]:
    """A card for each suggestion; one whose service has just been removed is left out."""
    return tuple(
        card_of(each, services[each.document.service_id], now, tells_why=tells_why)
        for each in suggestions
        if each.document.service_id in services
    )

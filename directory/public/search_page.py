"""What the search page shows."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory import clock
from directory.catalogue.models.services import Service
from directory.catalogue.queries import count_services, services_by_id
from directory.champions.recommending import list_recommended
from directory.geo.postcode_file import Place
from directory.matching.current import current_matcher_keeper
from directory.matching.reasons import CloseInMeaning, NeedHeard, NeedSensed, Reason, SharedWords
from directory.matching.suggestions import MatchResult, Suggestion
from directory.public.calendars import CalendarLinks, calendar_links, write_found_calendar
from directory.public.cards import card_of
from directory.public.search_form import SearchForm, find_search_place, profile_of
from directory.web.activity_card import shortened
from directory.web.components import Card, Paging
from directory.web.help_lines import HelpLine, help_lines_for

PAGE_SIZE = 10
MOST_RESULTS = 50
# Something that was said, or a need near to it, stands in the listing itself.
TELLING = (NeedHeard, NeedSensed, SharedWords)
# So does one that has at least this share of the words of the best: words that every listing uses are no reason.
TELLING_SHARE = 0.5
# With fewer than this many such, those that only come close in meaning make up the number.
ENOUGH = 5


@dataclass(frozen=True)
class SearchPage:
    """One page of results, best first, and what to show before or instead of them.

    `place` is the sector or district searched from. `wider` leads to the same search at any distance.
    `is_urgent`: a need was heard that cannot wait; `help_lines` are also shown where one may only be meant.
    `is_only_close`: no listing says what was asked, and those shown only come near it: no `calendar` is made of those.
    """

    asked: str
    place: str
    is_urgent: bool
    help_lines: tuple[HelpLine, ...]
    is_only_close: bool
    is_catalogue_empty: bool
    cards: tuple[Card, ...]
    paging: Paging
    wider: str
    calendar: CalendarLinks | None

    @property
    def title(self) -> str:
        """What was asked, as the title of the page. Words of despair are not repeated back."""
        if self.is_urgent:
            return "You do not have to face this alone"
        if not self.asked:
            return "Find something to do"
        return title_of(self.asked, self.place)

    @property
    def is_at_its_limit(self) -> bool:
        """Whether there may be more than are shown."""
        return self.paging.total == MOST_RESULTS


def title_of(asked: str, place: str) -> str:
    near = f" near {place}" if place else ""
    return f"Activities for “{shortened(asked, 60)}”{near}"


def build_search_page(db: Session, form: SearchForm, number: int, now: datetime) -> SearchPage:
    """The results for a form's question; messages about its place go on the form.

    Words that call for help lines are noticed even where another answer of the form cannot be used.
    """
    place = find_search_place(form)
    result = find_matches(db, form, place)
    has_errors = bool(form.errors)
    found = list_fitting(result) if result and not has_errors else []
    paging = Paging(number, PAGE_SIZE, len(found), lambda page: href_of(form, page=page))
    shown = found[paging.offset : paging.offset + PAGE_SIZE]
    is_only_close = not any(is_telling(each) for each in found)
    is_urgent = result is not None and result.is_urgent
    services = services_by_id(db, [each.document.service_id for each in shown])
    return SearchPage(
        asked="" if has_errors else form.q.data or "",
        place=place.postcode if place else "",
        is_urgent=is_urgent,
        help_lines=help_lines_for(result.urgent_codes if result else ()),
        is_only_close=is_only_close,
        is_catalogue_empty=count_services(db) == 0,
        cards=cards_of(shown, services, now, tells_why=not is_urgent),
        paging=paging,
        wider=href_of(form, within="") if form.within.data else "",
        calendar=None if is_only_close or is_urgent else calendar_links("public.download_search_calendar", form.data),
    )


def build_search_calendar(db: Session, form: SearchForm, today: date) -> bytes | None:
    """The calendar of what the search page shows; None where that has to say something first."""
    place = find_search_place(form)
    result = find_matches(db, form, place)
    if form.errors or result is None or result.is_urgent:
        return None
    ids = [each.document.service_id for each in list_fitting(result)]
    services = services_by_id(db, ids)
    name = title_of(form.q.data or "", place.postcode if place else "")
    found = [services[each] for each in ids if each in services]
    return write_found_calendar(found, today, name, href_of(form, _external=True), is_cut=len(ids) == MOST_RESULTS)


def find_matches(db: Session, form: SearchForm, place: Place | None) -> MatchResult | None:
    """What the matcher says, or None where nothing was asked."""
    if not form.q.data:
        return None
    today = clock.today()
    profile = replace(profile_of(form, place, today), recommended=list_recommended(db, today))
    return current_matcher_keeper().matcher(db).match(profile, MOST_RESULTS)


def list_fitting(result: MatchResult) -> list[Suggestion]:
    """The suggestions worth showing: the matcher ranks all there is, to the last.

    Where help cannot wait, only what helps with what was heard: sharing a word with it is no reason then.
    """
    if result.is_urgent:
        return [each for each in result.suggestions if has_reason(each, (NeedHeard,))]
    telling = [each for each in result.suggestions if is_telling(each)]
    if len(telling) >= ENOUGH:
        return telling
    close = [each for each in result.suggestions if has_reason(each, (CloseInMeaning,))]
    return telling + close[: ENOUGH - len(telling)]


def is_telling(suggestion: Suggestion) -> bool:
    """Whether the listing itself speaks of what was asked, or of a need near to it."""
    return has_reason(suggestion, TELLING) or suggestion.parts.lexical >= TELLING_SHARE


def has_reason(suggestion: Suggestion, kinds: tuple[type[Reason], ...]) -> bool:
    return any(isinstance(reason, kinds) for reason in suggestion.reasons)


def cards_of(
    suggestions: Sequence[Suggestion], services: Mapping[uuid.UUID, Service], now: datetime, *, tells_why: bool
) -> tuple[Card, ...]:
    """A card for each suggestion; one whose service has just been removed is left out."""
    return tuple(
        card_of(each, services[each.document.service_id], now, tells_why=tells_why)
        for each in suggestions
        if each.document.service_id in services
    )


def href_of(form: SearchForm, **changed: object) -> str:
    """The address of this search with something changed."""
    asked = {"q": form.q.data, "place": form.place.data, "within": form.within.data, **changed}
    return url_for("public.search", **{name: value for name, value in asked.items() if value})

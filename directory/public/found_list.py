"""What a search finds, for those who follow it from elsewhere: a calendar, a news reader, a page of another site."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service
from directory.catalogue.queries import services_by_id
from directory.clock import day_of
from directory.matching.current import current_matcher_keeper
from directory.public.calendars import write_found_calendar
from directory.public.filters import href_of
from directory.public.search_form import SearchForm, asked_in, find_search_place
from directory.public.search_page import MOST_IN_CALENDAR, asked_profile, title_of


@dataclass(frozen=True)
class FoundList:
    """The first of what is found, what was looked for, and the page that has all of it; `is_cut` where more is."""

    title: str
    href: str
    services: Sequence[Service]
    is_cut: bool


def find_list(db: Session, form: SearchForm, now: datetime, most: int = MOST_IN_CALENDAR) -> FoundList | None:
    """What the search page shows first; None where that has to say something first, or nothing was looked for."""
    place = find_search_place(form)
    if form.errors or not asked_in(form):
        return None
    matcher = current_matcher_keeper().matcher(db)
    found = matcher.find(asked_profile(db, form, place, now), form.order, most=most)
    if found.result.is_urgent:
        return None
    ids = [each.document.service_id for each in found.result.suggestions]
    services = services_by_id(db, ids)
    return FoundList(
        title=title_of(form.q.data or "", place.postcode if place else ""),
        href=href_of(form, _external=True),
        services=[services[each] for each in ids if each in services],
        is_cut=found.choices.total > len(ids),
    )


def build_search_calendar(db: Session, form: SearchForm, now: datetime) -> bytes | None:
    """The calendar of what a search finds."""
    found = find_list(db, form, now)
    if found is None:
        return None
    return write_found_calendar(found.services, day_of(now), found.title, found.href, is_cut=found.is_cut)

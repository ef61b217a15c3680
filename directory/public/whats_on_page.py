"""What the page of what is on shows."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service
from directory.catalogue.queries import services_by_id
from directory.catalogue.timetable.current import current_timetable
from directory.catalogue.timetable.whats_on import Circle, Day, Happening
from directory.catalogue.timetable.words import capital, doubt_words, hours_words
from directory.errors import NotFound
from directory.geo.distance import METRES_PER_MILE
from directory.geo.postcode_file import Place
from directory.public.calendars import CalendarLinks, calendar_links, write_found_calendar
from directory.public.search_form import WhatsOnForm, find_search_place
from directory.public.spelling import OtherWords, places_meant
from directory.translation import gettext
from directory.web.components import Card, Paging, Tag
from directory.web.listing_words import address_lines, cheapest_words, venue_words, way_words
from directory.web.words import uk_date, uk_day

PAGE_SIZE = 20
A_WEEK = 7
WEEKS_SHOWN = 4
USUAL_MILES = 3
MOST_IN_CALENDAR = 100


@dataclass(frozen=True)
class DayLink:
    """One day of the week that is shown, and how much is on then."""

    text: str
    count: int
    href: str
    is_shown: bool


@dataclass(frozen=True)
class WhatsOnPage:
    """One day of a week, earliest first, with links to the others and to the weeks before and after.

    `places` may be meant where the place cannot be used.
    """

    day: str
    on: str
    place: str
    places: tuple[OtherWords, ...]
    days: tuple[DayLink, ...]
    earlier: str
    later: str
    cards: tuple[Card, ...]
    paging: Paging
    calendar: CalendarLinks | None

    @property
    def title(self) -> str:
        return gettext("%(title)s, %(day)s", title=title_of(self.place), day=self.day)


def title_of(place: str) -> str:
    return gettext("What’s on near %(place)s", place=place) if place else gettext("What’s on")


def build_whats_on_page(db: Session, form: WhatsOnForm, on: str, number: int, today: date) -> WhatsOnPage:
    """The page of a day, which has to be one of the next four weeks; messages about the place go on the form."""
    chosen = read_day(on, today)
    place = find_search_place(form)
    week = today + timedelta(days=(chosen - today).days // A_WEEK * A_WEEK)
    timetable = current_timetable(db, today)
    days = timetable.days(week, week + timedelta(days=A_WEEK - 1), circle_of(form, place))
    shown = days[(chosen - week).days]
    paging = Paging(number, PAGE_SIZE, len(shown), lambda page: href_of(form, chosen, page=page))
    return WhatsOnPage(
        day=uk_date(chosen),
        on=chosen.isoformat(),
        place=place.postcode if place else "",
        places=places_meant(form, lambda each: href_of(form, chosen, place=each)),
        days=tuple(link_of(form, each, chosen) for each in days),
        earlier=week_href(form, week - timedelta(days=A_WEEK), today),
        later=week_href(form, week + timedelta(days=A_WEEK), today),
        cards=cards_of(db, shown.part(paging.offset, PAGE_SIZE), today),
        paging=paging,
        calendar=calendar_links("public.download_whats_on_calendar", form.data) if place else None,
    )


def build_whats_on_calendar(db: Session, form: WhatsOnForm, today: date) -> bytes | None:
    """The calendar of what is on near a place in the weeks that are shown; None where no place can be measured from."""
    place = find_search_place(form)
    if place is None or form.errors:
        return None
    last = today + timedelta(days=WEEKS_SHOWN * A_WEEK - 1)
    timetable = current_timetable(db, today)
    days = timetable.days(today, last, circle_of(form, place))
    places: dict[uuid.UUID, set[uuid.UUID | None]] = defaultdict(set)
    for each in timetable.entries_on(days):
        places[each.service_id].add(each.location_id)
    ids = list(places)[:MOST_IN_CALENDAR]
    services = services_by_id(db, ids)
    return write_found_calendar(
        [services[each] for each in ids if each in services],
        today,
        title_of(place.postcode),
        href_of(form, _external=True),
        is_cut=len(places) > len(ids),
        wanted=lambda service_id, location_id: location_id in places[service_id],
    )


def read_day(text: str, today: date) -> date:
    """The day of an address; today where it names none. Raises NotFound for one that is not shown."""
    try:
        chosen = date.fromisoformat(text) if text else today
    except ValueError:
        raise NotFound(gettext("There is no such day.")) from None
    if not is_shown(chosen, today):
        raise NotFound(gettext("What is on is shown for the next four weeks."))
    return chosen


def is_shown(day: date, today: date) -> bool:
    return 0 <= (day - today).days < WEEKS_SHOWN * A_WEEK


def circle_of(form: WhatsOnForm, place: Place | None) -> Circle | None:
    """How far around a place is looked; None where no place was given."""
    if place is None:
        return None
    miles = int(form.within.data) if form.within.data and not form.within.errors else USUAL_MILES
    return Circle(place.latitude, place.longitude, miles * METRES_PER_MILE)


def href_of(form: WhatsOnForm, day: date | None = None, **more: Any) -> str:
    """The address of a day, today if none is given, for the same place."""
    on = day.isoformat() if day else None
    asked: dict[str, Any] = {"place": form.place.data, "within": form.within.data, "on": on, **more}
    return url_for("public.whats_on", **{name: value for name, value in asked.items() if value})


def week_href(form: WhatsOnForm, first: date, today: date) -> str:
    return href_of(form, first) if is_shown(first, today) else ""


def link_of(form: WhatsOnForm, day: Day, chosen: date) -> DayLink:
    return DayLink(uk_day(day.on), len(day), href_of(form, day.on), day.on == chosen)


def cards_of(db: Session, happenings: Sequence[Happening], today: date) -> tuple[Card, ...]:
    """A card for each; one whose service has just been removed is left out."""
    services = services_by_id(db, {each.service_id for each in happenings})
    return tuple(card_of(each, services[each.service_id], today) for each in happenings if each.service_id in services)


def card_of(happening: Happening, service: Service, today: date) -> Card:
    """When, what, where and at what cost."""
    occurrence = happening.occurrence
    hours = hours_words(occurrence.opens_at, occurrence.closes_at)
    cost = cheapest_words(service, today)
    where = place_words(happening, service)
    tags = [
        Tag(capital(hours), "clock") if hours else None,
        Tag(where, "pin") if where else None,
        Tag(cost, "pound") if cost else None,
    ]
    return Card(
        title=service.name,
        href=url_for("public.show_activity", service_id=service.id),
        organisation=service.organization.name,
        tags=[tag for tag in tags if tag],
        notes=[capital(doubt_words(occurrence.doubt))] if occurrence.doubt else [],
        unknown=[] if hours else [gettext("what time it starts")],
        id=service.id,
    )


def place_words(happening: Happening, service: Service) -> str:
    """The name of the place where this is, how else to take part, or what is said of the places of the service."""
    if how := way_words(happening.attending_type):
        return capital(how)
    there = [each.location for each in service.places if each.location_id == happening.location_id]
    lines = address_lines(there[0]) if there else []
    return lines[0] if lines else venue_words(service)

"""Calendar files: of one activity, and of all that a search or a list of what is on finds."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, request, url_for
from icalendar import Event

from directory.catalogue.models.places import Location
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service
from directory.catalogue.pausing import runs
from directory.errors import NotFound
from directory.exchange.icalendar_export import CalendarWriter, Subject, Told, within_bytes, write_calendar
from directory.translation import gettext, noted
from directory.web.listing_words import address_lines, calendar_of, real_places, schedules_at_places, way_words

# More than a megabyte is refused by some of the calendars that people use.
LARGEST_BYTES = 900_000
WARNING = noted("Dates change: look at the page of each activity before you go.")
MORE = noted("There is more than a calendar can take. These are the first.")

Wanted = Callable[[uuid.UUID, uuid.UUID | None], bool]
"""Whether the times of a service at a place, or wherever it is, belong into a calendar."""


@dataclass(frozen=True)
class CalendarLinks:
    """A calendar to take over once, and to follow, so that what is new in it comes by itself; and feeds of it."""

    href: str
    follow_href: str
    feed_href: str = ""
    rss_href: str = ""


def calendar_links(endpoint: str, asked: Mapping[str, object]) -> CalendarLinks:
    """The addresses of the calendar that holds what a page shows."""
    said: dict[str, Any] = {name: value for name, value in asked.items() if value}
    whole = url_for(endpoint, **said, _external=True)
    # Telephones and computers know by this that a calendar is to be followed, and not only read once.
    return CalendarLinks(url_for(endpoint, **said), f"webcal://{whole.partition('://')[2]}")


def write_activity_calendar(service: Service, today: date) -> bytes:
    """The calendar of a service that was read for its page. Raises NotFound for one that does not run now."""
    if not runs(service, today):
        raise NotFound(gettext("This is not running now, so that there are no dates."))
    return write_calendar(list(events_of(service, today)))


def write_found_calendar(
    services: Sequence[Service],
    today: date,
    name: str,
    href: str,
    *,
    is_cut: bool = False,
    wanted: Wanted = lambda service_id, location_id: True,
) -> bytes:
    """The calendar of what was found, as far as it runs now and fits. `is_cut` where more was found than given here."""
    running = [each for each in services if runs(each, today)]
    events = [event for each in running for event in events_of(each, today, wanted)]
    fitting = within_bytes(events, LARGEST_BYTES)
    is_cut = is_cut or len(fitting) < len(events)
    return write_calendar(
        fitting, Subject(name, " ".join(map(gettext, (WARNING, MORE) if is_cut else (WARNING,))), href)
    )


def events_of(service: Service, today: date, wanted: Wanted = lambda service_id, location_id: True) -> Iterator[Event]:
    """The events of a service, of its schedules that are wanted."""
    writer = CalendarWriter(service, today, url_for("public.show_activity", service_id=service.id, _external=True))
    for schedule, location in schedules_at_places(service):
        if wanted(service.id, location.id if location else None):
            where = where_words(service, schedule, location)
            yield from writer.events(Told(schedule, where, calendar_of(service, location)))


def where_words(service: Service, schedule: Schedule, location: Location | None) -> str:
    """The address to go to on one line, or how else to take part; nothing where there are several places to choose."""
    if how := way_words(schedule.attending_type):
        return how
    places = [location] if location else real_places(service)
    return ", ".join(address_lines(places[0])) if len(places) == 1 else ""


def calendar_answer(calendar: bytes, name: str) -> Response:
    """A calendar as the answer to this request; nothing but a 304 where whoever asks has it already."""
    answer = Response(
        calendar, mimetype="text/calendar", headers={"Content-Disposition": f'inline; filename="{name}.ics"'}
    )
    answer.add_etag()
    answer.make_conditional(request)
    return answer

"""The calendar file of one activity."""

from datetime import date

from directory.catalogue.models.places import Location
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service, ServiceStatus
from directory.errors import NotFound
from directory.exchange.icalendar_export import CalendarWriter, Told
from directory.web.listing_words import ATTENDING_WORDS, address_lines, calendar_of, real_places, schedules_at_places


def write_activity_calendar(service: Service, today: date, href: str) -> bytes:
    """The calendar of a service that was read for its page. Raises NotFound for one that does not run now."""
    if service.status != ServiceStatus.ACTIVE:
        raise NotFound("This is not running now, so that there are no dates.")
    told = [
        Told(schedule, where_words(service, schedule, location), calendar_of(service, location))
        for schedule, location in schedules_at_places(service)
    ]
    return CalendarWriter(service, today, href).write(told)


def where_words(service: Service, schedule: Schedule, location: Location | None) -> str:
    """The address to go to on one line, or how else to take part; nothing where there are several places to choose."""
    if schedule.attending_type in ATTENDING_WORDS:
        return ATTENDING_WORDS[schedule.attending_type]
    places = [location] if location else real_places(service)
    return ", ".join(address_lines(places[0])) if len(places) == 1 else ""

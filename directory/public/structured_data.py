"""An activity as search engines and assistants read it: schema.org, written as JSON-LD.

It says nothing that the page does not say: of a place that hides where it is, the town at most.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from directory.catalogue.models.conditions import CostOption
from directory.catalogue.models.photographs import Photograph
from directory.catalogue.models.places import Location
from directory.catalogue.models.schedules import AttendingType, Schedule
from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.pausing import status_on
from directory.catalogue.texts import plain_text, stated
from directory.catalogue.timetable.moments import Occurrence
from directory.catalogue.timetable.occurrences import still_to_come, timing_of
from directory.catalogue.timetable.patterns import DAYS, Pattern
from directory.clock import day_of
from directory.exchange.icalendar_export import end_of, start_of
from directory.web.listing_words import calendar_of, current_costs, physical_addresses, real_places, schedules_at_places
from directory.web.site_links import site_link

Data = dict[str, Any]

IN_PERSON, ONLINE = "https://schema.org/OfflineEventAttendanceMode", "https://schema.org/OnlineEventAttendanceMode"
SCHEDULED = "https://schema.org/EventScheduled"
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CODES = tuple(DAYS)
ONLY_ONLINE = (AttendingType.ONLINE, AttendingType.PHONE)


def structured_data(service: Service, now: datetime) -> Data:
    """What is on and who runs it; only who runs it, where no date is known or it does not run now."""
    return {"@context": "https://schema.org", "@graph": [organization_of(service), *events_of(service, now)]}


def organization_of(service: Service) -> Data:
    group = service.organization
    return filled(
        {
            "@type": "Organization",
            "@id": f"{site_link('public.show_organization', organization_id=group.id)}#organization",
            "name": group.name,
            "url": group.website,
            "email": service.email or group.email,
        }
    )


def events_of(service: Service, now: datetime) -> Iterator[Data]:
    """An event for each schedule with a date to come."""
    if status_on(service, day_of(now)) != ServiceStatus.ACTIVE:
        return
    for schedule, location in schedules_at_places(service):
        following = next(iter(still_to_come(schedule, now, calendar_of(service, location))), None)
        if following is not None:
            yield event_of(service, schedule, location, following, day_of(now))


def event_of(
    service: Service, schedule: Schedule, location: Location | None, following: Occurrence, today: date
) -> Data:
    """A schedule as an event that begins on its next date and repeats."""
    href = site_link("public.show_activity", service_id=service.id)
    places = [location] if location else real_places(service)
    is_online = schedule.attending_type in ONLY_ONLINE
    costs = current_costs(service, today)
    ends = end_of(following)
    return filled(
        {
            "@type": "Event",
            "name": service.name,
            "description": plain_text(service.description or ""),
            "url": href,
            "image": [picture_of(each) for each in service.photographs],
            "startDate": start_of(following).isoformat(),
            "endDate": ends.isoformat() if ends else None,
            "eventSchedule": schedule_of(schedule),
            "eventStatus": SCHEDULED,
            "eventAttendanceMode": ONLINE if is_online else IN_PERSON,
            "location": {"@type": "VirtualLocation", "url": href} if is_online else [place_of(each) for each in places],
            "organizer": {"@id": organization_of(service)["@id"]},
            "isAccessibleForFree": all(each.amount_pence == 0 for each in costs) if costs else None,
            "offers": [offer_of(service, each) for each in costs if each.amount_pence is not None],
            "typicalAgeRange": age_range(service),
        }
    )


def offer_of(service: Service, cost: CostOption) -> Data:
    """A price, with what helps those for whom it is too much."""
    return filled(
        {
            "@type": "Offer",
            "price": (cost.amount_pence or 0) / 100,
            "priceCurrency": (cost.currency or "GBP").upper(),
            "description": service.cost_help if cost.amount_pence else None,
        }
    )


def picture_of(photograph: Photograph) -> str:
    """The whole address of a photograph."""
    widest = photograph.picture.files[-1]
    return site_link("public.download_photograph", digest=widest.digest, width=widest.width)


def schedule_of(schedule: Schedule) -> Data | None:
    """How it repeats; None for what happens once, or in a way that the vocabulary has no words for."""
    timing = timing_of(schedule)
    if timing.rule is None or timing.is_once:
        return None
    pattern, last = timing.rule.pattern, timing.rule.last
    if pattern.week_numbers or pattern.year_days:
        return None
    return filled(
        {
            "@type": "Schedule",
            "repeatFrequency": f"P{pattern.interval}{pattern.freq[0]}",
            "byDay": days_of(pattern),
            "byMonthDay": list(pattern.month_days),
            "startTime": schedule.opens_at.isoformat("minutes") if schedule.opens_at else None,
            "endTime": schedule.closes_at.isoformat("minutes") if schedule.closes_at else None,
            "endDate": last.isoformat() if last < date.max else None,
            "scheduleTimezone": "Europe/London",
        }
    )


def days_of(pattern: Pattern) -> list[str]:
    """The days of the week; a day of certain weeks of the month as RFC 5545 writes it, "1MO"."""
    return [
        f"{each.number}{CODES[each.day]}" if each.number else f"https://schema.org/{DAY_NAMES[each.day]}"
        for each in pattern.weekdays
    ]


def place_of(location: Location) -> Data:
    """A place with its address and point; of one that hides where it is, the town."""
    addresses = list(physical_addresses(location)[:1])
    if location.hides_address:
        town = {"@type": "PostalAddress", "addressLocality": stated(addresses[0].city)} if addresses else None
        return filled({"@type": "Place", "address": town and filled(town)})
    has_point = location.latitude is not None
    return filled(
        {
            "@type": "Place",
            "name": location.name,
            "address": [
                filled(
                    {
                        "@type": "PostalAddress",
                        "streetAddress": ", ".join(filter(None, (stated(each.address_1), each.address_2))),
                        "addressLocality": stated(each.city),
                        "postalCode": stated(each.postal_code),
                        "addressCountry": each.country,
                    }
                )
                for each in addresses
            ],
            "geo": {"@type": "GeoCoordinates", "latitude": location.latitude, "longitude": location.longitude}
            if has_point
            else None,
        }
    )


def age_range(service: Service) -> str | None:
    if service.minimum_age is None and service.maximum_age is None:
        return None
    return f"{service.minimum_age or 0}-{service.maximum_age or ''}"


def filled(data: Mapping[str, Any]) -> Data:
    """What is known of some data."""
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}

"""What the page of one activity shows."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from itertools import islice

import nh3
from markupsafe import Markup

from directory.catalogue.models.places import Location
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.pausing import pause_of
from directory.catalogue.texts import ATTRIBUTES, TAGS, URL_SCHEMES, clean_html
from directory.catalogue.timetable.moments import Occurrence
from directory.catalogue.timetable.occurrences import still_to_come
from directory.catalogue.timetable.words import doubt_words, hours_words, schedule_words
from directory.catalogue.vocabulary import taxonomy_id
from directory.champions.queries import CheckedBy
from directory.clock import day_of
from directory.search.arrangements import ARRANGEMENTS
from directory.translation import gettext, theirs
from directory.web.activity_card import tags_of
from directory.web.activity_facts import facts_of
from directory.web.components import Fact, Tag
from directory.web.contact_lines import Line, email_line, person_lines, phone_line, web_lines
from directory.web.easy_read import easy_lines
from directory.web.listing_words import (
    all_schedules,
    attending_words,
    calendar_of,
    cheapest_words,
    next_date,
    real_places,
    schedules_at_places,
    status_words,
    way_words,
)
from directory.web.photographs import Shown, shown_photograph
from directory.web.venue_box import Venue, build_venue
from directory.web.words import uk_date, uk_short_date

NEXT_DATES = 3
# Two schedules may name the same date; further on than this nobody needs to look for another.
MOST_LOOKED_AT = 12
MOST_TERMS = 12
CLASSES = {
    "p": {"class": "govuk-body"},
    "ul": {"class": "govuk-list govuk-list--bullet"},
    "ol": {"class": "govuk-list govuk-list--number"},
    "a": {"class": "govuk-link"},
}


@dataclass(frozen=True)
class ActivityPage:
    """Everything about one activity. Empty parts are left out; `checked` always says something.

    `warning` is there while somebody's report that they may go in vain is looked into; `glance` is the next date, the
    place, the cost and the room.
    """

    id: uuid.UUID
    name: str
    organisation: str
    organisation_id: uuid.UUID
    status: str
    has_ended: bool
    alert: str
    glance: tuple[Tag, ...]
    easy_read: tuple[str, ...]
    description: Markup
    terms: tuple[Tag, ...]
    when: tuple[str, ...]
    dates: tuple[str, ...]
    how_else: str
    venues: tuple[Venue, ...]
    facts: tuple[Fact, ...]
    contact: tuple[Line, ...]
    about_organisation: Markup
    websites: tuple[Line, ...]
    checked: str
    photographs: tuple[Shown, ...] = ()
    warning: str = ""


@dataclass(frozen=True)
class Trust:
    """What is known of how true a listing is: who checked it, and when a report came that nobody closed yet."""

    checked_by: CheckedBy | None = None
    reported_on: date | None = None


def build_activity_page(service: Service, now: datetime, trust: Trust | None = None) -> ActivityPage:
    """The page of a service that was read with everything about it."""
    today, trust = day_of(now), trust or Trust()
    return ActivityPage(
        id=service.id,
        name=service.name,
        organisation=service.organization.name,
        organisation_id=service.organization_id,
        status=status_words(service, today),
        has_ended=service.status == ServiceStatus.DEFUNCT,
        alert=service.alert or "",
        glance=glance_of(service, now),
        easy_read=easy_lines(service.easy_read),
        description=description_html(service.description or ""),
        terms=terms_of(service),
        when=when_lines(service, today),
        dates=next_dates(service, now),
        how_else=attending_words(all_schedules(service)),
        venues=tuple(build_venue(place, notes_about(service, place)) for place in real_places(service)),
        facts=facts_of(service, today),
        contact=tuple(contact_lines(service)),
        about_organisation=description_html(service.organization.description or ""),
        websites=web_lines(
            service.organization.website, gettext("Their website"), service.organization.additional_websites
        ),
        checked=checked_words(service.assured_date, trust.checked_by),
        photographs=tuple(map(shown_photograph, service.photographs)),
        warning=warning_words(trust.reported_on),
    )


def warning_words(reported_on: date | None) -> str:
    """What is said while a report of a day waits to be looked into."""
    if reported_on is None:
        return ""
    return gettext(
        "Somebody told us on %(day)s that this may have changed. We are checking it. Ask the group before you go.",
        day=uk_short_date(reported_on),
    )


def checked_words(assured_date: date | None, checked_by: CheckedBy | None = None) -> str:
    """When somebody last made sure that the listing is true, and what they do. Nobody is named."""
    if assured_date is None:
        return gettext("Not checked yet")
    day = uk_short_date(assured_date)
    match checked_by:
        case CheckedBy.CHAMPION:
            return gettext("Last checked %(day)s, by a champion, who knows the groups near here", day=day)
        case CheckedBy.STAFF:
            return gettext("Last checked %(day)s, by the team of this site", day=day)
        case CheckedBy.GROUP:
            return gettext("Last checked %(day)s, by the group itself", day=day)
    return gettext("Last checked %(day)s", day=day)


def description_html(text: str) -> Markup:
    """A description that is safe to show, in paragraphs, with the classes of our style sheet on its few tags."""
    cleaned = clean_html(text).strip()
    if "<" not in cleaned:
        cleaned = "".join(paragraph_html(part) for part in re.split(r"\n\s*\n", cleaned) if part.strip())
    attributes = {**ATTRIBUTES, "a": {"href"}}
    classed = nh3.clean(
        cleaned, tags=TAGS, attributes=attributes, url_schemes=URL_SCHEMES, set_tag_attribute_values=CLASSES
    )
    return Markup(classed)  # noqa: S704 - nh3 has just left only the few tags it was allowed


def paragraph_html(text: str) -> str:
    return f"<p>{text.strip().replace(chr(10), '<br>')}</p>"


def terms_of(service: Service) -> tuple[Tag, ...]:
    """What the activity is about, as chips; whom it is for, and how it is run, stands elsewhere."""
    said_elsewhere = {*ARRANGEMENTS, *(each.denied_by for each in ARRANGEMENTS.values())}
    tags = (each.term for each in service.attributes if each.term.code not in said_elsewhere)
    names = [gettext(each.name) for each in tags if each.taxonomy_id != taxonomy_id("people")]
    return tuple(Tag(name) for name in sorted(set(names))[:MOST_TERMS])


def when_lines(service: Service, today: date) -> tuple[str, ...]:
    """Every schedule in words, each once."""
    return tuple(dict.fromkeys(when_words(service, *each, today) for each in schedules_at_places(service)))


def when_words(service: Service, schedule: Schedule, location: Location | None, today: date) -> str:
    """A schedule with where or how people take part, and what the group adds."""
    place = place_name(service, location)
    where = gettext("at %(place)s", place=place) if place else way_words(schedule.attending_type)
    said = schedule_words(schedule, today, where, calendar_of(service, location))
    return f"{said}. {theirs(schedule.notes)}" if schedule.notes else said


def place_name(service: Service, location: Location | None) -> str:
    """The name of a place, where there is more than one to mistake it for."""
    if location is None or location.hides_address or len(real_places(service)) < 2:
        return ""
    return theirs(location.name or "")


def next_dates(service: Service, now: datetime) -> tuple[str, ...]:
    """The next few dates on which it happens; none where nobody knows when it is on again."""
    if service.status != ServiceStatus.ACTIVE:
        return ()
    each_schedule = (dates_at(service, *each, now) for each in schedules_at_places(service))
    coming = merge(*each_schedule, key=lambda each: each[0].in_order)
    pause = pause_of(service)
    held = (each for each in coming if not (pause and pause.holds_on(each[0].on)))
    said = dict.fromkeys(date_words(*each) for each in islice(held, MOST_LOOKED_AT))
    return tuple(said)[:NEXT_DATES]


def dates_at(
    service: Service, schedule: Schedule, location: Location | None, now: datetime
) -> Iterator[tuple[Occurrence, str]]:
    place = place_name(service, location)
    return ((each, place) for each in still_to_come(schedule, now, calendar_of(service, location)))


def date_words(occurrence: Occurrence, place: str) -> str:
    hours = hours_words(occurrence.opens_at, occurrence.closes_at)
    said = ", ".join(part for part in (uk_date(occurrence.on), hours, place) if part)
    return f"{said} ({doubt_words(occurrence.doubt)})" if occurrence.doubt else said


def notes_about(service: Service, location: Location) -> list[str]:
    """What the listing says of a place: the room, or which bell to ring. Nothing of one that hides where it is."""
    if location.hides_address:
        return []
    return [each.description for each in service.places if each.location_id == location.id and each.description]


def glance_of(service: Service, now: datetime) -> tuple[Tag, ...]:
    """What is good to know before anything else; nothing of what has ended."""
    if service.status == ServiceStatus.DEFUNCT:
        return ()
    occurrence = next_date(service, now) if service.status == ServiceStatus.ACTIVE else None
    return tuple(tags_of(service, None, occurrence, cheapest_words(service, day_of(now)), day_of(now)))


def contact_lines(service: Service) -> Iterator[Line]:
    """How to reach the group: people and their numbers, then the group's own numbers, addresses and page."""
    seen: set[str] = set()
    for line in (*person_lines(service.contacts), *map(phone_line, service.phones), *group_lines(service)):
        if line.text not in seen:
            seen.add(line.text)
            yield line


def group_lines(service: Service) -> Iterator[Line]:
    email = service.email or service.organization.email
    if email:
        yield email_line(email)
    yield from web_lines(service.url, gettext("Their page about this"), service.additional_urls)

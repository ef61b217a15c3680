"""What is on in the next seven days: how much on each, and the few things that come next."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service
from directory.catalogue.queries import services_by_id
from directory.catalogue.timetable.current import current_timetable
from directory.catalogue.timetable.whats_on import Circle, Day, Happening
from directory.catalogue.timetable.words import time_words
from directory.clock import UK, day_of
from directory.geo.distance import METRES_PER_MILE
from directory.geo.postcode_file import Place
from directory.public.whats_on_page import USUAL_MILES, place_words
from directory.web.listing_words import ATTENDING_WORDS, cheapest_words
from directory.web.words import uk_day

A_WEEK = 7
MOST_SHOWN = 4
MOST_A_DAY = 2
# Among so many of a day those few are looked for.
MOST_LOOKED_AT = 40
# Where there is less than this around, people go further.
ENOUGH = 3
FURTHER_MILES = 10


@dataclass(frozen=True)
class Coming:
    """One thing that comes next: when, what, by whom, where and at what cost."""

    when: str
    name: str
    href: str
    organisation: str
    where: str
    cost: str


@dataclass(frozen=True)
class WeekDay:
    """A day of the week, how much is on then, and the address of all of it."""

    name: str
    count: int
    href: str


@dataclass(frozen=True)
class ThisWeek:
    """The days from today on which anything is on, and what comes next; within so many miles of a place."""

    days: tuple[WeekDay, ...]
    coming: tuple[Coming, ...]
    miles: int


def list_this_week(db: Session, place: Place | None, now: datetime) -> ThisWeek:
    """What is on in the next seven days, everywhere or near a place."""
    today = day_of(now)
    timetable = current_timetable(db, today)
    for miles in (USUAL_MILES, FURTHER_MILES):
        circle = Circle(place.latitude, place.longitude, miles * METRES_PER_MILE) if place else None
        days = [without_past(each, now) for each in timetable.days(today, today + timedelta(days=A_WEEK - 1), circle)]
        if place is None or sum(map(len, days)) >= ENOUGH:
            break
    happenings = list(next_things(days))
    services = services_by_id(db, {each.service_id for each in happenings})
    return ThisWeek(
        days=tuple(WeekDay(uk_day(each.on), len(each), href_of(each, place, miles)) for each in days if len(each)),
        coming=tuple(coming_lines(happenings, services, now)),
        miles=miles,
    )


def without_past(day: Day, now: datetime) -> Day:
    """A day without what has begun already: nobody can get there any more."""
    if day.on != day_of(now):
        return day
    clock = now.astimezone(UK).time()
    return day.from_minute(clock.hour * 60 + clock.minute)


def next_things(days: Sequence[Day]) -> Iterator[Happening]:
    """The few things to go to that come next, each service once: no busy day or group takes all the room."""
    seen: set[uuid.UUID] = set()
    for day in days:
        fresh = (each for each in day.part(0, MOST_LOOKED_AT) if is_somewhere(each) and each.service_id not in seen)
        for each in once(fresh):
            if len(seen) == MOST_SHOWN:
                return
            seen.add(each.service_id)
            yield each


def is_somewhere(happening: Happening) -> bool:
    """Whether people go to it: what comes by telephone or to their home all day long is not something that is on."""
    return happening.attending_type not in ATTENDING_WORDS


def once(happenings: Iterable[Happening]) -> list[Happening]:
    """The first few, the first of each service."""
    firsts: dict[uuid.UUID, Happening] = {}
    for each in happenings:
        firsts.setdefault(each.service_id, each)
    return list(firsts.values())[:MOST_A_DAY]


def coming_lines(
    happenings: Iterable[Happening], services: Mapping[uuid.UUID, Service], now: datetime
) -> Iterator[Coming]:
    """A line for each; one whose service has just been removed is left out."""
    for each in happenings:
        service = services.get(each.service_id)
        if service is not None:
            yield Coming(
                when=when_words(each),
                name=service.name,
                href=url_for("public.show_activity", service_id=service.id),
                organisation=service.organization.name,
                where=place_words(each, service),
                cost=cheapest_words(service, day_of(now)),
            )


def when_words(happening: Happening) -> str:
    """Tue 24 Nov, 10:30am."""
    occurrence = happening.occurrence
    return ", ".join(
        filter(None, (uk_day(occurrence.on), time_words(occurrence.opens_at) if occurrence.opens_at else ""))
    )


def href_of(day: Day, place: Place | None, miles: int) -> str:
    near: dict[str, Any] = {"place": place.postcode, "within": miles} if place else {}
    return url_for("public.whats_on", on=day.on.isoformat(), **near)

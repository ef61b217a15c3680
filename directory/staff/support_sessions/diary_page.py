"""What a diary shows: one day, or a week, of one coordinator."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for

from directory.accounts.models import User
from directory.clock import day_of
from directory.staff.support_sessions.appointments import Appointment, clashing
from directory.staff.support_sessions.session_words import clock_time
from directory.web.components import ListLink
from directory.web.words import uk_date, uk_day

WEEKEND = 5


@dataclass(frozen=True)
class DiaryLine:
    """One appointment of a day."""

    time: str
    name: str
    what: str
    where: str
    state: str
    colour: str
    clash: str
    href: str


@dataclass(frozen=True)
class DiaryDay:
    """A day with what it holds."""

    heading: str
    href: str
    is_today: bool
    lines: Sequence[DiaryLine]


@dataclass(frozen=True)
class DiaryPage:
    """The diary of one coordinator, for a day or a week, and the ways from it."""

    heading: str
    whose: str
    is_own: bool
    days: Sequence[DiaryDay]
    around: Sequence[ListLink]
    views: Sequence[ListLink]
    colleagues: Sequence[ListLink]


@dataclass(frozen=True)
class DiaryAsked:
    """What of whose diary is looked at."""

    day: date
    is_week: bool
    coordinator: User
    is_own: bool

    @property
    def first(self) -> date:
        return self.day - timedelta(days=self.day.weekday()) if self.is_week else self.day

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=each) for each in range(7 if self.is_week else 1)]


def diary_page(
    asked: DiaryAsked, appointments: Sequence[Appointment], colleagues: Sequence[User], today: date
) -> DiaryPage:
    clashes = clashing(appointments)
    days = [diary_day(asked, each, appointments, clashes, today) for each in asked.days]
    step = timedelta(days=7 if asked.is_week else 1)
    unit = "week" if asked.is_week else "day"
    return DiaryPage(
        heading=f"Week of {uk_date(asked.first)}" if asked.is_week else uk_date(asked.day),
        whose=asked.coordinator.name,
        is_own=asked.is_own,
        # A weekend without anything in it takes no room.
        days=[each for each, day in zip(days, asked.days, strict=True) if each.lines or is_shown_empty(asked, day)],
        around=[
            ListLink(f"The {unit} before", diary_href(asked, asked.day - step)),
            ListLink("Today" if unit == "day" else "This week", diary_href(asked, today)),
            ListLink(f"The {unit} after", diary_href(asked, asked.day + step)),
        ],
        views=[
            ListLink("Day", diary_href(asked, asked.day, is_week=False), not asked.is_week),
            ListLink("Week", diary_href(asked, asked.day, is_week=True), asked.is_week),
        ],
        colleagues=[
            ListLink(each.name, diary_href(asked, asked.day, of=each.id), each.id == asked.coordinator.id)
            for each in colleagues
        ]
        if len(colleagues) > 1
        else [],
    )


def is_shown_empty(asked: DiaryAsked, day: date) -> bool:
    return not asked.is_week or day.weekday() < WEEKEND


def diary_href(asked: DiaryAsked, day: date, *, is_week: bool | None = None, of: uuid.UUID | None = None) -> str:
    wants_week = asked.is_week if is_week is None else is_week
    whose = of or (None if asked.is_own else asked.coordinator.id)
    return url_for(
        "staff.show_diary", day=day.isoformat(), show="week" if wants_week else None, of=str(whose) if whose else None
    )


def diary_day(
    asked: DiaryAsked, day: date, appointments: Sequence[Appointment], clashes: frozenset[uuid.UUID], today: date
) -> DiaryDay:
    return DiaryDay(
        heading=uk_day(day),
        href=diary_href(asked, day, is_week=False),
        is_today=day == today,
        lines=[diary_line(each, each.id in clashes) for each in appointments if day_of(each.starts_at) == day],
    )


def diary_line(appointment: Appointment, is_clash: bool) -> DiaryLine:
    return DiaryLine(
        time=f"{clock_time(appointment.starts_at)} to {clock_time(appointment.ends_at)}",
        name=appointment.client_name,
        what=appointment.what,
        where=appointment.where,
        state=appointment.state,
        colour=appointment.colour,
        clash="At the same time as another" if is_clash else "",
        href=appointment.href,
    )

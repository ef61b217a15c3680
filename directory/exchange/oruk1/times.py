"""When a service of 1.0 happens: its weekly and monthly times, and its holidays, which 3.0 has no record for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from directory.exchange.oruk1.given import Given
from directory.exchange.oruk1.terms import Raw, drop_nothing
from directory.exchange.records.schedules import EVERY_DAY, Schedule
from directory.exchange.shapes import shape_of
from directory.exchange.values import WEEKDAY, WrongValue, read_day, shown

REGULAR = ("regular_schedules", "regular_schedule", "regularSchedules", "regularScheduleCollection")
HOLIDAY = ("holiday_schedules", "holiday_schedule", "holidaySchedules", "holidayScheduleCollection")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_NAMES = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), DAYS, strict=True))
YES = (True, 1, "true", "yes", "1", "y")
SCHEDULE_FIELDS = shape_of(Schedule).names
DAY_NUMBER_DOUBT = "regular_schedule.weekday was read with Monday as 1, which feeds differ in; please check the days"


def read_regular(schedule: Given, place_key: Any) -> Raw:
    """A rule of 3.0, for the place with this id if one is given."""
    read = {
        "id": schedule.take("id"),
        "byday": read_days(schedule),
        "bymonthday": read_day_of_month(schedule.take("bymonthday")),
        "service_at_location_id": place_key,
    }
    read["freq"] = schedule.take("freq") or ("WEEKLY" if read["byday"] else None)
    return schedule.keep_rest(drop_nothing(read), SCHEDULE_FIELDS)


def read_days(schedule: Given) -> str | None:
    """The days of a rule: those of `byday` or, where it is silent, those of `weekday`, numbers or names."""
    byday, weekday = schedule.take("byday"), schedule.take("weekday")
    if byday is not None:
        days = split_days(byday)
        return ",".join(DAY_NAMES.get(each[:3].casefold(), each) if is_name(each) else each for each in days)
    if weekday is None:
        return None
    days = split_days(weekday)
    if any(each.isdigit() for each in days):
        schedule.note(DAY_NUMBER_DOUBT)
    return ",".join(dict.fromkeys(find_day(each, schedule.at("weekday")) for each in days))


def split_days(value: object) -> list[str]:
    entries = value if isinstance(value, list) else str(value).replace(";", ",").split(",")
    return [text for each in entries if (text := str(each).strip())]


def is_name(day: str) -> bool:
    """Whether this is a day's name rather than the two letters of a rule, perhaps with a number before them."""
    return WEEKDAY.fullmatch(day.upper()) is None and day[:3].casefold() in DAY_NAMES


def find_day(text: str, path: str) -> str:
    """The day that a number from 1 (Monday) to 7, a name or its beginning stands for; 0 is Sunday, as elsewhere."""
    if text in ("0", "1", "2", "3", "4", "5", "6", "7"):
        return DAYS[(int(text) - 1) % 7]
    if text.upper() in DAYS:
        return text.upper()
    if day := DAY_NAMES.get(text[:3].casefold()):
        return day
    raise WrongValue(f"{shown(text)} is not a day of the week", path)


def read_day_of_month(value: object) -> str | None:
    """1.0 has a number where 3.0 has text."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return None if value is None else str(value) if not isinstance(value, list) else ",".join(map(str, value))


@dataclass(frozen=True)
class Break:
    """The days on which the usual times do not hold, of one place or, where none is named, of the whole service."""

    first: date
    last: date
    place: str | None
    is_closed: bool

    def holds_for(self, place: str | None) -> bool:
        return self.place is None or self.place == place


class Holidays:
    """The holidays of a service: on their days the usual times do not hold.

    A closure that is not over is an alert as well, and other hours are a rule of their own for those days.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.breaks: list[Break] = []

    def read(self, holiday: Given, place_key: Any, place: str | None) -> Raw | None:
        """The rule that follows from a holiday with hours of its own. `place` is the one it holds for, by our name."""
        starts, ends = (self.read_date(holiday, name) for name in ("start_date", "end_date"))
        opens, closes = holiday.take("opens_at"), holiday.take("closes_at")
        is_closed = closed_word(holiday.take("closed")) or (opens is None and closes is None)
        key = holiday.take("id")
        holiday.keep_rest({})
        if starts is None and ends is None:
            holiday.note("holiday_schedule has no date and was left out")
            return None
        first, last = starts or ends or self.today, ends or starts or self.today
        if last < first:
            raise WrongValue(f"{last} is before start_date {first}", holiday.at("end_date"))
        self.breaks.append(Break(first, last, place, is_closed))
        if is_closed:
            return None
        rule = {"id": key, "service_at_location_id": place_key, "freq": "WEEKLY", "byday": EVERY_DAY}
        rule |= {"valid_from": first.isoformat(), "valid_to": last.isoformat(), "opens_at": opens, "closes_at": closes}
        return drop_nothing(rule | {"notes": "Holiday hours, instead of the usual ones."})

    def interrupt(self, rules: list[tuple[str | None, Raw]]) -> list[str]:
        """Take the days of the holidays out of the usual rules, each with its place; returns what is to be told."""
        notes = []
        for each in sorted(
            set(self.breaks), key=lambda each: (each.first, each.last, each.place or "", each.is_closed)
        ):
            interrupted = [rule for place, rule in rules if each.holds_for(place)]
            for rule in interrupted:
                reason = "Closed" if each.is_closed else "Holiday hours"
                days = {"kind": "closed", "starts_on": each.first.isoformat(), "ends_on": each.last.isoformat()}
                rule.setdefault("exceptions", []).append(days | {"reason": reason})
            if each.is_closed and each.last < self.today and not interrupted:
                notes.append("holiday_schedule is a closure that is over, of no times, and was left out")
        return notes

    def read_date(self, holiday: Given, name: str) -> date | None:
        value = holiday.take(name)
        try:
            return None if value is None else read_day(value)
        except WrongValue as wrong:
            raise WrongValue(wrong.what, holiday.at(name)) from None

    @property
    def alert(self) -> str | None:
        """The closures that are not over as a sentence each, soonest first."""
        closures = {(each.first, each.last) for each in self.breaks if each.is_closed and each.last >= self.today}
        return " ".join(closure_words(*each) for each in sorted(closures)) or None


def closed_word(value: object) -> bool:
    return (value.strip().casefold() if isinstance(value, str) else value) in YES


def closure_words(first: date, last: date) -> str:
    return f"Closed on {day_words(first)}." if first == last else f"Closed {day_words(first)} to {day_words(last)}."


def day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

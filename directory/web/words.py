"""Dates, money, distances and counts as people say them. Templates use these as filters of the same name."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from directory.clock import UK, now
from directory.geo.distance import miles_words

NOT_KNOWN = "Not known"
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def in_uk(moment: date | datetime) -> date | datetime:
    """A moment on the clocks of the United Kingdom; a plain date stays itself."""
    return moment.astimezone(UK) if isinstance(moment, datetime) else moment


def uk_date(day: date | datetime | None) -> str:
    """Tuesday 24 November 2026."""
    if day is None:
        return NOT_KNOWN
    day = in_uk(day)
    return f"{day:%A} {day.day} {day:%B %Y}"


def uk_day(day: date | datetime | None) -> str:
    """Tue 24 Nov, for lists and tables that show the year once."""
    if day is None:
        return NOT_KNOWN
    day = in_uk(day)
    return f"{day:%a} {day.day} {day:%b}"


def uk_short_date(day: date | datetime | None) -> str:
    """24 November 2026."""
    if day is None:
        return NOT_KNOWN
    day = in_uk(day)
    return f"{day.day} {day:%B %Y}"


def uk_time(moment: time | datetime | None) -> str:
    """10:30am, 1pm, midday, midnight."""
    if moment is None:
        return NOT_KNOWN
    if isinstance(moment, datetime):
        moment = moment.astimezone(UK).time()
    if moment.minute == 0 and moment.hour % 12 == 0:
        return "midday" if moment.hour == 12 else "midnight"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def pounds(pence: int | None) -> str:
    """£2.50, £3, Free."""
    if pence is None:
        return NOT_KNOWN
    if pence == 0:
        return "Free"
    sign, whole, rest = "-" if pence < 0 else "", *divmod(abs(pence), 100)
    return f"{sign}£{whole:,}.{rest:02}" if rest else f"{sign}£{whole:,}"


def miles(metres: float | None) -> str:
    """0.8 miles."""
    return NOT_KNOWN if metres is None else miles_words(metres)


def duration(minutes: int | None) -> str:
    """45 minutes, 1 hour 30 minutes."""
    if minutes is None:
        return NOT_KNOWN
    hours, rest = divmod(minutes, 60)
    parts = [counted(hours, "hour")] if hours else []
    if rest or not hours:
        parts.append(counted(rest, "minute"))
    return " ".join(parts)


def in_words(number: int) -> str:
    """A count inside a sentence: 'no', 'one' … 'nine', then 10 and 1,204."""
    return NUMBER_WORDS[number] if 0 <= number < len(NUMBER_WORDS) else f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """1 activity, 3 activities: `3|counted("activity", "activities")`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def share(part: float | None) -> str:
    """37%, from a share of 0 to 1."""
    return NOT_KNOWN if part is None else f"{part * 100:.0f}%"


def ago(then: date | datetime | None) -> str:
    """How far away a day or moment is from now: 'today', 'yesterday', '3 weeks ago', 'in 2 days'."""
    return NOT_KNOWN if then is None else distance_in_time(then, now())


def distance_in_time(then: date | datetime, at: datetime) -> str:
    """As `ago`, seen from another moment. Days are days of the calendar in the United Kingdom."""
    if isinstance(then, datetime) and timedelta(0) <= at - then < timedelta(hours=1):
        minutes = int((at - then).total_seconds() // 60)
        return f"{counted(minutes, 'minute')} ago" if minutes else "just now"
    days = (day_of(then) - day_of(at)).days
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}
    if days in near:
        return near[days]
    span = span_of_days(abs(days))
    return f"in {span}" if days > 0 else f"{span} ago"


def day_of(then: date | datetime) -> date:
    then = in_uk(then)
    return then.date() if isinstance(then, datetime) else then


def span_of_days(days: int) -> str:
    if days < 14:
        return counted(days, "day")
    if days < 60:
        return counted(days // 7, "week")
    # 30.44 days is a mean month, so that 364 days are 11 months and a year is not 12.
    if days < 365:
        return counted(min(11, int(days / 30.44)), "month")
    return counted(days // 365, "year")


def machine_time(moment: date | datetime) -> str:
    """For the datetime attribute of a <time> element."""
    return moment.astimezone(UTC).isoformat() if isinstance(moment, datetime) else moment.isoformat()


FILTERS: dict[str, Any] = {
    each.__name__: each
    for each in (
        uk_date,
        uk_day,
        uk_short_date,
        uk_time,
        pounds,
        miles,
        duration,
        in_words,
        counted,
        share,
        ago,
        machine_time,
    )
}

"""Dates, money, distances and counts as people say them."""

from datetime import date, datetime

from directory.catalogue import money
from directory.clock import UK
from directory.geo.distance import miles_words

NOT_KNOWN = "Not known"


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


def pounds(pence: int | None) -> str:
    """£2.50, £3, Free; or that it is not known."""
    return NOT_KNOWN if pence is None else money.pounds(pence)


def miles(metres: float | None) -> str:
    """0.8 miles."""
    return NOT_KNOWN if metres is None else miles_words(metres)


def counted(number: int, one: str, many: str = "") -> str:
    """1 activity, 3 activities. Templates have it as a filter: `3|counted("activity", "activities")`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"

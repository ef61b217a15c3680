"""Dates, money, distances and counts as people say them."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date

from directory.catalogue import money
from directory.clock import UK
from directory.geo.distance import miles_words
from directory.translation import current_language, gettext, noted

NOT_KNOWN = noted("Not known")


def in_uk(moment: date | datetime) -> date | datetime:
    """A moment on the clocks of the United Kingdom; a plain date stays itself."""
    return moment.astimezone(UK) if isinstance(moment, datetime) else moment


def day_words(day: date | datetime, pattern: str) -> str:
    """A day on our clocks, written by a pattern of CLDR in the language that is spoken."""
    here = in_uk(day)
    return written_day(here.date() if isinstance(here, datetime) else here, pattern, current_language())


@lru_cache(maxsize=4096)
def written_day(day: date, pattern: str, language: str) -> str:
    """The same, remembered: a list names the same few days on each of its lines."""
    return format_date(day, pattern, locale=language)


def uk_date(day: date | datetime | None) -> str:
    """Tuesday 24 November 2026."""
    if day is None:
        return gettext(NOT_KNOWN)
    return day_words(day, "EEEE d MMMM y")


def uk_day(day: date | datetime | None) -> str:
    """Tue 24 Nov, for lists and tables that show the year once."""
    if day is None:
        return gettext(NOT_KNOWN)
    return day_words(day, "EEE d MMM")


def uk_short_date(day: date | datetime | None) -> str:
    """24 November 2026."""
    if day is None:
        return gettext(NOT_KNOWN)
    return day_words(day, "d MMMM y")


def pounds(pence: int | None) -> str:
    """£2.50, £3, Free; or that it is not known."""
    return gettext(NOT_KNOWN) if pence is None else money.pounds(pence)


def miles(metres: float | None) -> str:
    """0.8 miles."""
    return gettext(NOT_KNOWN) if metres is None else miles_words(metres)


def number_words(number: int) -> str:
    """12,345. Templates have it as a filter."""
    return f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """1 activity, 3 activities, on pages that are in English only. Templates have it as a filter."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"

"""Dates of the month, such as the 1st and the 15th, as people type them and as a rule of the standard has them."""

import re
from collections.abc import Iterable

from directory.catalogue.timetable.patterns import read_numbers

DATES_WANTED = "Enter dates of the month, like 1, 15 or last"
LAST = "last"
FILLING = re.compile(r"\b(the|and|or|day)\b|,")
DAY_OF_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?")


def read_dates(text: str) -> list[int] | None:
    """Dates as typed: "1, 15 or last", "the 3rd and 17th". None for anything else."""
    words = FILLING.sub(" ", text.lower()).split()
    found = [read_date(word) for word in words]
    numbers = [each for each in found if each is not None]
    return in_order(set(numbers)) if words and len(numbers) == len(words) else None


def read_date(word: str) -> int | None:
    if word == LAST:
        return -1
    found = DAY_OF_MONTH.fullmatch(word)
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def shown_dates(bymonthday: str | None) -> str | None:
    """Dates as somebody types them: "1, 15, last". None for a rule that cannot be typed."""
    try:
        numbers = in_order(read_numbers(bymonthday, 31))
    except ValueError:
        return None
    if any(number < -1 for number in numbers):
        return None
    return ", ".join(LAST if number == -1 else str(number) for number in numbers)


def in_order(numbers: Iterable[int]) -> list[int]:
    """As they come in a month: the last day, which is -1, at the end."""
    return sorted(numbers, key=lambda each: each % 32)

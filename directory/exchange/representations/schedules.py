"""Times as the standard can say them: parts of RFC 5545 that belong together, in wall time of the United Kingdom.

What no date follows from on our own pages is no rule here either: it is told in the words that the pages have for it.
"""

import re
from dataclasses import fields
from typing import Any

from directory.catalogue.timetable.patterns import find_rule
from directory.catalogue.timetable.reading import Parts
from directory.catalogue.timetable.words import ASK_WHICH, unclear_words

WALL_TIME_NOTE = "Times are local time in the United Kingdom (Europe/London)."
RECURRENCE = ("freq", "interval", "byday", "bymonthday", "byweekno", "byyearday", "wkst", "count")
NUMBERED_DAY = re.compile(r"(?:^|,)\s*[+-]?\d")


def mend_schedule(schedule: dict[str, Any]) -> None:
    """Put right what no reader of RFC 5545 could use, and say which clock the times are on."""
    mend_rule(schedule)
    if "opens_at" in schedule or "closes_at" in schedule:
        notes = schedule.get("notes", "")
        if WALL_TIME_NOTE not in notes:
            schedule["notes"] = f"{notes} {WALL_TIME_NOTE}".strip()


def mend_rule(schedule: dict[str, Any]) -> None:
    freq, is_several = schedule.get("freq"), schedule.get("interval", 1) > 1
    is_numbered = bool(NUMBERED_DAY.search(schedule.get("byday", "")))
    if freq == "WEEKLY" and "bymonthday" in schedule and not is_several and not is_numbered:
        # The RFC knows days of the month by the month only; the days are the same.
        schedule["freq"] = "MONTHLY"
    elif freq is None:
        # It happens once, on `dtstart`; or else nobody knows how often.
        tell_in_words(schedule, is_once="dtstart" in schedule)
    elif freq == "WEEKLY" and is_numbered:
        # "The second Monday of a week": the RFC forbids it, and it may be of the month, or every other week.
        tell_in_words(schedule)
    elif is_several and "dtstart" not in schedule:
        find_start(schedule)


def find_start(schedule: dict[str, Any]) -> None:
    """Every second week needs a first week: the first from when the information holds, where that is known."""
    rule = find_rule(parts_of(schedule)) if "valid_from" in schedule else None
    first = next(rule.dates(rule.first, rule.last), None) if rule else None
    if first is None:
        tell_in_words(schedule)
    else:
        schedule["dtstart"] = first


def tell_in_words(schedule: dict[str, Any], *, is_once: bool = False) -> None:
    """Say in words what a rule says from which no date follows: they are true, and the rule would not be."""
    words = "" if is_once else unclear_words(parts_of(schedule))
    if words:
        told = f"{words}; {ASK_WHICH}."
        schedule["description"] = " ".join(filter(None, (schedule.get("description"), told)))
    for part in RECURRENCE:
        schedule.pop(part, None)


def parts_of(schedule: dict[str, Any]) -> Parts:
    return Parts(**{each.name: schedule.get(each.name) for each in fields(Parts)})

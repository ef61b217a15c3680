"""Dates that have passed: of schedules, and in what a text says is to come.

It is careful, for a text may tell of its past: only words that say something begins or ends are looked at, and only
dates of the last years that passed a month ago or longer.
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from directory.catalogue.texts import plain_text
from directory.champions.findings.models import FindingKind, Found
from directory.champions.findings.sightings import Place, Sighting

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
SHORT_MONTHS = {name[:3]: number for name, number in MONTHS.items()}
COMING = r"from|starts?|starting|begins?|beginning|opens?|opening|re-?opens?|re-?opening|launch(?:es|ing)|returns?|back"
ENDING = r"until|till|ends?|ending|closed until|up to"
# Words before "from" with which a text tells of its past.
OF_THE_PAST = re.compile(r"(?i)(?:ran|running|run|met|meeting|been|was|were|since|set up|founded|dating|funded)\s*$")
DATE = (
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?,?\s+(?P<year>20\d\d)"
)
SAID = re.compile(
    rf"(?i)\b(?:(?P<coming>{COMING})|(?P<ending>{ENDING}))\s+(?:again\s+)?(?:on\s+|in\s+|at the end of\s+|the\s+)*"
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?{DATE}\b"
)
LONG_PASSED = timedelta(days=31)
OLDEST = timedelta(days=5 * 366)


@dataclass(frozen=True)
class Times:
    """How long one schedule of a service goes: `last_on` where it is over, None where it goes on or nobody knows."""

    last_on: date | None
    is_single: bool


def schedules_over(times: Mapping[Place, Iterable[Times]], today: date) -> Iterator[Sighting]:
    """Services of which every schedule is over. A place comes without its value: that is the last of the days."""
    for place, every in times.items():
        known = list(every)
        days = [each.last_on for each in known if each.last_on is not None and each.last_on < today]
        if known and len(days) == len(known):
            found = Found.IT_WAS if all(each.is_single for each in known) else Found.ALL_OVER
            over = Place(place.entity, place.record_id, place.field, max(days).isoformat())
            yield Sighting(over, FindingKind.PAST_DATE, found)


def said_to_come(place: Place, today: date) -> Iterator[Sighting]:
    """Passed dates that a text speaks of as if they were to come, each phrase once. `about` is the whole text."""
    words = " ".join(plain_text(place.about).split())
    told = set[str]()
    for match in SAID.finditer(words):
        day = last_day_of(match)
        phrase = match.group()
        if day is None or not is_long_past(day, today) or phrase in told:
            continue
        if match["coming"] and OF_THE_PAST.search(words[: match.start()]):
            continue
        told.add(phrase)
        found = Found.SAID_TO_COME if match["coming"] else Found.UNTIL_PAST
        yield Sighting(Place(place.entity, place.record_id, place.field, phrase), FindingKind.PAST_DATE, found)


def is_long_past(day: date, today: date) -> bool:
    return LONG_PASSED <= today - day <= OLDEST


def last_day_of(match: re.Match[str]) -> date | None:
    """The day that a text names, or the last of its month; None for one that no calendar has."""
    year, month = int(match["year"]), SHORT_MONTHS[match["month"][:3].casefold()]
    last = calendar.monthrange(year, month)[1]
    day = int(match["day"]) if match["day"] else last
    return date(year, month, day) if 1 <= day <= last else None

"""What may be chosen of days, times, ways, languages and access, wherever somebody narrows a search."""

from collections.abc import Mapping, Sequence

from directory.catalogue.languages import NAMES
from directory.catalogue.timetable.slots import DAY_PARTS
from directory.catalogue.timetable.words import DAY_NAMES
from directory.search.access import ACCESS_NEEDS, THERE
from directory.search.arrangements import ARRANGEMENTS
from directory.search.hard_limits import WAYS, Way
from directory.web.fields.choices import Choice

DAYS = [Choice(str(number), name) for number, name in enumerate(DAY_NAMES)]
PARTS = [Choice(str(number), f"{name.capitalize()}s") for number, name in enumerate(DAY_PARTS)]
WAY_CHOICES = [
    Choice("venue", "Going somewhere"),
    Choice("online", "Online"),
    Choice("phone", "By telephone"),
    Choice("home visit", "A visit at home"),
]
LANGUAGES = [Choice(code, name) for code, name in sorted(NAMES.items(), key=lambda each: each[1])]
ACCESS = [Choice(code, THERE[code]) for code in ACCESS_NEEDS]
ARRANGED = [Choice(code, each.there) for code, each in ARRANGEMENTS.items()]


def with_count(choice: Choice, count: int) -> Choice:
    """An answer that tells how many there are with it."""
    return Choice(choice.value, f"{choice.label} ({count:,})", choice.hint)


def by_number(counts: Sequence[int]) -> Mapping[str, int]:
    """Counts of days or parts of the day, by the value of their answer."""
    return {str(number): count for number, count in enumerate(counts)}


def by_way(counts: Mapping[Way, int]) -> Mapping[str, int]:
    """Counts of ways, by the value of their answer."""
    return {kind.value: counts[way] for kind, way in WAYS.items()}

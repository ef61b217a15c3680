"""What may be chosen of days, times, ways, languages and access, wherever somebody narrows a search."""

from collections.abc import Mapping, Sequence

from directory.catalogue.languages import NAMES
from directory.catalogue.timetable.words import DAY_NAMES
from directory.search.access import ACCESS_NEEDS, THERE
from directory.search.arrangements import ARRANGEMENTS
from directory.search.hard_limits import WAYS, Way
from directory.translation import lazy_gettext
from directory.web.fields.choices import Choice

DAYS = [Choice(str(number), lazy_gettext(name)) for number, name in enumerate(DAY_NAMES)]
PARTS = [
    Choice("0", lazy_gettext("Mornings")),
    Choice("1", lazy_gettext("Afternoons")),
    Choice("2", lazy_gettext("Evenings")),
]
WAY_CHOICES = [
    Choice("venue", lazy_gettext("Going somewhere")),
    Choice("online", lazy_gettext("Online")),
    Choice("phone", lazy_gettext("By telephone")),
    Choice("home visit", lazy_gettext("A visit at home")),
]
LANGUAGES = [Choice(code, lazy_gettext(name)) for code, name in sorted(NAMES.items(), key=lambda each: each[1])]
ACCESS = [Choice(code, lazy_gettext(THERE[code])) for code in ACCESS_NEEDS]
ARRANGED = [Choice(code, lazy_gettext(each.there)) for code, each in ARRANGEMENTS.items()]


def with_count(choice: Choice, count: int) -> Choice:
    """An answer that tells how many there are with it."""
    return Choice(choice.value, f"{choice.label} ({count:,})", choice.hint)


def by_number(counts: Sequence[int]) -> Mapping[str, int]:
    """Counts of days or parts of the day, by the value of their answer."""
    return {str(number): count for number, count in enumerate(counts)}


def by_way(counts: Mapping[Way, int]) -> Mapping[str, int]:
    """Counts of ways, by the value of their answer."""
    return {kind.value: counts[way] for kind, way in WAYS.items()}

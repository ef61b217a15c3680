"""When in the week something happens: each day has a morning, an afternoon and an evening, a bit of a number each.

Coarser than dates, and enough to say that somebody who is free on Tuesday evenings cannot go. Nought is not known.
"""

from collections.abc import Iterable, Sequence
from datetime import date, time
from functools import lru_cache

from directory.catalogue.timetable.patterns import RuleParts, find_rule
from directory.catalogue.timetable.words import DAY_NAMES, list_words
from directory.errors import WrongInput
from directory.translation import gettext, noted

DAY_PARTS = (noted("morning"), noted("afternoon"), noted("evening"))
_SEVERAL_DAYS = {"weekend": (5, 6), "weekends": (5, 6), "weekday": range(5), "weekdays": range(5)}
# Where a part of the day begins: midday, and when people come home from work.
_MIDDAY, _EVENING = time(12), time(17)


def slots_on(days: Iterable[int], parts: Iterable[int]) -> int:
    """The slots of some days, Monday being 0, at some parts of the day, the morning being 0."""
    wanted = list(parts)
    return sum(1 << day * len(DAY_PARTS) + part for day in set(days) for part in set(wanted))


def slots_for(days: Sequence[str], parts: Sequence[str]) -> int:
    """The slots of days and parts of the day given as numbers that were chosen: days alone mean all day, parts alone
    every day, and neither nought.
    """
    if not days and not parts:
        return 0
    return slots_on(map(int, days or range(len(DAY_NAMES))), map(int, parts or range(len(DAY_PARTS))))


def read_slots(text: str) -> int:
    """The slots of words such as "tue thu morning" or "weekend"; days alone mean all day, parts alone every day.

    Raises WrongInput for a word that is neither a day nor a part of one.
    """
    days: set[int] = set()
    parts: set[int] = set()
    for word in text.replace(",", " ").lower().split():
        if word in _SEVERAL_DAYS:
            days.update(_SEVERAL_DAYS[word])
        elif (day := _place_of(word, [name.lower() for name in DAY_NAMES], shortest=3)) is not None:
            days.add(day)
        elif (part := _place_of(word, DAY_PARTS, shortest=3)) is not None:
            parts.add(part)
        else:
            raise WrongInput(f"“{word}” is no day and no part of one. Use words such as tue, weekend, morning.")
    return slots_on(days or range(len(DAY_NAMES)), parts or range(len(DAY_PARTS))) if days or parts else 0


def _place_of(word: str, names: Sequence[str], shortest: int) -> int | None:
    """Which name a word is, or begins, an s at its end aside."""
    word = word.removesuffix("s")
    if len(word) < shortest:
        return None
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)


@lru_cache(maxsize=4_096)
def slots_of(schedule: RuleParts, opens_at: time | None, closes_at: time | None, today: date) -> int:
    """When in the week a schedule happens; nought where that is not known, or where it has come to its end.

    Kept for parts of a rule that are hashable: thousands of schedules share a few hundred.
    """
    rule = find_rule(schedule)
    if rule is None or rule.last < today:
        return 0
    if schedule.freq is None and schedule.dtstart:
        days = {schedule.dtstart.weekday()}
    else:
        days = {each.day for each in rule.pattern.weekdays} or set(range(len(DAY_NAMES)))
    return slots_on(days, day_parts(opens_at, closes_at))


def day_parts(opens_at: time | None, closes_at: time | None) -> list[int]:
    """The parts of the day that hours touch; all of them where no hour is stated."""
    begins = opens_at or time.min
    ends = closes_at or (begins if opens_at else time.max)
    # Past midnight, or a slip: the beginning is what can be relied on.
    ends = ends if ends >= begins else begins
    touched = [
        begins < _MIDDAY,
        begins < _EVENING and (ends > _MIDDAY or begins >= _MIDDAY),
        ends > _EVENING or begins >= _EVENING,
    ]
    return [part for part, is_touched in enumerate(touched) if is_touched]


def slots_at(on: date, opens_at: time | None, closes_at: time | None) -> int:
    """The slots that one date lies in."""
    return slots_on([on.weekday()], day_parts(opens_at, closes_at))


def slot_words(slots: int) -> str:
    """ "Tuesday evening and Thursday", the days on which every part is meant being told without one."""
    told = []
    for day, name in enumerate(DAY_NAMES):
        parts = [gettext(words) for part, words in enumerate(DAY_PARTS) if slots & slots_on([day], [part])]
        if len(parts) == len(DAY_PARTS):
            told.append(gettext(name))
        elif parts:
            # Of three parts at most two are left to be joined.
            told.append(gettext("%(day)s %(parts)s", day=gettext(name), parts=list_words(parts)))
    return list_words(told)

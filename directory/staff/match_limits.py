"""The limits of a match on its page: what may be chosen, and what each keeps out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from directory.catalogue.languages import NAMES
from directory.catalogue.timetable.slots import DAY_PARTS, slots_on
from directory.catalogue.timetable.words import DAY_NAMES
from directory.matching.limits import LimitName
from directory.matching.told_age import TOLD_AGE
from directory.search.access import ACCESS_NEEDS, THERE
from directory.web.fields.choices import Choice
from directory.web.words import counted

DAYS = [Choice(str(number), name) for number, name in enumerate(DAY_NAMES)]
PARTS = [Choice(str(number), f"{name.capitalize()}s") for number, name in enumerate(DAY_PARTS)]
WAY_CHOICES = [
    Choice("venue", "Going somewhere"),
    Choice("online", "Online"),
    Choice("phone", "By telephone"),
    Choice("home visit", "A visit at home"),
]
LANGUAGES = [Choice(code, name) for code, name in sorted(NAMES.items(), key=lambda each: each[1])]
COMPANY = [
    Choice("women", "Women’s groups, or anything that is not for men"),
    Choice("men", "Men’s groups, or anything that is not for women"),
    Choice("mixed", "Nothing that is for women only or men only"),
]
ACCESS = [Choice(code, THERE[code]) for code in ACCESS_NEEDS]
# Each in the words that follow "3 activities".
LEFT_OUT_WORDS: Mapping[LimitName, str] = {
    LimitName.AREA: "for people elsewhere",
    LimitName.AGE: "for another age",
    LimitName.TIMES: "at other times",
    LimitName.COST: "too dear",
    LimitName.WAYS: "done in another way",
    LimitName.LANGUAGE: "in other languages",
    LimitName.COMPANY: "for others",
    LimitName.ACCESS: "hard to get into",
    LimitName.ROOM: "full",
    LimitName.TRIED: "tried before",
}
# The answers that set each limit, and what stands in their place where one does without it.
ANSWERS: Mapping[LimitName, tuple[str, ...]] = {
    LimitName.AREA: (),
    LimitName.AGE: ("age",),
    LimitName.TIMES: ("days", "parts"),
    LimitName.COST: ("most_cost",),
    LimitName.WAYS: ("ways",),
    LimitName.LANGUAGE: ("language",),
    LimitName.COMPANY: ("company",),
    LimitName.ACCESS: ("access",),
    LimitName.ROOM: (),
    LimitName.TRIED: (),
}
SETS: Mapping[LimitName, tuple[str, str]] = {
    LimitName.AGE: ("not_meant", TOLD_AGE),
    LimitName.AREA: ("elsewhere_too", "yes"),
    LimitName.ROOM: ("may_be_full", "yes"),
    LimitName.TRIED: ("tried_too", "yes"),
}


@dataclass(frozen=True)
class LeftOutBy:
    """What one limit alone keeps out, in words, and the answers that ask again without it."""

    words: str
    button: str
    carried: Sequence[tuple[str, str]]


def left_out_by(left_out: Mapping[LimitName, int], carried: Sequence[tuple[str, str]]) -> list[LeftOutBy]:
    """A line for each limit that keeps something out, most first."""
    return [
        LeftOutBy(
            words=f"{counted(count, 'activity', 'activities')} {LEFT_OUT_WORDS[name]}",
            button=f"Show what is {LEFT_OUT_WORDS[name]} too",
            carried=without_answers(name, carried),
        )
        for name, count in sorted(left_out.items(), key=lambda each: (-each[1], each[0]))
    ]


def farther(more: int, how_far: str, within: str, carried: Sequence[tuple[str, str]]) -> LeftOutBy:
    """A line for what fits and is a little too far away."""
    return LeftOutBy(
        words=f"{counted(more, 'activity', 'activities')} farther away",
        button=f"Look {how_far}",
        carried=[*((field, value) for field, value in carried if field != "within"), ("within", within)],
    )


def without_answers(name: LimitName, carried: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The answers that ask the same without a limit."""
    left = [(field, value) for field, value in carried if field not in ANSWERS[name]]
    return [*left, SETS[name]] if name in SETS else left


def slots_for(days: Sequence[str], parts: Sequence[str]) -> int:
    """When somebody is free: nought for whenever. Days alone mean all day, and parts alone every day."""
    if not days and not parts:
        return 0
    return slots_on(map(int, days or [each.value for each in DAYS]), map(int, parts or [each.value for each in PARTS]))

"""The limits of a match on its page: what each keeps out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from directory.matching.limits import LimitName
from directory.matching.told_age import TOLD_AGE
from directory.web.fields.choices import Choice
from directory.web.words import counted

COMPANY = [
    Choice("women", "Women’s groups, or anything that is not for men"),
    Choice("men", "Men’s groups, or anything that is not for women"),
    Choice("mixed", "Nothing that is for women only or men only"),
]
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
    LimitName.ARRANGED: "run in another way",
    LimitName.ROOM: "full",
    LimitName.TRIED: "tried before",
    LimitName.KIND: "of another kind",
    LimitName.HELP: "for other needs",
    LimitName.PEOPLE: "for other people",
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
    LimitName.ARRANGED: (),
    LimitName.ROOM: (),
    LimitName.TRIED: (),
    LimitName.KIND: (),
    LimitName.HELP: (),
    LimitName.PEOPLE: (),
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

"""What a champion may be told to think of, beside needs and area: only what is on these lists, and nothing precise."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from directory.catalogue.languages import NAMES
from directory.errors import WrongInput
from directory.search.access import THERE

NOT_ON_THE_LIST = "Choose from what is listed"


class Kind(StrEnum):
    """What a circumstance is about."""

    AGE = "age"
    ACCESS = "access"
    TIME = "time"
    COST = "cost"
    LANGUAGE = "language"
    TRAVEL = "travel"


# Bands so wide that many people in an area are in each.
AGES = {"under-18": "Under 18", "18-29": "18 to 29", "30-64": "30 to 64", "65-up": "65 or over"}
TIMES = {"daytime": "In the daytime", "evening": "In the evening", "weekend": "At the weekend"}
COSTS = {"free": "It has to be free", "little": "A few pounds at most"}
TRAVELS = {
    "near": "Only near home",
    "by-bus": "By bus",
    "lift": "Needs a lift",
    "at-home": "Cannot leave home",
}
LISTS: Mapping[Kind, Mapping[str, str]] = {
    Kind.AGE: AGES,
    Kind.ACCESS: THERE,
    Kind.TIME: TIMES,
    Kind.COST: COSTS,
    Kind.LANGUAGE: {code: f"Speaks {name}" for code, name in sorted(NAMES.items(), key=lambda each: each[1])},
    Kind.TRAVEL: TRAVELS,
}
Circumstance = tuple[Kind, str]


def words_of(kind: str, code: str) -> str:
    """A circumstance as it is read; one that is on no list any more by its code."""
    return LISTS[Kind(kind)].get(code, code)


def check_listed(circumstances: Iterable[Circumstance]) -> None:
    """Raises WrongInput for anything that is on no list, so that no free words are ever kept."""
    for kind, code in circumstances:
        if code not in LISTS[kind]:
            raise WrongInput(NOT_ON_THE_LIST, {kind.value: NOT_ON_THE_LIST})

"""What rules documents out for a person, as arrays: what is not stated rules nothing out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from directory.catalogue.models.schedules import AttendingType
from directory.search.areas import kinds_of
from directory.search.arrays import Floats, Ids, Marks, ordinals
from directory.search.documents import SearchDocument
from directory.search.text import word_set, words

# Statuses of the standard in which a service may be suggested.
OPEN_STATUSES = frozenset({"active"})


_NAMES_OF_MEN = word_set("boys dads fathers lads male males man's mankind men men's mens")
_NAMES_OF_WOMEN = word_set("female females girls ladies mothers mums woman woman's women women's womens")


class Way(IntFlag):
    """How people take part. None of them is not known."""

    VENUE = 1
    ONLINE = 2
    PHONE = 4
    HOME_VISIT = 8


ANY_WAY = Way(0)
# Who takes part like this need not go anywhere.
FROM_HOME = Way.ONLINE | Way.PHONE | Way.HOME_VISIT
WAYS = {
    AttendingType.VENUE: Way.VENUE,
    AttendingType.ONLINE: Way.ONLINE,
    AttendingType.PHONE: Way.PHONE,
    AttendingType.HOME_VISIT: Way.HOME_VISIT,
}


@dataclass(frozen=True, eq=False)
class Limits:
    """Row by row: ages in years, with infinity for no stated limit; and whether it is open at all.

    What is open may be closed for a while from one day until another, as ordinals: nought where it is not, and where
    nobody knows when it is on again.

    `ways` are those of `Way`, `slots` those of `catalogue.timetable.slots`, both nought where not known;
    `cheapest_pence` is NaN, and `speaks` false, where nothing is said. `area_kinds` are those of `AreaKind`.
    `named_for_men` and `named_for_women` go by the names alone: too little to keep somebody out.
    `needs_no_place` marks what comes to people and names no place.
    """

    minimum_ages: Floats
    maximum_ages: Floats
    is_open: Marks
    closed_from: Ids
    back_on: Ids
    needs_no_place: Marks
    ways: NDArray[np.int8]
    slots: Ids
    cheapest_pence: Floats
    speaks: Marks
    area_kinds: NDArray[np.int8]
    named_for_men: Marks
    named_for_women: Marks


def limits_of(documents: Sequence[SearchDocument]) -> Limits:
    """The limits of documents, in order."""
    return Limits(
        minimum_ages=_numbers([each.minimum_age for each in documents], -np.inf),
        maximum_ages=_numbers([each.maximum_age for each in documents], np.inf),
        is_open=np.array([each.status in OPEN_STATUSES for each in documents], bool),
        closed_from=ordinals(each.closed_from for each in documents),
        back_on=ordinals(each.back_on for each in documents),
        needs_no_place=np.array([bool(each.reaches_by) and not each.points for each in documents], bool),
        ways=np.array([ways_of(each) for each in documents], np.int8),
        slots=np.array([each.slots for each in documents], np.int32),
        cheapest_pence=_numbers([each.cheapest_pence for each in documents], np.nan),
        speaks=np.array([bool(each.languages) for each in documents], bool),
        named_for_men=np.array([named_for(each) == "men" for each in documents], bool),
        named_for_women=np.array([named_for(each) == "women" for each in documents], bool),
        area_kinds=np.array([kinds_of(each.areas) for each in documents], np.int8),
    )


def named_for(document: SearchDocument) -> str:
    """Whom the names of a document say it is for, "men" or "women"; empty where they say neither, or both."""
    said = frozenset(words(f"{document.name} {document.organization_name}"))
    for_men, for_women = bool(said & _NAMES_OF_MEN), bool(said & _NAMES_OF_WOMEN)
    return ("men" if for_men else "women") if for_men != for_women else ""


def ways_named(names: Collection[str]) -> Way:
    """The ways of these names."""
    ways = ANY_WAY
    for kind, way in WAYS.items():
        if kind.value in names:
            ways |= way
    return ways


def ways_of(document: SearchDocument) -> Way:
    """How people take part in what a document describes, as far as that is known."""
    return (Way.VENUE if document.points else ANY_WAY) | ways_named(document.reaches_by)


def join_limits(parts: Sequence[Limits]) -> Limits:
    """The limits of segments that stand one after the other."""
    if len(parts) == 1:
        return parts[0]
    return Limits(*(np.concatenate(each) for each in zip(*(vars(part).values() for part in parts), strict=True)))


def _numbers(stated: Sequence[float | None], unstated: float) -> Floats:
    return np.array([unstated if each is None else each for each in stated], np.float32)

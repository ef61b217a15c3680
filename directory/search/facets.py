"""How many of some documents there are by each day, cost, way, language, kind of access and tag.

That is what a search may be narrowed by. Counted from the arrays of the index in a pass over each. A document counts
under each of its days and ways; what is not known is counted too, so that nobody takes silence for a no.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from directory.catalogue.timetable.slots import DAY_PARTS, slots_on
from directory.catalogue.timetable.words import DAY_NAMES
from directory.search.arrays import Floats, Ids, Marks
from directory.search.hard_limits import ANY_WAY, WAYS, Way
from directory.search.index import CatalogueIndex
from directory.search.segment import Tags

_DAYS, _PARTS = range(len(DAY_NAMES)), range(len(DAY_PARTS))
_LITTLE_PENCE = 500


class Facet(StrEnum):
    """What documents are counted by."""

    TIMES = "times"
    COST = "cost"
    WAYS = "ways"
    LANGUAGE = "language"
    ACCESS = "access"


class Cost(StrEnum):
    """What somebody pays each time, roughly."""

    FREE = "free"
    LITTLE = "up to £5"
    MORE = "more"
    NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Facets:
    """Of how many documents each is true. `access` is counted by the codes of `search.access`.

    `days` begin with Monday, `parts` with the morning; `times_not_known` and `access_not_known` counts those that say
    nothing of either. `languages` are counted by their ISO 639 codes.
    """

    days: Sequence[int]
    parts: Sequence[int]
    times_not_known: int
    costs: Mapping[Cost, int]
    ways: Mapping[Way, int]
    languages: Mapping[str, int]
    access: Mapping[str, int]
    access_not_known: int


def count_facets(index: CatalogueIndex, within: Callable[[Facet], Marks], asked_slots: int = 0) -> Facets:
    """The facets of the documents that are marked for each of them, one mark for each row of the index.

    With `asked_slots` days are counted at the parts of the day that are asked for, and parts on the days.
    """
    when, for_access = within(Facet.TIMES), within(Facet.ACCESS)
    slots = index.limits.slots[when]
    days, parts = days_in(asked_slots), parts_in(asked_slots)
    return Facets(
        days=_in_slots(slots, [slots_on([day], parts) for day in _DAYS]),
        parts=_in_slots(slots, [slots_on(days, [part]) for part in _PARTS]),
        times_not_known=int(np.count_nonzero(slots == 0)),
        costs=_costs(index.limits.cheapest_pence[within(Facet.COST)]),
        ways=_ways(index.limits.ways[within(Facet.WAYS)]),
        languages=_counted(index, within(Facet.LANGUAGE), [each.languages for each in index.segments]),
        access=_accessible(index, for_access),
        access_not_known=int(np.count_nonzero(for_access & ~index.says_access)),
    )


def count_tagged(index: CatalogueIndex, within: Marks, codes: frozenset[str]) -> int:
    """How many of the documents that are marked carry at least one of these codes."""
    return int(np.count_nonzero(within[index.carrying(codes)]))


def days_in(slots: int) -> Sequence[int]:
    """The days of some slots, Monday being 0; all of them where there are no slots."""
    return [day for day in _DAYS if not slots or slots & slots_on([day], _PARTS)]


def parts_in(slots: int) -> Sequence[int]:
    """The parts of the day of some slots, the morning being 0; all of them where there are no slots."""
    return [part for part in _PARTS if not slots or slots & slots_on(_DAYS, [part])]


def _counted(index: CatalogueIndex, within: Marks, tags: Sequence[Tags]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for first, each in zip(index.firsts, tags, strict=True):
        if not len(each.rows):
            continue
        # No code is without a row, so that each run adds up to its own count.
        held = np.add.reduceat(within[each.rows + np.int32(first)], each.starts[:-1], dtype=np.int32)
        counts.update({each.codes[code].decode(): int(held[code]) for code in np.flatnonzero(held)})
    return dict(counts)


def _accessible(index: CatalogueIndex, within: Marks) -> dict[str, int]:
    # Who can take part from home need not get in anywhere: it is counted with whatever is there at some place.
    at_home = within & index.limits.needs_no_place
    there = _counted(index, within & ~at_home, [each.has_access for each in index.segments])
    return {code: count + int(np.count_nonzero(at_home)) for code, count in there.items()}


def _in_slots(slots: Ids, wanted: Sequence[int]) -> tuple[int, ...]:
    return tuple(int(np.count_nonzero(slots & np.int32(each))) for each in wanted)


def _costs(pence: Floats) -> dict[Cost, int]:
    # Nothing equals NaN, or is less or more: what is not known is none of the others.
    return {
        Cost.FREE: int(np.count_nonzero(pence == 0)),
        Cost.LITTLE: int(np.count_nonzero((pence > 0) & (pence <= _LITTLE_PENCE))),
        Cost.MORE: int(np.count_nonzero(pence > _LITTLE_PENCE)),
        Cost.NOT_KNOWN: int(np.count_nonzero(np.isnan(pence))),
    }


def _ways(ways: NDArray[np.int8]) -> dict[Way, int]:
    counts = {way: int(np.count_nonzero(ways & np.int8(way))) for way in WAYS.values()}
    return {ANY_WAY: int(np.count_nonzero(ways == 0)), **counts}

"""How many of some documents there are by each term, day, cost and kind of access: what a search may be narrowed by.

Counted from the arrays of the index in a pass over each. A document counts under each of its terms and days; what is
not known is counted too, so that nobody takes silence for a no.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from directory.catalogue.timetable.slots import DAY_PARTS, slots_on
from directory.catalogue.timetable.words import DAY_NAMES
from directory.search.arrays import Floats, Ids, Marks
from directory.search.index import CatalogueIndex
from directory.search.segment import Tags

_DAY_SLOTS = tuple(slots_on([day], range(len(DAY_PARTS))) for day in range(len(DAY_NAMES)))
_PART_SLOTS = tuple(slots_on(range(len(DAY_NAMES)), [part]) for part in range(len(DAY_PARTS)))
_LITTLE_PENCE = 500


class Cost(StrEnum):
    """What somebody pays each time, roughly."""

    FREE = "free"
    LITTLE = "up to £5"
    MORE = "more"
    NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Facets:
    """Of how many documents each is true. `terms` are counted by code, `access` by the codes of `search.access`.

    `days` begin with Monday, `parts` with the morning; `times_not_known` and `access_not_known` counts those that say
    nothing of either.
    """

    total: int
    terms: Mapping[str, int]
    days: Sequence[int]
    parts: Sequence[int]
    times_not_known: int
    costs: Mapping[Cost, int]
    access: Mapping[str, int]
    access_not_known: int

    def of(self, codes: Iterable[str]) -> dict[str, int]:
        """The counts of some terms, most first, without those that nothing has."""
        found = {code: self.terms[code] for code in codes if self.terms.get(code)}
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def count_facets(index: CatalogueIndex, within: Marks) -> Facets:
    """The facets of the documents that are marked, one mark for each row of the index."""
    slots, pence = index.limits.slots[within], index.limits.cheapest_pence[within]
    access = _counted(index, within, [each.has_access for each in index.segments])
    says_access = np.zeros(len(index), bool)
    for first, each in zip(index.firsts, index.segments, strict=True):
        says_access[each.has_access.rows + np.int32(first)] = says_access[each.lacks_access.rows + np.int32(first)] = (
            True
        )
    total = int(np.count_nonzero(within))
    return Facets(
        total=total,
        terms=_counted(index, within, [each.tags for each in index.segments]),
        days=_in_slots(slots, _DAY_SLOTS),
        parts=_in_slots(slots, _PART_SLOTS),
        times_not_known=int(np.count_nonzero(slots == 0)),
        costs=_costs(pence),
        access=access,
        access_not_known=total - int(np.count_nonzero(says_access & within)),
    )


def _counted(index: CatalogueIndex, within: Marks, tags: Sequence[Tags]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for first, each in zip(index.firsts, tags, strict=True):
        if not len(each.rows):
            continue
        # No code is without a row, so that each run adds up to its own count.
        held = np.add.reduceat(within[each.rows + np.int32(first)], each.starts[:-1], dtype=np.int32)
        counts.update({each.codes[code].decode(): int(held[code]) for code in np.flatnonzero(held)})
    return dict(counts)


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

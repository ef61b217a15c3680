"""Which rows say themselves that they are within a limit. Silence rules nothing out, but it is no yes either."""

from collections.abc import Callable, Mapping

import numpy as np

from directory.matching.limits import LimitName, is_tagged_for
from directory.matching.profile import Profile
from directory.matching.scope import Scope
from directory.search.arrays import Marks
from directory.search.index import CatalogueIndex

Stating = Callable[[CatalogueIndex, Scope, Profile], Marks]


def says_itself(name: LimitName, index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks | None:
    """Which of the rows looked at say that they are within a limit that is set; None where silence is as good."""
    stating = _STATING.get(name)
    return stating(index, scope, profile) if stating else None


def _at_these_times(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    states: Marks = scope.of(index.limits.slots) & np.int32(profile.slots) != 0
    return states


def _at_this_cost(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    # Nothing is less than NaN: what is not known is not cheap.
    states: Marks = scope.of(index.limits.cheapest_pence) <= np.float32(profile.most_pence or 0)
    return states


def _in_these_ways(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    states: Marks = scope.of(index.limits.ways) & np.int8(profile.ways) != 0
    return states


def _in_this_language(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    return scope.marked_in_order([index.speaking(profile.language or "")])


def _among_these(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    # Nobody writes of a group that it is for men and women alike.
    return (
        np.ones(len(scope), bool) if profile.company == "mixed" else is_tagged_for(index, scope, profile.company or "")
    )


def _with_this_access(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    there = [scope.marked_in_order([index.having(need)]) for need in profile.access]
    states: Marks = np.all(np.stack(there), axis=0) | scope.of(index.limits.needs_no_place)
    return states


def _so_arranged(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    there = [scope.marked(index.tagged(code)) for code in sorted(profile.arranged)]
    states: Marks = np.all(np.stack(there), axis=0)
    return states


_STATING: Mapping[LimitName, Stating] = {
    LimitName.TIMES: _at_these_times,
    LimitName.COST: _at_this_cost,
    LimitName.WAYS: _in_these_ways,
    LimitName.LANGUAGE: _in_this_language,
    LimitName.COMPANY: _among_these,
    LimitName.ACCESS: _with_this_access,
    LimitName.ARRANGED: _so_arranged,
}

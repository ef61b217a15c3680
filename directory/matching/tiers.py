"""What comes before what however well it suits: what was checked before what nobody has made sure of for too long.

Where help cannot wait, what serves that need comes before all that does not, and only among each of these what was
checked comes first. A helpline that nobody has looked at lately mostly still answers; a lunch club that was checked
yesterday keeps nobody safe. So in danger it stands behind the helplines that were checked, and before everything else.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from directory.catalogue.freshness import current_rhythm
from directory.matching.scope import Scope
from directory.search.arrays import Marks

Tiers = NDArray[np.int8]
"""For each row looked at its tier; the lowest comes first."""


def tiers_of(scope: Scope, today: date | None, is_first: Marks | None = None) -> Tiers:
    """The tiers of what is looked at on a day. `is_first` is what serves a need that cannot wait, if there is one."""
    lapsed = lapsed_on(scope, today).astype(np.int8)
    return lapsed if is_first is None else lapsed + np.int8(2) * ~is_first


def lapsed_on(scope: Scope, today: date | None) -> Marks:
    """Which nobody has made sure of for too long: it must be known since when, and of what day somebody asks."""
    if today is None:
        return np.zeros(len(scope), bool)
    since = scope.of(scope.index.standing.unchecked_since)
    lapsed: Marks = (since > 0) & (since <= today.toordinal() - current_rhythm().lapsed_after.days)
    return lapsed

"""Variety among the first suggestions, so that no need or hobby that was heard goes unserved.

Places are given one by one to the best that is left. What serves a need that those before it do not serve gets a little
for that, less the better they serve it (after Santos and others, Exploiting query reformulations for web search result
diversification, 2010). When there are only as many places left as needs not served yet, the places are theirs.
"""

from collections.abc import Sequence

import numpy as np

from directory.matching.grounds import Rows
from directory.search.arrays import Floats, Ids

# Among so many first suggestions each need is served; so many are given out one by one.
_SERVED_WITHIN = 8
_PLACES = 10
_NEWLY_SERVED = 0.2


def varied(points: Floats, worths: Sequence[Floats], serves: Sequence[Rows]) -> Ids:
    """The places of rows, given best first, with variety among the first.

    `worths` and `serves` say for each need what each row is to it.
    """
    places = np.arange(len(points), dtype=np.int32)
    if len(worths) < 2 or not len(points):
        return places
    worth, serving = np.stack(worths), np.stack(serves)
    unmet, unserved = np.ones(len(worth), np.float32), serving.any(axis=1)
    left = np.ones(len(points), bool)
    chosen: list[int] = []
    for place in range(min(_PLACES, len(points))):
        may_be = left
        if np.count_nonzero(unserved) >= _SERVED_WITHIN - place:
            helping = serving[unserved].any(axis=0) & left
            may_be = helping if helping.any() else left
        gained = points + _NEWLY_SERVED * (unmet @ worth) / len(worth)
        row = int(np.where(may_be, gained, -np.inf).argmax())
        chosen.append(row)
        left[row] = False
        unmet *= 1 - worth[:, row]
        unserved &= ~serving[:, row]
    return np.concatenate([places[chosen], places[left]])

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


def varied(order: Ids, scores: Floats, worths: Sequence[Floats], serves: Sequence[Rows]) -> Ids:
    """The same rows with variety among the first; `worths` and `serves` say for each need what each row is to it."""
    if len(worths) < 2 or not len(order):
        return order
    worth, serving = np.stack(worths)[:, order], np.stack(serves)[:, order]
    points, unmet = scores[order].astype(np.float32), np.ones(len(worth), np.float32)
    unserved = serving.any(axis=1)
    left = np.ones(len(order), bool)
    chosen: list[int] = []
    for place in range(min(_PLACES, len(order))):
        helping = serving[unserved].any(axis=0) & left
        is_last_chance = int(unserved.sum()) >= _SERVED_WITHIN - place and bool(helping.any())
        gained = points + _NEWLY_SERVED * (unmet @ worth) / len(worth)
        row = int(np.argmax(np.where(helping if is_last_chance else left, gained, -np.inf)))
        chosen.append(row)
        left[row] = False
        unmet *= 1 - worth[:, row]
        unserved &= ~serving[:, row]
    return np.concatenate([order[chosen], order[left]]).astype(np.int32)

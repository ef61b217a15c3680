"""Scores of different kinds put on one scale, so that they can be added."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.search.arrays import Floats

_SCALED_OVER = 1_000


@dataclass(frozen=True)
class Scale:
    """What becomes 0, with all below, and what becomes 1, with all above; nothing does where there was no score."""

    lowest: float
    highest: float

    def of(self, scores: Floats) -> Floats:
        """Scores from 0 to 1."""
        if self.highest <= 0:
            return np.zeros_like(scores)
        if self.highest <= self.lowest:
            return (scores >= self.highest).astype(np.float32)
        share: Floats = ((scores - self.lowest) / (self.highest - self.lowest)).astype(np.float32)
        return np.clip(share, 0, 1)


def scale_of(scores: Floats) -> Scale:
    """The scale on which the best is 1, and the thousandth, all after it, and what was never positive are 0."""
    highest = float(scores.max(initial=0))
    # Of words most listings share none.
    if len(scores) <= _SCALED_OVER or np.count_nonzero(scores > 0) < _SCALED_OVER:
        return Scale(0.0, highest)
    place = len(scores) - _SCALED_OVER
    return Scale(float(np.partition(scores, place)[place]), highest)


def scaled(scores: Floats) -> Floats:
    """Scores from 0 to 1 on the scale of their own best."""
    return scale_of(scores).of(scores)


def blend(has_vector: NDArray[np.bool_], lexical: Floats, semantic: Floats | None, lexical_share: float) -> Floats:
    """Words and meaning in one score; a listing that was never put to the model is judged by its words alone."""
    if semantic is None:
        return lexical
    either = np.where(has_vector, semantic, lexical)
    blended: Floats = (lexical_share * lexical + (1 - lexical_share) * either).astype(np.float32)
    return blended

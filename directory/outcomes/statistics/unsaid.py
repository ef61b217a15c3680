"""Why a figure is missing, in words for whoever reads the result."""

from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]

# What is left of equal numbers after subtracting their mean: a few rounding steps of the largest.
ROUNDING: Final = 1e-12


class Unsaid(StrEnum):
    """Why numbers do not say it."""

    NOBODY = "nobody is in this group"
    ONE = "one person says nothing about how people vary"
    FEW = "too few people"
    NO_VARIANCE = "the numbers do not vary"
    NO_CHANGE = "nobody changed"
    NO_SECOND_GROUP = "there is nobody to compare with"
    NONE_MISSING = "nobody is missing"
    TOO_MUCH_MISSING = "more are missing than the share up to which it is worked out"


def as_numbers(values: ArrayLike) -> Numbers:
    """Values as one row of numbers. Missing ones are for the caller to leave out: nan is refused."""
    found = np.asarray(values, dtype=np.float64).ravel()
    if not np.isfinite(found).all():
        raise ValueError("missing values are left out before anything is counted")
    return found


def varies(values: Numbers, sd: float) -> bool:
    """Whether numbers differ by more than rounding."""
    return sd > ROUNDING * max(1.0, float(np.abs(values).max()))

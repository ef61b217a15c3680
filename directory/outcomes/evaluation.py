"""What paired scores say: how many, how many are missing, the mean change and how sure one can be of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from directory.outcomes.statistics.distributions import t_quantile


@dataclass(frozen=True)
class Pair:
    """One person's score at the start and at the end of a case."""

    baseline: float
    exit: float

    @property
    def change(self) -> float:
        """End minus start: above nought is better where higher is better."""
        return self.exit - self.baseline


@dataclass(frozen=True)
class PairedChange:
    """The mean change of `n` people, with a 95% confidence interval by Student's t.

    `low` and `high` are None below two people: one change says nothing about how changes vary.
    """

    n: int
    mean_baseline: float
    mean_exit: float
    mean_change: float
    sd_change: float | None
    low: float | None
    high: float | None
    rose: int
    fell: int
    same: int


@dataclass(frozen=True)
class Evaluation:
    """What a scheme's records say about wellbeing, with how much is missing and at which step.

    Every case is counted once: `without_baseline`, `still_open` (measured at the start, and not ended yet),
    `without_exit` (ended, and not measured again), or in `overall`. `attended` and `not_attended` split the pairs by
    whether the person went to anything they were referred to between the two occasions. They are not a trial: people
    who go differ from people who do not. `objected` are cases of people who do not want to count: they are in no other
    figure. `referrals_sent_on` are those made in the place of another that came to nothing: of the same need.
    """

    cases: int
    without_baseline: int
    still_open: int
    without_exit: int
    overall: PairedChange | None
    attended: PairedChange | None
    not_attended: PairedChange | None
    referrals_made: int
    referrals_attended: int
    referrals_sent_on: int = 0
    objected: int = 0


def paired_change(pairs: Sequence[Pair]) -> PairedChange | None:
    """The change over all pairs; None where there are none."""
    if not pairs:
        return None
    changes = [pair.change for pair in pairs]
    low, high = confidence_interval(changes)
    return PairedChange(
        n=len(pairs),
        mean_baseline=fmean(pair.baseline for pair in pairs),
        mean_exit=fmean(pair.exit for pair in pairs),
        mean_change=fmean(changes),
        sd_change=stdev(changes) if len(changes) > 1 else None,
        low=low,
        high=high,
        rose=sum(change > 0 for change in changes),
        fell=sum(change < 0 for change in changes),
        same=sum(change == 0 for change in changes),
    )


def confidence_interval(values: Sequence[float], level: float = 0.95) -> tuple[float | None, float | None]:
    """The interval of Student's t around the mean of values; (None, None) below two values."""
    if len(values) < 2:
        return None, None
    half = t_quantile(len(values) - 1, level) * stdev(values) / sqrt(len(values))
    mean = fmean(values)
    return mean - half, mean + half

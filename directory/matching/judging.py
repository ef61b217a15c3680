"""How good rankings are, judged by people: the measures that searching is compared by, with what chance may have done.

A grade says how well a service answers a statement: 3 is exactly what is needed, 2 good for a main part of it, 1
marginal, 0 not, or against a stated wish. What nobody judged counts as 0 in all measures but those that say otherwise.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

Grades = Mapping[str, int]

_FIRST = 10
_GOOD = 2
_RESAMPLES = 2_000
# The middle of so much of what chance might have given.
_CONFIDENCE = 0.95


@dataclass(frozen=True)
class Measures:
    """The measures of one ranking, or their means, each from 0 to 1.

    `ndcg` is that of the first ten (gain 2^grade - 1; Järvelin and Kekäläinen, 2002), `ndcg_of_judged` the same with
    what nobody judged left out of the ranking, `precision` the share of good ones among the first five, `recall` the
    share of the good ones found among the first twenty, `reciprocal_rank` one divided by the place of the first good
    one, and `judged` the share of the first ten that somebody judged.
    """

    ndcg: float
    ndcg_of_judged: float
    precision: float
    recall: float
    reciprocal_rank: float
    judged: float


@dataclass(frozen=True)
class Judged:
    """The mean measures of several statements, and between what bounds their mean nDCG may lie by chance."""

    statements: int
    means: Measures
    lowest: float
    highest: float


def measure(ranked: Sequence[str], grades: Grades) -> Measures:
    """The measures of one ranking, best first, of at least twenty services where there are as many."""
    got = [grades.get(each, 0) for each in ranked]
    good = sum(grade >= _GOOD for grade in grades.values())
    first = ranked[:_FIRST]
    return Measures(
        ndcg=ndcg(got, grades),
        ndcg_of_judged=ndcg([grades[each] for each in ranked if each in grades], grades),
        precision=sum(grade >= _GOOD for grade in got[:5]) / 5,
        recall=sum(grade >= _GOOD for grade in got[:20]) / max(1, min(good, 20)),
        reciprocal_rank=next((1 / place for place, grade in enumerate(got, 1) if grade >= _GOOD), 0.0),
        judged=sum(each in grades for each in first) / max(1, len(first)),
    )


def ndcg(got: Sequence[int], grades: Grades) -> float:
    """Normalised discounted cumulative gain of the first ten grades, against the best that these grades allow."""
    best = _gain(sorted(grades.values(), reverse=True))
    return _gain(got) / best if best else 0.0


def judge(
    ranked: Mapping[str, Sequence[str]], grades: Mapping[str, Grades], kinds: Mapping[str, str]
) -> dict[str, Judged]:
    """The measures over all statements, and for each kind of them; all by the id of the statement."""
    by_kind: defaultdict[str, list[Measures]] = defaultdict(list)
    for statement, kind in kinds.items():
        found = measure(ranked.get(statement, ()), grades.get(statement, {}))
        by_kind["all"].append(found)
        by_kind[kind].append(found)
    return {kind: _summed_up(found) for kind, found in by_kind.items()}


def _summed_up(found: Sequence[Measures]) -> Judged:
    values = np.array([[getattr(each, field.name) for field in fields(Measures)] for each in found])
    # The same draw every time, so that two runs tell the same.
    chance = np.random.default_rng(1)
    drawn = values[chance.integers(0, len(found), (_RESAMPLES, len(found))), 0].mean(axis=1)
    outside = (1 - _CONFIDENCE) / 2
    lowest, highest = np.quantile(drawn, [outside, 1 - outside])
    return Judged(len(found), Measures(*values.mean(axis=0).tolist()), float(lowest), float(highest))


def _gain(row: Sequence[int]) -> float:
    return float(sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(row[:_FIRST])))

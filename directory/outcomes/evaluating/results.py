"""What an evaluation says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from directory.outcomes.evaluating.measures import Measure
from directory.outcomes.statistics.between_groups import GroupDifference
from directory.outcomes.statistics.correlation import Correlation
from directory.outcomes.statistics.directions import Directions
from directory.outcomes.statistics.linear_model import LinearModel
from directory.outcomes.statistics.means import MeanOf
from directory.outcomes.statistics.missing_ends import Bounds, Imputed
from directory.outcomes.statistics.paired import PairedChange
from directory.outcomes.statistics.ranks import RankSum, SignedRank
from directory.outcomes.statistics.shares import Share

NO_COMPARISON_GROUP = (
    "There was no comparison group: people often feel better with time alone, and what changed cannot be put down to"
    " the service."
)
ONLY_PAIRS = "Only people with both questionnaires are in it. Those without may have fared otherwise."
TOWARDS_THE_MEAN = (
    "People are often referred when they feel worst, and would feel better later in any case: part of a change can be"
    " that."
)


@dataclass(frozen=True)
class Answered:
    """Who of a group answered when: `n` are those with both."""

    people: int
    with_baseline: int
    with_exit: int
    n: int


@dataclass(frozen=True)
class ScaleResult:
    """A score of a group, before and after. `important` counts changes of the published least size, if there is one."""

    answered: Answered
    change: PairedChange
    directions: Directions
    important: Directions | None


@dataclass(frozen=True)
class OrdinalResult:
    """An answer with levels before and after: of those with both, how many gave each, and Wilcoxon's test."""

    answered: Answered
    baseline: tuple[Share, ...]
    exit: tuple[Share, ...]
    test: SignedRank
    directions: Directions


@dataclass(frozen=True)
class TwoQuestionsResult:
    """One question at the start and another at the end, never paired: how many gave each answer."""

    answered: Answered
    baseline: tuple[Share, ...]
    exit: tuple[Share, ...]


@dataclass(frozen=True)
class ContrastResult:
    """Two groups compared: changes of a score by both t tests, or answers by rank. `holm` and `fdr` are p values among
    all contrasts of the evaluation. `adjusted` is the end by the first group and the start: an analysis of
    covariance."""

    pooled: GroupDifference | None = None
    welch: GroupDifference | None = None
    ranks: RankSum | None = None
    holm: float | None = None
    fdr: float | None = None
    adjusted: LinearModel | None = None


@dataclass(frozen=True)
class MissingResult:
    """Who has a start and no end, beside who has both: their starts and ages, and in each group how many of either."""

    paired: int
    missing: int
    start: GroupDifference
    age: GroupDifference
    groups: Mapping[str, tuple[Share, Share]]
    bounds: Bounds
    imputed: Imputed


@dataclass(frozen=True)
class TwoStarts:
    """Those who were measured more than once before the end: how they changed between the first start and the last,
    which nothing of the support can have done, and how the two go together."""

    change: PairedChange
    together: Correlation


GroupResult = ScaleResult | OrdinalResult | TwoQuestionsResult


@dataclass(frozen=True)
class MeasureResult:
    """A measure for each group by its key, each contrast by its key, and how change goes with age.

    Of a score also who is missing, what a dose goes with by its name, and change between two starts.
    """

    measure: Measure
    too_young: int
    groups: dict[str, GroupResult]
    contrasts: dict[str, ContrastResult]
    with_age: Correlation | None
    missing: MissingResult | None = None
    doses: Mapping[str, LinearModel] = field(default_factory=dict)
    two_starts: TwoStarts | None = None


@dataclass(frozen=True)
class GroupSize:
    """How many of the cohort are in a group."""

    grouping: str
    label: str
    share: Share


@dataclass(frozen=True)
class CohortEvaluation:
    """A cohort evaluated: its people, and each measure."""

    people: int
    answers: int
    not_in_pairs: dict[str, int]
    age: MeanOf
    youngest: float | None
    oldest: float | None
    groups: dict[str, GroupSize]
    measures: tuple[MeasureResult, ...]

"""All figures of linkage of a cohort, worked out once."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.outcomes.evaluating.dataset import Dataset
from directory.outcomes.evaluating.groupings import every_group
from directory.outcomes.linkage.cohort import Cohort
from directory.outcomes.linkage.counts import StepCounts, count_steps, count_steps_by_group
from directory.outcomes.linkage.flow import Flow, SupportFigures, flow_by_group, support_figures
from directory.outcomes.linkage.funnel import Funnel, funnel_of


@dataclass(frozen=True)
class LinkedFigures:
    """Who counts, how far they came, how they were supported, and what became of activities."""

    cohort: Cohort
    flows: Sequence[Flow]
    support: SupportFigures
    activities: Sequence[StepCounts]
    by_group: Sequence[StepCounts]
    funnel: Funnel

    @property
    def referred(self) -> int:
        """How many were referred, or taken on without a referral; also those of whom scores alone are kept."""
        return sum(self.cohort.not_taken_on.values()) + self.taken_on

    @property
    def taken_on(self) -> int:
        return len(self.cohort.people) + len(self.cohort.kept)


def linked_figures(cohort: Cohort, dataset: Dataset, age_limit: int) -> LinkedFigures:
    """The figures of a cohort, whose dataset it is."""
    groups = every_group(dataset, age_limit)
    return LinkedFigures(
        cohort,
        flow_by_group(cohort, groups),
        support_figures(cohort),
        count_steps(cohort),
        count_steps_by_group(cohort, groups),
        funnel_of(cohort),
    )

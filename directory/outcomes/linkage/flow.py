"""How many came from being referred to being measured twice, step by step, and by group."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from directory.outcomes.evaluating.groupings import Group
from directory.outcomes.linkage.cohort import Cohort, Linked
from directory.outcomes.linkage.support import Met
from directory.outcomes.statistics.means import MeanOf, mean_of
from directory.outcomes.statistics.shares import Share, share_of

DAYS_OF_WEEK = 7


class FlowStep(StrEnum):
    """A step on the way of those who were taken on. The last is what a change is worked out from."""

    TAKEN_ON = "taken on"
    MET = "met"
    MEASURED_AT_START = "measured at the start"
    ENDED = "support ended"
    MEASURED_AT_END = "measured at the end"
    PAIRED = "measured twice with the same questionnaire"


OF_PEOPLE: Mapping[FlowStep, Callable[[Linked], bool]] = {
    FlowStep.TAKEN_ON: lambda person: True,
    FlowStep.MET: lambda person: person.support.met is not Met.NOT_MET,
    FlowStep.MEASURED_AT_START: lambda person: bool(measures_at(person, "baseline")),
    FlowStep.ENDED: lambda person: person.spell.closed_on is not None,
    FlowStep.MEASURED_AT_END: lambda person: bool(measures_at(person, "exit")),
    FlowStep.PAIRED: lambda person: bool(measures_at(person, "baseline") & measures_at(person, "exit")),
}


@dataclass(frozen=True)
class Flow:
    """How far the people of one group came: of those who were taken on, how many at each step."""

    label: str
    people: int
    steps: Mapping[FlowStep, Share]


@dataclass(frozen=True)
class SupportFigures:
    """Of those whose support ended: sessions each, weeks from the referral to the end, and how many within the weeks
    that the scheme means it to last. Of everybody: how they were met."""

    sessions: MeanOf
    weeks: MeanOf
    case_weeks: int
    within: Share
    met: Mapping[Met, Share]


def measures_at(person: Linked, stage: str) -> set[str]:
    return {each.measure for each in person.answered if each.stage == stage}


def flow_by_group(cohort: Cohort, groups: Sequence[Group]) -> list[Flow]:
    """The flow of each group. Groups are of the people of the dataset; of who was erased no step is known."""
    reached = {
        step: np.array([test(person) for person in cohort.people], dtype=bool) for step, test in OF_PEOPLE.items()
    }
    return [flow_of(each.label, each.members[: len(cohort.people)], reached) for each in groups]


def flow_of(label: str, members: NDArray[np.bool_], reached: Mapping[FlowStep, NDArray[np.bool_]]) -> Flow:
    people = int(np.count_nonzero(members))
    counts = {step: int(np.count_nonzero(members & each)) for step, each in reached.items()}
    return Flow(label, people, {step: share_of(count, people) for step, count in counts.items()})


def support_figures(cohort: Cohort) -> SupportFigures:
    """How people were supported, and for how long."""
    ended = [each for each in cohort.people if each.spell.closed_on is not None]
    weeks = [weeks_until_end(each) for each in ended]
    return SupportFigures(
        sessions=mean_of([each.support.sessions for each in ended]),
        weeks=mean_of(weeks),
        case_weeks=cohort.case_weeks,
        within=share_of(sum(each <= cohort.case_weeks for each in weeks), len(weeks)),
        met={met: share_of(sum(each.support.met is met for each in cohort.people), len(cohort.people)) for met in Met},
    )


def weeks_until_end(person: Linked) -> float:
    spell = person.spell
    return ((spell.closed_on or spell.begins_on) - spell.begins_on).days / DAYS_OF_WEEK

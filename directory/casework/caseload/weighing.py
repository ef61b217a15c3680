"""What a caseload weighs: each open case in hundredths of an ordinary one, as the team has set it. Rules alone.

There is no published scale for social prescribing. The standards of the field count cases (about 40 at a time), and say
that most of the work is at the start of support, which six appointments in 12 to 16 weeks show. The weights are a
team's own, and what they start with is ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from directory.accounts.models import Scheme
from directory.casework.caseload.stages import OpenCase, Stage

ORDINARY = 100


@dataclass(frozen=True)
class Weights:
    """What a case counts that is new, paused or long, and what counts more, in hundredths of an ordinary one."""

    new: int
    paused: int
    long: int
    interpreter: int
    visit: int
    meant_weeks: int


def weights_of(scheme: Scheme) -> Weights:
    """What a team has set itself."""
    return Weights(
        new=scheme.new_weight,
        paused=scheme.paused_weight,
        long=scheme.long_weight,
        interpreter=scheme.interpreter_weight,
        visit=scheme.visit_weight,
        meant_weeks=scheme.case_weeks,
    )


def weight_of(case: OpenCase, weights: Weights, today: date) -> int:
    """What one case counts. A pause outweighs what else would count more: nobody is met meanwhile."""
    if case.stage is Stage.PAUSED:
        return weights.paused
    more = weights.interpreter * case.has_interpreter + weights.visit * case.has_home_visits
    if case.stage in (Stage.TO_REACH, Stage.TO_ASSESS):
        return weights.new + more
    return (weights.long if case.weeks_on(today) >= weights.meant_weeks else ORDINARY) + more


@dataclass(frozen=True)
class Load:
    """A caseload: how many cases of each kind, and what they weigh together, in hundredths of an ordinary one."""

    cases: int = 0
    weight: int = 0
    new: int = 0
    paused: int = 0
    long: int = 0
    interpreters: int = 0
    visits: int = 0

    @property
    def counts_as(self) -> float:
        """How many ordinary cases it is as much work as, to a tenth."""
        return round(self.weight / ORDINARY, 1)


def load_of(cases: Iterable[OpenCase], weights: Weights, today: date) -> Load:
    """What some cases are together."""
    known: Sequence[OpenCase] = list(cases)
    return Load(
        cases=len(known),
        weight=sum(weight_of(each, weights, today) for each in known),
        new=sum(each.stage in (Stage.TO_REACH, Stage.TO_ASSESS) for each in known),
        paused=sum(each.stage is Stage.PAUSED for each in known),
        long=sum(each.stage is Stage.SUPPORTED and each.weeks_on(today) >= weights.meant_weeks for each in known),
        interpreters=sum(each.has_interpreter for each in known),
        visits=sum(each.has_home_visits for each in known),
    )

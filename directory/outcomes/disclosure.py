"""What of an evaluation is shown to somebody who may not see small groups, so that nobody can be recognised.

Counts of one to seven become "fewer than 8", and no mean of so few is given. Where one hidden count could be worked out
from a total and its other parts, another part is kept back too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from directory.outcomes.evaluation import Evaluation, PairedChange

SMALLEST_GROUP = 8


class Hidden(StrEnum):
    """Why a count is not given."""

    FEW = "fewer than 8"
    KEPT_BACK = "not shown"


Count = int | Hidden


@dataclass(frozen=True)
class ShownGroup:
    """A group of people with both questionnaires; `change` is None where there are none, or too few to show."""

    n: Count
    change: PairedChange | None
    rose: Count
    fell: Count
    same: Count

    @property
    def is_hidden(self) -> bool:
        """Whether there are people in the group whose figures are not given."""
        return isinstance(self.n, Hidden)


@dataclass(frozen=True)
class ShownEvaluation:
    """An evaluation as one actor may see it."""

    hides_small: bool
    cases: Count
    without_baseline: Count
    still_open: Count
    without_exit: Count
    overall: ShownGroup
    attended: ShownGroup
    not_attended: ShownGroup
    referrals_made: Count
    referrals_attended: Count
    needs_referred: Count
    objected: Count = 0


def shown_evaluation(evaluation: Evaluation, *, hides_small: bool) -> ShownEvaluation:
    """An evaluation for somebody to see, whole or with small groups hidden."""
    e = evaluation
    overall, attended, not_attended = size_of(e.overall), size_of(e.attended), size_of(e.not_attended)
    missing = protect_parts((e.without_baseline, e.still_open, e.without_exit), hides_small)
    # The sum of what is missing follows from the number of cases, unless that is kept back.
    may_count = not hides_small or not is_small(e.cases - overall)
    split = protect_parts((attended, not_attended), hides_small)
    referrals = protect_parts((e.referrals_attended, e.referrals_made - e.referrals_attended), hides_small)
    # How many were sent on follows from the two: both are told, or neither.
    needs = protect_parts((e.referrals_sent_on, e.referrals_made - e.referrals_sent_on), hides_small)
    return ShownEvaluation(
        hides_small=hides_small,
        cases=protect(e.cases, hides_small) if may_count else Hidden.KEPT_BACK,
        without_baseline=missing[0],
        still_open=missing[1],
        without_exit=missing[2],
        overall=shown_group(e.overall, protect(overall, hides_small), hides_small),
        attended=shown_group(e.attended, split[0], hides_small),
        not_attended=shown_group(e.not_attended, split[1], hides_small),
        referrals_made=protect(e.referrals_made, hides_small),
        referrals_attended=referrals[0],
        needs_referred=needs[1],
        objected=protect(e.objected, hides_small),
    )


def size_of(change: PairedChange | None) -> int:
    return change.n if change else 0


def shown_group(change: PairedChange | None, n: Count, hides_small: bool) -> ShownGroup:
    if isinstance(n, Hidden):
        return ShownGroup(n, None, Hidden.KEPT_BACK, Hidden.KEPT_BACK, Hidden.KEPT_BACK)
    if change is None:
        return ShownGroup(0, None, 0, 0, 0)
    rose, fell, same = protect_parts((change.rose, change.fell, change.same), hides_small)
    return ShownGroup(n, change, rose, fell, same)


def is_small(count: int) -> bool:
    """Whether so few could be recognised. Nobody at all cannot."""
    return 0 < count < SMALLEST_GROUP


def protect(count: int, hides_small: bool) -> Count:
    """A count, or that it is small."""
    return Hidden.FEW if hides_small and is_small(count) else count


def protect_parts(parts: Sequence[int], hides_small: bool) -> tuple[Count, ...]:
    """The parts of a total that is known, so that no small one can be worked out from the others.

    Small ones are hidden; then the smallest of the others, one by one, until more than one set of numbers fits. Where
    all are hidden and still only one does, as with twice seven of 14, there is nothing left to hide but the total.
    """
    shown: list[Count] = [protect(part, hides_small) for part in parts]
    others = sorted((part, place) for place, part in enumerate(parts) if part and not is_small(part))
    while can_be_told(parts, shown) and others:
        shown[others.pop(0)[1]] = Hidden.KEPT_BACK
    return tuple(shown)


def protect_whole(whole: int, *ways: Sequence[int]) -> Count:
    """A total as it is told beside its parts, which may split it in several ways.

    Where it would give away a small part that `protect_parts` has hidden, it is kept back itself.
    """
    if is_small(whole):
        return Hidden.FEW
    return Hidden.KEPT_BACK if any(can_be_told(each, protect_parts(each, True)) for each in ways) else whole


def can_be_told(parts: Sequence[int], shown: Sequence[Count]) -> bool:
    """Whether a small part follows from the total, the parts shown, and what "fewer than 8" means."""
    few, kept_back = shown.count(Hidden.FEW), shown.count(Hidden.KEPT_BACK)
    if not few:
        return False
    hidden = sum(part for part, count in zip(parts, shown, strict=True) if isinstance(count, Hidden))
    most_of_one_few = SMALLEST_GROUP - 1
    least = 1 if kept_back else hidden - most_of_one_few * (few - 1)
    most = hidden - (few - 1) - SMALLEST_GROUP * kept_back
    return max(least, 1) >= min(most, most_of_one_few)

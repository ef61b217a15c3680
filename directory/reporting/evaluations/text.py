"""An evaluation as text to read on a terminal: each figure with its n, and no claim that its interval does not bear."""

from collections.abc import Iterable, Iterator, Sequence

from directory.outcomes.evaluating.beyond import GROUP
from directory.outcomes.evaluating.results import (
    NO_COMPARISON_GROUP,
    ONLY_PAIRS,
    TOWARDS_THE_MEAN,
    CohortEvaluation,
    ContrastResult,
    GroupResult,
    MeasureResult,
    OrdinalResult,
    ScaleResult,
    TwoQuestionsResult,
)
from directory.outcomes.packs.shape import Direction, Item, Level
from directory.outcomes.statistics.shares import Share
from directory.reporting.evaluations.beyond import beyond_lines
from directory.reporting.evaluations.text_parts import p_words, sd_words, share_words

SHOWN_GROUPINGS = ("", "sex", "age")


def evaluation_lines(evaluation: CohortEvaluation, name: str, more: Iterable[str] = ()) -> Iterator[str]:
    """The evaluation of a cohort, a line at a time; `more` are those that only a scheme's own records have."""
    yield f"{name}: {evaluation.people:,} people, {evaluation.answers:,} answers"
    yield NO_COMPARISON_GROUP
    yield ONLY_PAIRS
    yield TOWARDS_THE_MEAN
    yield ""
    yield from more
    yield from people_lines(evaluation)
    for result in results_first(evaluation):
        yield ""
        yield from measure_lines(evaluation, result)
    yield ""
    yield "Internal: small groups and exact figures. Not for publication."


def results_first(evaluation: CohortEvaluation) -> list[MeasureResult]:
    """The measures as they are read: of several scores of a questionnaire the result before what is beside it."""
    return sorted(evaluation.measures, key=lambda each: (each.measure.pack.code, is_beside(each)))


def is_beside(result: MeasureResult) -> bool:
    """Whether a score is told only beside the one that is the result of its questionnaire."""
    scores = result.measure.pack.scores
    return len(scores) > 1 and result.measure.part is scores[0]


def people_lines(evaluation: CohortEvaluation) -> Iterator[str]:
    yield "People"
    for size in evaluation.groups.values():
        if size.grouping:
            yield f"  {size.label}: {share_words(size.share)}"
    age = evaluation.age
    if age.mean is not None:
        sd = f", SD {age.sd:.2f}" if age.sd is not None else ""
        yield f"  Age: mean {age.mean:.1f}{sd}, {evaluation.youngest:g} to {evaluation.oldest:g} (n {age.n:,})"


def measure_lines(evaluation: CohortEvaluation, result: MeasureResult) -> Iterator[str]:
    measure = result.measure
    direction = f" ({measure.direction.value})" if measure.direction is not Direction.NEITHER else ""
    yield f"{measure.label}{direction}"
    for key, group in result.groups.items():
        size = evaluation.groups[key]
        if size.grouping in SHOWN_GROUPINGS:
            yield from indented(size.label, group_lines(result, group))
    for key, contrast in result.contrasts.items():
        first, second = (evaluation.groups[each].label for each in key.split(" - "))
        yield f"  {first} against {second[0].lower()}{second[1:]}: {contrast_words(contrast)}"
    if result.with_age and result.with_age.r is not None:
        found = result.with_age
        yield f"  Change with age: r {found.r:.2f}, p {p_words(found.p)} (n {found.n:,})"
    yield from beyond_lines(result)
    if result.too_young:
        yield f"  Left out for being younger than {measure.pack.from_age}: {result.too_young:,}"
    for note in measure.pack.notes:
        yield f"  {note}"


def indented(label: str, lines: Iterator[str]) -> Iterator[str]:
    first = next(lines)
    yield f"  {label}: {first}"
    for line in lines:
        yield f"    {line}"


def group_lines(result: MeasureResult, group: GroupResult) -> Iterator[str]:
    if isinstance(group, ScaleResult):
        yield from scale_lines(group, result.measure.higher_is_better)
    else:
        yield from answer_lines(result, group)


def scale_lines(group: ScaleResult, higher_is_better: bool) -> Iterator[str]:
    found, ways, n = group.change, group.directions, group.answered.n
    missing = group.answered.with_baseline - n
    if found.change.mean is None or found.baseline.mean is None or found.post.mean is None:
        yield f"n 0: {found.unsaid}; {group.answered.with_baseline:,} have a start alone"
        return
    yield (
        f"n {n:,}: {found.baseline.mean:.2f}{sd_words(found.baseline.sd)} → {found.post.mean:.2f}"
        f"{sd_words(found.post.sd)}, {change_words(group, higher_is_better)}"
    )
    if found.t is not None and found.effect is not None:
        effect = found.effect
        yield (
            f"t({found.df}) {found.t:.2f}, p {p_words(found.p)}, d_z {effect.d_z:.2f} ({effect.low:.2f} to"
            f" {effect.high:.2f})"
        )
    yield f"{ways.improved:,} improved, {ways.same:,} same, {ways.worse:,} worse; {missing:,} have a start and no end"


def change_words(group: ScaleResult, higher_is_better: bool) -> str:
    """How the mean changed; that it did is only said where the interval leaves no other way."""
    change = group.change.change
    if change.mean is None or change.low is None or change.high is None:
        return f"change {change.mean:+.2f} ({change.unsaid})"
    told = f"change {change.mean:+.2f}{sd_words(change.sd)}, 95% interval {change.low:.2f} to {change.high:.2f}"
    if change.low <= 0 <= change.high:
        return f"{told}: no clear change"
    return f"{told}: {'better' if (change.mean > 0) == higher_is_better else 'worse'}"


def answer_lines(result: MeasureResult, group: OrdinalResult | TwoQuestionsResult) -> Iterator[str]:
    item = result.measure.part
    levels = item.levels if isinstance(item, Item) else ()
    last = result.measure.pack.exit_levels or levels
    yield f"start (n {size_of(group.baseline):,}): {distribution_words(levels, group.baseline)}"
    yield f"end (n {size_of(group.exit):,}): {distribution_words(last, group.exit)}"
    if isinstance(group, OrdinalResult) and group.test.z is not None:
        test, ways = group.test, group.directions
        yield (
            f"z {test.z:.2f}, p {p_words(test.p)} (n {test.n:,}, of whom {test.changed:,} changed):"
            f" {ways.improved:,} improved, {ways.same:,} same, {ways.worse:,} worse"
        )


def contrast_words(found: ContrastResult) -> str:
    if found.ranks:
        test = found.ranks
        sizes = f"n {test.n_first:,} and {test.n_second:,}"
        if test.u is None or test.z is None:
            return f"{test.unsaid} ({sizes})"
        return f"U {test.u:,.1f}, z {test.z:.2f}, p {p_words(test.p)} ({sizes})"
    pooled, welch = found.pooled, found.welch
    if not pooled or not welch or pooled.t is None or pooled.low is None or pooled.high is None or welch.t is None:
        why = pooled.unsaid if pooled else None
        return f"{why}"
    clear = ": no clear difference" if pooled.low <= 0 <= pooled.high else ""
    return (
        f"difference {pooled.difference:+.2f}, 95% interval {pooled.low:.2f} to {pooled.high:.2f}, t({pooled.df:g})"
        f" {pooled.t:.2f}, p {p_words(pooled.p)}; Welch t({welch.df:.1f}) {welch.t:.2f}, p {p_words(welch.p)}"
        f" (n {pooled.first.n:,} and {pooled.second.n:,}){clear}{adjusted_words(found)}"
    )


def adjusted_words(found: ContrastResult) -> str:
    """The difference at the end between people who began alike."""
    slope = found.adjusted.slopes.get(GROUP) if found.adjusted else None
    if slope is None:
        return ""
    return f"; at the end, had they begun alike, {slope.estimate:+.2f}, {slope.low:.2f} to {slope.high:.2f}"


def distribution_words(levels: Sequence[Level], shares: Sequence[Share]) -> str:
    told = [
        f"{level.label} {share.share:.1%}"
        for level, share in zip(levels, shares, strict=True)
        if share.share is not None
    ]
    return ", ".join(told) or "nobody answered"


def size_of(shares: Sequence[Share]) -> int:
    return shares[0].n if shares else 0

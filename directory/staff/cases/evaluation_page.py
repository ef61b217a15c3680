"""What the page of outcomes shows: figures in words, with how sure one can be and what is missing."""

from dataclasses import dataclass

from directory.outcomes.disclosure import SMALLEST_GROUP, Count, Hidden, ShownEvaluation, ShownGroup
from directory.outcomes.evaluation import PairedChange
from directory.web.words import counted

TOO_FEW = "Too few people to show"
NOBODY = "Nobody yet"
# Below this many the interval leans on changes being spread evenly around their mean.
FEW_FOR_AN_INTERVAL = 30
# The drawing is this many units wide, nought in the middle, and reaches this many points to either side.
WIDTH, REACH = 200, 8.0


@dataclass(frozen=True)
class Bar:
    """A mean change and its interval as places across a drawing, from 0 to WIDTH."""

    low: float
    mean: float
    high: float


@dataclass(frozen=True)
class GroupRow:
    """A group of people with both scores. `note` stands instead of figures where there are none to show."""

    name: str
    n: str
    start: str
    end: str
    change: str
    interval: str
    spread: str
    note: str
    bar: Bar | None


@dataclass(frozen=True)
class CountRow:
    """A count and what it is of."""

    name: str
    count: str


@dataclass(frozen=True)
class EvaluationPage:
    """The evaluation of a scheme in words and figures."""

    n: str
    n_note: str
    change: str
    referrals_made: str
    referrals_attended: str
    needs_referred: str
    sentences: tuple[str, ...]
    groups: tuple[GroupRow, ...]
    directions: tuple[CountRow, ...]
    steps: tuple[CountRow, ...]
    hides_small: bool
    smallest_group: int = SMALLEST_GROUP


def build_evaluation_page(shown: ShownEvaluation) -> EvaluationPage:
    """The page of outcomes for what an actor may see."""
    overall = shown.overall
    return EvaluationPage(
        n=count_words(overall.n),
        n_note="" if isinstance(shown.cases, Hidden) else f"of {counted(shown.cases, 'case')}",
        change=signed(overall.change.mean_change) if overall.change else "–",
        referrals_made=count_words(shown.referrals_made),
        referrals_attended=count_words(shown.referrals_attended),
        needs_referred=count_words(shown.needs_referred),
        sentences=tuple(sentences_of(overall)),
        groups=(
            group_row("Everybody with both scores", overall),
            group_row("Went to something they were referred to", shown.attended),
            group_row("Did not go to anything they were referred to, or were not referred", shown.not_attended),
        ),
        directions=directions_of(overall),
        steps=steps_of(shown),
        hides_small=shown.hides_small,
    )


def count_words(count: Count) -> str:
    """A count, or why it is not given."""
    return str(count) if isinstance(count, Hidden) else f"{count:,}"


def signed(number: float) -> str:
    """+3.98, −1.20, 0.00: with a true minus sign."""
    rounded = round(number, 2)
    return f"+{rounded:.2f}" if rounded > 0 else f"−{abs(rounded):.2f}" if rounded < 0 else "0.00"


def sentences_of(group: ShownGroup) -> list[str]:
    """The change in words: how large, how sure, and how few it may rest on."""
    change = group.change
    if change is None:
        return [f"{TOO_FEW}." if group.is_hidden else "Nobody has a score from both the start and the end yet."]
    said = [change_words(change), *filter(None, (certainty_words(change),))]
    if change.n < FEW_FOR_AN_INTERVAL:
        said.append(f"With only {counted(change.n, 'person', 'people')}, a few more could change this picture.")
    return said


def change_words(change: PairedChange) -> str:
    size = f"{abs(change.mean_change):.2f} points"
    went = f"rose by {size}" if change.mean_change > 0 else f"fell by {size}"
    went = went if round(change.mean_change, 2) else "did not change"
    means = f"from {change.mean_baseline:.2f} at the start to {change.mean_exit:.2f} at the end"
    return f"On average, wellbeing {went}, {means}."


def certainty_words(change: PairedChange) -> str:
    """What the 95% interval means; nothing where there is none."""
    if change.low is None or change.high is None:
        return ""
    interval = f"The 95% confidence interval is {signed(change.low)} to {signed(change.high)}"
    if change.low > 0:
        return f"{interval}: a rise this large would seldom come about by chance alone."
    if change.high < 0:
        return f"{interval}: a fall this large would seldom come about by chance alone."
    return f"{interval}: it includes nought, so there may have been no change at all."


def group_row(name: str, group: ShownGroup) -> GroupRow:
    change = group.change
    if change is None:
        note = TOO_FEW if group.is_hidden else NOBODY
        return GroupRow(name, count_words(group.n), "", "", "", "", "", note, None)
    return GroupRow(
        name=name,
        n=count_words(group.n),
        start=f"{change.mean_baseline:.2f}",
        end=f"{change.mean_exit:.2f}",
        change=signed(change.mean_change),
        interval=interval_words(change),
        spread=f"{change.sd_change:.2f}" if change.sd_change is not None else "–",
        note="",
        bar=bar_of(change),
    )


def interval_words(change: PairedChange) -> str:
    if change.low is None or change.high is None:
        return "–"
    return f"{signed(change.low)} to {signed(change.high)}"


def bar_of(change: PairedChange) -> Bar | None:
    if change.low is None or change.high is None:
        return None
    return Bar(across(change.low), across(change.mean_change), across(change.high))


def across(points: float) -> float:
    """Where a change stands in the drawing; what is beyond its reach stands at the edge."""
    return round(WIDTH / 2 + max(-REACH, min(REACH, points)) / REACH * WIDTH / 2, 1)


def directions_of(group: ShownGroup) -> tuple[CountRow, ...]:
    """How many rose, fell and stayed; nothing where that is not shown at all."""
    if group.change is None:
        return ()
    named = (("Rose", group.rose), ("Fell", group.fell), ("Stayed the same", group.same))
    return tuple(CountRow(name, count_words(count)) for name, count in named)


def steps_of(shown: ShownEvaluation) -> tuple[CountRow, ...]:
    """Where people are, from all cases to those with both scores."""
    named = (
        ("All cases", shown.cases),
        ("No score from the start", shown.without_baseline),
        ("Score from the start, still being supported", shown.still_open),
        ("Score from the start, ended without a second score", shown.without_exit),
        ("Scores from the start and the end", shown.overall.n),
        ("Left out, because they do not want to count", shown.objected),
    )
    return tuple(CountRow(name, count_words(count)) for name, count in named)

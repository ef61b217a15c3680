"""A cohort beside the people of its area, as figures, a table and text."""

from collections.abc import Iterator, Sequence

from directory.outcomes.evaluating.population import Reached
from directory.reporting.evaluations.figures import Figures
from directory.reporting.evaluations.tables import TableOf, wide_table


def area_figures(reached: Reached) -> Figures:
    """The shares of one group; n are those of the cohort who are known in any group of the grouping."""
    return {
        "n": reached.cohort.n,
        "count": reached.cohort.count,
        "share": reached.cohort.share,
        "share_low": reached.cohort.low,
        "share_high": reached.cohort.high,
        "area_n": reached.area.n,
        "area_share": reached.area.share,
    }


def area_table(found: Sequence[Reached]) -> TableOf:
    return wide_table(
        "Beside the area", ("grouping", "group"), [((e.grouping, e.label), area_figures(e)) for e in found]
    )


def area_lines(found: Sequence[Reached]) -> Iterator[str]:
    yield "Beside the area, of those known"
    for each in found:
        cohort, area = each.cohort, each.area
        if cohort.share is None or cohort.low is None or cohort.high is None or area.share is None:
            continue
        yield (
            f"  {each.label}: {cohort.share:.1%} (95% interval {cohort.low:.1%} to {cohort.high:.1%}, n {cohort.n:,});"
            f" area {area.share:.1%}"
        )
    yield ""

"""Who is missing, doses, and change before support, as figures, tables and text."""

from collections.abc import Iterator
from typing import Any

from directory.outcomes.evaluating.beyond import START
from directory.outcomes.evaluating.results import CohortEvaluation, MeasureResult, MissingResult, TwoStarts
from directory.outcomes.statistics.linear_model import LinearModel
from directory.outcomes.statistics.missing_ends import Bounds, Imputed
from directory.reporting.evaluations.figures import Figures, difference_figures, mean_figures, slope_figures
from directory.reporting.evaluations.text_parts import p_words

Labelled = tuple[str, Figures]


def beyond_document(result: MeasureResult) -> dict[str, Any]:
    """The parts of a measure in `evaluation.json`."""
    if result.missing is None:
        return {}
    return {
        "missing": dict(missing_rows(result.missing)),
        "missing_by_group": dict(missing_groups(result.missing)),
        "sensitivity": dict(sensitivity_rows(result.missing)),
        "doses": {name: dose_figures(name, model) for name, model in result.doses.items()},
        "two_starts": two_starts_figures(result.two_starts) if result.two_starts else None,
    }


def missing_rows(missing: MissingResult) -> Iterator[Labelled]:
    """How those with both differ from those with a start alone."""
    for what, found in (("start", missing.start), ("age", missing.age)):
        yield what, difference_figures(found)


def missing_groups(missing: MissingResult) -> Iterator[Labelled]:
    for key, (of_both, of_start_alone) in missing.groups.items():
        yield (
            key,
            {
                "n": of_both.n + of_start_alone.n,
                "with_both": of_both.count,
                "with_both_share": of_both.share,
                "start_alone": of_start_alone.count,
                "start_alone_share": of_start_alone.share,
            },
        )


def sensitivity_rows(missing: MissingResult) -> Iterator[Labelled]:
    """What the mean change could be with those who are missing."""
    yield "bounds", bound_figures(missing.bounds)
    yield "imputed", imputed_figures(missing.imputed)


def bound_figures(bounds: Bounds) -> Figures:
    return {
        "n": bounds.n,
        "missing": bounds.missing,
        "unchanged": bounds.unchanged,
        "all_at_lowest": bounds.lowest,
        "all_at_highest": bounds.highest,
        "nil_at": bounds.nil_at,
        "unsaid": bounds.unsaid,
    }


def imputed_figures(imputed: Imputed) -> Figures:
    return {
        "n": imputed.n,
        "missing": imputed.missing,
        "draws": imputed.draws,
        "change_mean": imputed.mean,
        "change_low": imputed.low,
        "change_high": imputed.high,
        "df": imputed.df,
        "p": imputed.p,
        "unsaid": imputed.unsaid,
    }


def dose_figures(name: str, model: LinearModel) -> Figures:
    told: Figures = {"n": model.n, "df": model.df}
    return told | slope_figures("slope", model.slopes.get(name)) | {"unsaid": model.unsaid}


def two_starts_figures(found: TwoStarts) -> Figures:
    change = found.change
    told: Figures = {"n": change.n} | mean_figures("first", change.baseline) | mean_figures("last", change.post)
    return (
        told
        | mean_figures("change", change.change)
        | {"t": change.t, "df": change.df, "p": change.p}
        | {"r": found.together.r}
    )


def beyond_rows(evaluation: CohortEvaluation) -> dict[str, list[tuple[tuple[str, ...], Figures]]]:
    """The rows of tables of their own, by the name of the table; each begins with the measure and what it is of."""
    found: dict[str, list[tuple[tuple[str, ...], Figures]]] = {}
    for result in evaluation.measures:
        if result.missing is None:
            continue
        label, groups = result.measure.label, evaluation.groups
        parts = {
            "Missing compared": list(missing_rows(result.missing)),
            "Missing by group": [(groups[key].label, each) for key, each in missing_groups(result.missing)],
            "If nobody were missing": list(sensitivity_rows(result.missing)),
            "Doses": [(name, dose_figures(name, model)) for name, model in result.doses.items()],
            "Before support": [("two starts", two_starts_figures(result.two_starts))] if result.two_starts else [],
        }
        for name, rows in parts.items():
            found.setdefault(name, []).extend(((label, of), figures) for of, figures in rows)
    return {name: rows for name, rows in found.items() if rows}


def beyond_lines(result: MeasureResult) -> Iterator[str]:
    """What is told of a score after its groups."""
    missing = result.missing
    if missing and missing.missing and missing.paired:
        yield from missing_lines(missing)
    for name, model in result.doses.items():
        slope = model.slopes.get(name)
        if slope:
            clear = "" if slope.low * slope.high > 0 else ": no clear difference"
            yield (
                f"  End, for one more of {name}, of people with the same {START}: {slope.estimate:+.2f}, 95% interval"
                f" {slope.low:.2f} to {slope.high:.2f} (n {model.n:,}; who had more differs otherwise too){clear}"
            )
    if result.two_starts and result.two_starts.change.change.mean is not None:
        change = result.two_starts.change.change
        reach = f", 95% interval {change.low:.2f} to {change.high:.2f}" if change.low is not None else ""
        yield f"  Before support, between two starts: change {change.mean:+.2f}{reach} (n {change.n:,})"


def missing_lines(missing: MissingResult) -> Iterator[str]:
    start, bounds, imputed = missing.start, missing.bounds, missing.imputed
    sizes = f"n {missing.paired:,} and {missing.missing:,}"
    if start.first.mean is not None and start.second.mean is not None:
        yield (
            f"  Start of those with both {start.first.mean:.2f}, and of those who are missing {start.second.mean:.2f},"
            f" p {p_words(start.p)} ({sizes})"
        )
    if bounds.unchanged is not None and bounds.nil_at is not None:
        yield (
            f"  Mean change of all {bounds.n:,}, had the missing not changed: {bounds.unchanged:+.2f}; it would be"
            f" nought had they changed by {bounds.nil_at:+.2f} on average"
        )
    if imputed.mean is not None and imputed.low is not None:
        yield (
            f"  Had they gone on as others who began alike: {imputed.mean:+.2f}, 95% interval {imputed.low:.2f} to"
            f" {imputed.high:.2f} ({imputed.draws} imputations, n {imputed.n:,})"
        )
    elif imputed.unsaid:
        yield f"  Multiple imputation: {imputed.unsaid} ({missing.missing:,} of {imputed.n:,})"

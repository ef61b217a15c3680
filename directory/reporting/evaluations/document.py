"""`evaluation.json`: every number of an evaluation by measure, group and statistic, at full precision."""

from collections.abc import Mapping
from typing import Any

from directory.outcomes.evaluating.results import (
    NO_COMPARISON_GROUP,
    ONLY_PAIRS,
    TOWARDS_THE_MEAN,
    CohortEvaluation,
    MeasureResult,
)
from directory.outcomes.statistics.missing_ends import DRAWS, MOST_MISSING, SEED
from directory.reporting.evaluations.beyond import beyond_document
from directory.reporting.evaluations.figures import (
    age_figures,
    contrast_figures,
    mean_figures,
    measure_figures,
    people_figures,
)

KIND = "internal"
METHODS = (
    "Pairs: the first questionnaire of the start and the last of the end of each person.",
    "Change: end minus start; its interval and t by Student's t for pairs; d_z = t / √n, its interval by noncentral t.",
    "Two groups: difference of mean changes, pooled t and Welch's t.",
    "Ordered answers: Wilcoxon signed-rank, asymptotic, no change dropped, ties corrected, no continuity correction."
    " Two groups: Mann-Whitney, asymptotic, ties corrected, no continuity correction.",
    "With age: Pearson's r, its interval by Fisher's z.",
    "p values of comparisons between groups are told as they are, and adjusted for how many there are by Holm, and by"
    " Benjamini and Hochberg. Those of changes are not adjusted.",
    "Two groups adjusted: analysis of covariance, the end by the group and the start (ordinary least squares). Doses"
    " likewise, the end by the dose and the start: who had more of it differs in other ways too.",
    "Missing ends: those with a start alone beside those with both by Welch's t. Bounds: the missing unchanged, and all"
    f" at either end of the scale. Multiple imputation: {DRAWS} draws of the end given the start by Bayesian linear"
    f" regression, seed {SEED}, Rubin's rules with the degrees of freedom of Barnard and Rubin; refused where more than"
    f" {MOST_MISSING:.0%} are missing. It takes the missing to be like others who began alike.",
    "Before support: where somebody was measured at the start on several days, change between the first and the last.",
    "All intervals are 95%.",
)


def evaluation_document(
    evaluation: CohortEvaluation, run: Mapping[str, Any], more: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The document; `run` says of what, and by which release, so that it can be worked out again.

    `more` are parts that only a scheme's own records have.
    """
    return {
        "kind": KIND,
        "run": dict(run),
        **(more or {}),
        "limits": [NO_COMPARISON_GROUP, ONLY_PAIRS, TOWARDS_THE_MEAN],
        "methods": list(METHODS),
        "people": {
            "n": evaluation.people,
            "answers": evaluation.answers,
            "answers_of_other_stages": evaluation.not_in_pairs,
            "age": {
                "n": evaluation.age.n,
                **mean_figures("age", evaluation.age),
                "youngest": evaluation.youngest,
                "oldest": evaluation.oldest,
            },
            "groups": people_figures(evaluation),
        },
        "measures": {each.measure.code: of_measure(each) for each in evaluation.measures},
    }


def of_measure(result: MeasureResult) -> dict[str, Any]:
    measure = result.measure
    least = measure.pack.important_difference
    return {
        "label": measure.label,
        "kind": measure.kind.value,
        "direction": measure.direction.value,
        "notes": list(measure.pack.notes),
        "source": measure.pack.source,
        "important_difference": {"least": least.least, "note": least.note, "source": least.source} if least else None,
        "too_young": result.too_young,
        "groups": measure_figures(result),
        "contrasts": contrast_figures(result),
        "change_with_age": age_figures(result.with_age) if result.with_age else None,
        **beyond_document(result),
    }

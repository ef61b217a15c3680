"""Every figure of an evaluation by measure, group and statistic, at full precision. What cannot be said is None."""

from collections.abc import Sequence

from directory.outcomes.evaluating.beyond import GROUP
from directory.outcomes.evaluating.results import (
    Answered,
    CohortEvaluation,
    ContrastResult,
    GroupResult,
    MeasureResult,
    OrdinalResult,
    ScaleResult,
)
from directory.outcomes.packs.shape import Item, Level
from directory.outcomes.statistics.between_groups import GroupDifference
from directory.outcomes.statistics.correlation import Correlation
from directory.outcomes.statistics.effect_sizes import EffectSize
from directory.outcomes.statistics.linear_model import Slope
from directory.outcomes.statistics.means import MeanOf
from directory.outcomes.statistics.ranks import RankSum
from directory.outcomes.statistics.shares import Share

Figure = int | float | str | None
Figures = dict[str, Figure]


def measure_figures(result: MeasureResult) -> dict[str, Figures]:
    """The figures of a measure by group: each has its n."""
    return {key: group_figures(result, each) for key, each in result.groups.items()}


def contrast_figures(result: MeasureResult) -> dict[str, Figures]:
    """The figures of groups compared."""
    return {key: of_contrast(each) for key, each in result.contrasts.items()}


def age_figures(found: Correlation) -> Figures:
    """How change goes with age."""
    told: Figures = {"n": found.n, "r": found.r, "low": found.low, "high": found.high}
    return told | {"t": found.t, "df": found.df, "p": found.p, "unsaid": found.unsaid}


def group_figures(result: MeasureResult, group: GroupResult) -> Figures:
    if isinstance(group, ScaleResult):
        return of_answered(group.answered) | of_scale(group)
    shares = shares_of(result, group.baseline, group.exit)
    if isinstance(group, OrdinalResult):
        return of_answered(group.answered) | shares | of_ordinal(group)
    return of_answered(group.answered) | shares


def of_answered(answered: Answered) -> Figures:
    return {
        "n": answered.n,
        "people": answered.people,
        "with_baseline": answered.with_baseline,
        "with_exit": answered.with_exit,
        "share_with_both": answered.n / answered.with_baseline if answered.with_baseline else None,
    }


def of_scale(group: ScaleResult) -> Figures:
    change, ways = group.change, group.directions
    told = mean_figures("baseline", change.baseline) | mean_figures("post", change.post)
    told |= mean_figures("change", change.change)
    told |= {"t": change.t, "df": change.df, "p": change.p}
    told |= effect_figures(change.effect)
    told |= {"improved": ways.improved, "same": ways.same, "worse": ways.worse}
    if group.important:
        told |= {"improved_importantly": group.important.improved, "worse_importantly": group.important.worse}
    return told | {"unsaid": change.unsaid}


def effect_figures(effect: EffectSize | None) -> Figures:
    if effect is None:
        return dict.fromkeys(("d_z", "d_z_low", "d_z_high"))
    return {"d_z": effect.d_z, "d_z_low": effect.low, "d_z_high": effect.high}


def mean_figures(name: str, mean: MeanOf) -> Figures:
    return {
        f"{name}_mean": mean.mean,
        f"{name}_sd": mean.sd,
        f"{name}_low": mean.low,
        f"{name}_high": mean.high,
    }


def of_ordinal(group: OrdinalResult) -> Figures:
    test, ways = group.test, group.directions
    return {
        "changed": test.changed,
        "rank_sum_up": test.rank_sum_up,
        "rank_sum_down": test.rank_sum_down,
        "z": test.z,
        "p": test.p,
        "improved": ways.improved,
        "same": ways.same,
        "worse": ways.worse,
        "unsaid": test.unsaid,
    }


def shares_of(result: MeasureResult, start: Sequence[Share], end: Sequence[Share]) -> Figures:
    """How many gave each answer, at the start and at the end."""
    item = result.measure.part
    levels = item.levels if isinstance(item, Item) else ()
    last = result.measure.pack.exit_levels or levels
    return level_figures("baseline", levels, start) | level_figures("exit", last, end)


def level_figures(stage: str, levels: Sequence[Level], shares: Sequence[Share]) -> Figures:
    told: Figures = {f"{stage}_n": shares[0].n if shares else 0}
    for level, share in zip(levels, shares, strict=True):
        told |= {f"{stage}_{level.code}": share.count, f"{stage}_{level.code}_share": share.share}
    return told


def of_contrast(found: ContrastResult) -> Figures:
    told: Figures = {}
    for each in (found.pooled, found.welch):
        told |= difference_figures(each) if each else {}
    told |= rank_figures(found.ranks) if found.ranks else {}
    if found.adjusted:
        told |= slope_figures("adjusted", found.adjusted.slopes.get(GROUP)) | {"adjusted_df": found.adjusted.df}
    return told | {"p_holm": found.holm, "p_benjamini_hochberg": found.fdr}


def difference_figures(found: GroupDifference) -> Figures:
    name = found.variances.value
    return {
        "n": found.first.n + found.second.n,
        "first_n": found.first.n,
        "second_n": found.second.n,
        "first_mean": found.first.mean,
        "second_mean": found.second.mean,
        "difference": found.difference,
        f"{name}_low": found.low,
        f"{name}_high": found.high,
        f"{name}_t": found.t,
        f"{name}_df": found.df,
        f"{name}_p": found.p,
        "unsaid": found.unsaid,
    }


def slope_figures(name: str, slope: Slope | None) -> Figures:
    """By how much an outcome is higher for one more of something, all else the same."""
    return {
        name: slope.estimate if slope else None,
        f"{name}_low": slope.low if slope else None,
        f"{name}_high": slope.high if slope else None,
        f"{name}_t": slope.t if slope else None,
        f"{name}_p": slope.p if slope else None,
    }


def rank_figures(found: RankSum) -> Figures:
    sizes: Figures = {"n": found.n_first + found.n_second, "first_n": found.n_first, "second_n": found.n_second}
    return sizes | {"u": found.u, "u_first": found.u_first, "z": found.z, "p": found.p, "unsaid": found.unsaid}


def people_figures(evaluation: CohortEvaluation) -> dict[str, Figures]:
    """How many are in each group."""
    return {
        key: {"n": size.share.count, "of": size.share.n, "share": size.share.share, "label": size.label}
        for key, size in evaluation.groups.items()
    }

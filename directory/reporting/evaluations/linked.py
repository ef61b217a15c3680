"""What is linked to the people of a scheme, as figures, tables and text: who counts, and what became of activities."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from directory.outcomes.linkage.cohort import Cohort
from directory.outcomes.linkage.counts import By, StepCounts
from directory.outcomes.linkage.flow import Flow, FlowStep, SupportFigures
from directory.outcomes.linkage.funnel import Funnel, Point
from directory.outcomes.linkage.linked import LinkedFigures
from directory.outcomes.linkage.rules import BASELINE_DAYS, EXIT_DAYS
from directory.outcomes.linkage.steps import Step
from directory.reporting.evaluations.figures import Figures, mean_figures
from directory.reporting.evaluations.tables import TableOf, wide_table
from directory.reporting.evaluations.text_parts import share_words

RULES = (
    "Who counts: everybody whose spell of support began in the period, by the day of the referral or, without one, by"
    " that of opening. Of several spells the first counts.",
    f"Questionnaires: of the start from the referral until {BASELINE_DAYS} days after the case was opened; of the end"
    f" until {EXIT_DAYS} days after it was closed. Of several the first of the start and the last of the end count.",
    "Activities: what happened from the day of the start's questionnaire to that of the end's; without one, from the"
    " opening of the case, and until it was closed or until today.",
    "Attended: with at least one day of which it is known that they went. Days and weeks are those that are known, and"
    " so the least that can be.",
    "Who went to something is compared with who went to nothing: they differ in other ways too, so that no difference"
    " shows what going did.",
    "Providers: of people referred, how many went, with exact binomial limits around the share of all. Groups with few"
    " people vary much by chance; they are not ranked, and what lies outside is a reason to ask and no verdict.",
    "Needs and kinds of activity: somebody may be in several groups, so that these do not add up.",
    "Concepts, domains and providers are those of the directory today. One activity may have several of them.",
)
SHOWN_BY = (By.ALL, By.DOMAIN, By.ROUTE)


def linked_document(found: LinkedFigures) -> dict[str, Any]:
    """The part of `evaluation.json` about linkage."""
    cohort = found.cohort
    return {
        "from": cohort.period.first.isoformat(),
        "to": cohort.period.last.isoformat(),
        "rules": list(RULES),
        "people": len(cohort.people),
        "erased_and_kept_as_scores": len(cohort.kept),
        "left_out": left_out_figures(cohort),
        "referred": found.referred,
        "not_taken_on": dict(cohort.not_taken_on),
        "flow": {each.label: flow_figures(each) for each in found.flows},
        "support": support_document(found.support),
        "activities": [{"by": each.by.value, "name": each.name} | step_figures(each) for each in found.activities],
        "providers": {each.provider: point_figures(each, found.funnel) for each in found.funnel.points},
        "activities_by_group": {each.name: step_figures(each) for each in found.by_group},
    }


def left_out_figures(cohort: Cohort) -> Figures:
    left_out = cohort.left_out
    return {
        "people_who_object": left_out.objecting,
        "spells_opened_by_mistake": left_out.mistakes,
        "later_spells_of_the_same_people": left_out.later_spells,
        "questionnaires_outside_their_window": left_out.outside_window,
    }


def flow_figures(flow: Flow) -> Figures:
    told: Figures = {"n": flow.people}
    for step, share in flow.steps.items():
        if step is not FlowStep.TAKEN_ON:
            told |= {step.value: share.count, f"{step.value}, share": share.share}
    return told


def support_document(support: SupportFigures) -> dict[str, Figures]:
    """The figures of support, each with its n."""
    within = support.within
    return {
        "sessions": {"n": support.sessions.n} | mean_figures("sessions", support.sessions),
        "weeks_from_referral_to_end": {"n": support.weeks.n} | mean_figures("weeks", support.weeks),
        "within_weeks": {"n": within.n, "weeks": support.case_weeks, "count": within.count, "share": within.share},
        **{met.value: {"n": each.n, "count": each.count, "share": each.share} for met, each in support.met.items()},
    }


def step_figures(counts: StepCounts) -> Figures:
    steps: Figures = {step.value: counts.steps[step] for step in Step}
    return {"n": counts.people} | steps | {"days_attended": counts.times, "weeks_attended": counts.weeks}


def point_figures(point: Point, funnel: Funnel) -> Figures:
    """How many went of those referred to one provider, and how far that may vary by chance."""
    (low, high), (lowest, highest) = point.limits
    return {
        "n": point.went.n,
        "went": point.went.count,
        "share": point.went.share,
        "share_of_all": funnel.overall.share,
        "limit_95_low": low,
        "limit_95_high": high,
        "limit_99_8_low": lowest,
        "limit_99_8_high": highest,
        "where": point.where.value,
    }


def linked_tables(found: LinkedFigures) -> list[TableOf]:
    """Who counts, how far they came, how they were supported, activities by kind, and the rules."""
    support, points = support_document(found.support), found.funnel.points
    return [
        TableOf("Who counts", ("what", "n"), tuple(who_counts(found))),
        wide_table("Flow", ("group",), [((each.label,), flow_figures(each)) for each in found.flows]),
        wide_table("Support", ("what",), [((what.replace("_", " "),), figures) for what, figures in support.items()]),
        wide_table(
            "Activities",
            ("by", "name"),
            [((each.by.value, each.name), step_figures(each)) for each in found.activities],
        ),
        wide_table("Activities by group", ("group",), [((each.name,), step_figures(each)) for each in found.by_group]),
        wide_table(
            "Providers", ("provider",), [((each.provider,), point_figures(each, found.funnel)) for each in points]
        ),
        TableOf("Rules of linkage", ("rule",), tuple((each,) for each in RULES)),
    ]


def who_counts(found: LinkedFigures) -> Iterator[tuple[str, int]]:
    cohort = found.cohort
    yield "referred, or taken on without a referral", found.referred
    yield from ((f"not taken on: {state}", count) for state, count in sorted(cohort.not_taken_on.items()))
    yield "people taken on, who count", len(cohort.people)
    yield "erased since, and kept as scores alone", len(cohort.kept)
    for what, count in left_out_figures(cohort).items():
        yield f"left out: {what.replace('_', ' ')}", int(count or 0)


def linked_lines(found: LinkedFigures) -> Iterator[str]:
    """The same as text; concepts, providers and smaller groups are in the files."""
    cohort = found.cohort
    yield f"Began from {day_words(cohort.period.first)} to {day_words(cohort.period.last)}, each person once"
    for what, count in who_counts(found):
        if count or what.endswith("object"):
            yield f"  {what[0].upper()}{what[1:]}: {count:,}"
    yield from flow_lines(found)
    yield from support_lines(found.support)
    yield "Activities between the questionnaires, in people"
    for each in found.activities:
        if each.by in SHOWN_BY:
            told = ", ".join(f"{each.steps[step]:,} {step.value}" for step in Step)
            yield f"  {each.name} (n {each.people:,}): {told}"


def flow_lines(found: LinkedFigures) -> Iterator[str]:
    yield "Flow, of those taken on"
    for flow in found.flows[:1]:
        for step, share in flow.steps.items():
            yield f"  {step.value.capitalize()}: {share_words(share)}"


def support_lines(support: SupportFigures) -> Iterator[str]:
    yield "Support"
    if support.sessions.mean is not None and support.weeks.mean is not None:
        yield f"  Sessions: mean {support.sessions.mean:.1f} (n {support.sessions.n:,} whose support ended)"
        yield (
            f"  Weeks from the referral to the end: mean {support.weeks.mean:.1f}; within {support.case_weeks} weeks"
            f" {share_words(support.within)}"
        )
    for met, share in support.met.items():
        yield f"  {met.value.capitalize()}: {share_words(share)}"


def day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

"""The groups that only a scheme's own records can tell."""

from datetime import date

import pytest

from directory.db import new_id
from directory.outcomes.evaluating.evaluation import evaluate_cohort
from directory.outcomes.linkage.catalogue import Activity
from directory.outcomes.linkage.cohort import Cohort, LeftOut, Linked
from directory.outcomes.linkage.dataset import dataset_of
from directory.outcomes.linkage.facts import Facts
from directory.outcomes.linkage.linked import linked_figures
from directory.outcomes.linkage.reading import Answered
from directory.outcomes.linkage.rules import Period, ReferredBy, Spell
from directory.outcomes.linkage.steps import ActivitySteps, Step
from directory.outcomes.linkage.support import NONE

DAY = date(2026, 3, 2)
CHOIR, WALKS = new_id(), new_id()
ACTIVITIES = {
    CHOIR: Activity("Beck Singers", frozenset({"Choirs"}), frozenset({"Arts", "Older people"})),
    WALKS: Activity("Beck Walks", frozenset({"Walking"}), frozenset({"Outdoors"})),
}


def person(start, end, facts=None, needs=None, practice=None, **went) -> Linked:
    """Somebody with a total before and after; `went` are how far they came with the choir and the walks."""
    answered = [Answered("swemwbs", stage, DAY, total) for stage, total in (("baseline", start), ("exit", end))]
    places = {"choir": CHOIR, "walks": WALKS}
    activities = [ActivitySteps(places[name], frozenset(steps), 1, 2.0) for name, steps in went.items()]
    spell = Spell(new_id(), new_id(), DAY, None, ReferredBy(DAY, "gp", practice))
    return Linked(spell, facts or Facts(), NONE, needs, answered, Period(DAY, DAY), activities)


@pytest.fixture
def cohort():
    went = {Step.REFERRED, Step.ACCEPTED, Step.ATTENDED}
    people = [
        person(14, 21, Facts(carer="yes", disability="no"), frozenset({"Loneliness", "Debt"}), "B86001", choir=went),
        person(15, 19, Facts(carer="no"), frozenset(), "B86002", walks={Step.REFERRED, Step.DECLINED}),
        person(20, 20, walks=went, choir=went),
        person(18, 17),
    ]
    kept = [{"baseline": 14.0, "exit": 18.0}]
    left_out = LeftOut(0, 0, 0, 0)
    period = Period(DAY, DAY)
    return Cohort("North", 16, period, {}, people, kept, ACTIVITIES, {"B86001": "Beck Surgery"}, left_out)


def sizes(cohort, grouping):
    return {label: int(mask.sum()) for label, mask in dataset_of(cohort).groupings[grouping].items()}


def test_everybody_is_in_one_group_of_practice_disability_and_caring(cohort):
    assert sizes(cohort, "practice") == {"Practice B86002": 1, "Practice Beck Surgery": 1, "Practice not known": 2}
    assert sizes(cohort, "carer") == {"Carer": 1, "Caring not known": 2, "No carer": 1}
    assert sizes(cohort, "disability") == {"Disability not known": 3, "Not disabled": 1}


def test_somebody_may_have_several_needs_and_go_to_several_kinds_of_activity(cohort):
    assert sizes(cohort, "need") == {
        "Need: Debt": 1,
        "Need: Loneliness": 1,
        "Needs not assessed": 2,
        "No need written down": 1,
    }
    assert sizes(cohort, "activity") == {"Went to: Arts": 2, "Went to: Older people": 2, "Went to: Outdoors": 1}


def test_who_went_to_something_is_compared_with_who_went_to_nothing(cohort):
    raw = {each.measure.code: each for each in evaluate_cohort(dataset_of(cohort)).measures}["swemwbs_raw"]

    found = raw.contrasts["attended:went_to_something - attended:went_to_nothing"]
    assert (found.pooled.first.n, found.pooled.second.n) == (2, 2)
    assert found.pooled.difference == (7 + 0) / 2 - (4 - 1) / 2
    assert raw.groups["activity:went_to_arts"].change.change.mean == 3.5
    assert (raw.groups["all"].answered.n, raw.doses["weeks attended"].n) == (5, 4)


def test_steps_are_told_by_the_same_groups(cohort):
    found = {each.name: each for each in linked_figures(cohort, dataset_of(cohort), 50).by_group}

    assert (found["Everybody"].people, found["Everybody"].steps[Step.REFERRED]) == (4, 3)
    assert (found["No carer"].people, found["No carer"].steps[Step.DECLINED]) == (1, 1)


def test_providers_are_told_by_who_went_of_those_referred(cohort):
    funnel = linked_figures(cohort, dataset_of(cohort), 50).funnel

    told = {each.provider: (each.went.count, each.went.n) for each in funnel.points}
    assert told == {"Beck Singers": (2, 2), "Beck Walks": (1, 2)}
    assert (funnel.overall.count, funnel.overall.n) == (3, 4)

"""How far people came, how they were met, and for how long they were supported."""

from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.models import Scheme
from directory.casework.support_sessions.models import Way
from directory.outcomes.evaluating.groupings import AGE_LIMIT
from directory.outcomes.linkage.cohort import read_cohort
from directory.outcomes.linkage.dataset import dataset_of
from directory.outcomes.linkage.flow import FlowStep
from directory.outcomes.linkage.linked import linked_figures
from directory.outcomes.linkage.rules import Period
from directory.outcomes.linkage.support import Met, support_of
from tests.factories.accounts import make_actor
from tests.factories.outcomes import days_ago, make_measured_client
from tests.factories.own_referrals import make_from_practice
from tests.factories.support_sessions import make_happened


@pytest.mark.parametrize(
    ("ways", "is_assessed", "met"),
    [
        pytest.param([], False, Met.NOT_MET, id="no session"),
        pytest.param([Way.PHONE, Way.PHONE], False, Met.TELEPHONE, id="calls alone"),
        pytest.param([Way.PHONE, Way.VIDEO], False, Met.MET, id="a call and a video call"),
        pytest.param([Way.PHONE], True, Met.ASSESSED, id="a call and an assessment"),
    ],
)
def test_how_somebody_was_met(ways, is_assessed, met):
    assert support_of([each.value for each in ways], is_assessed).met is met


@pytest.fixture
def figures(db):
    """Three people taken on, one of whom came to the end, and somebody who was referred and waits."""
    coordinator = make_actor(db)
    ended = make_measured_client(db, coordinator, 14, 21, is_open=False)
    make_happened(db, coordinator, make_measured_client(db, coordinator, 14), way=Way.PHONE, place=None)
    make_measured_client(db, coordinator, None, 20)
    make_from_practice(db, coordinator)
    ended.cases[0].closed_on = ended.cases[0].opened_on + timedelta(21)
    db.flush()
    scheme = db.get(Scheme, coordinator.scheme_id)
    cohort = read_cohort(db, scheme, Period(days_ago(100), days_ago(0)), clock.today())
    return linked_figures(cohort, dataset_of(cohort), AGE_LIMIT)


def test_the_flow_goes_from_who_was_referred_to_who_was_measured_twice(figures):
    steps = {step: share.count for step, share in figures.flows[0].steps.items()}

    assert (figures.referred, figures.taken_on, dict(figures.cohort.not_taken_on)) == (4, 3, {"new": 1})
    assert steps == {
        FlowStep.TAKEN_ON: 3,
        FlowStep.MET: 1,
        FlowStep.MEASURED_AT_START: 2,
        FlowStep.ENDED: 1,
        FlowStep.MEASURED_AT_END: 2,
        FlowStep.PAIRED: 1,
    }


def test_weeks_are_of_those_whose_support_ended(figures):
    support = figures.support

    assert (support.weeks.n, support.weeks.mean, support.within.count) == (1, 3, 1)
    assert support.met[Met.TELEPHONE].count == 1
    assert support.met[Met.NOT_MET].count == 2

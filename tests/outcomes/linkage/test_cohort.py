"""A scheme's people, linked and made a dataset."""

from datetime import date

import pytest

from directory import clock
from directory.accounts.models import Scheme
from directory.casework.agreeing import record_answer
from directory.casework.inputs import AnswerInput
from directory.casework.models import Answer, Purpose
from directory.casework.operations import close_case, open_new_case
from directory.errors import NotFound
from directory.outcomes.evaluating.evaluation import evaluate_cohort
from directory.outcomes.instruments import gp_use, ons4
from directory.outcomes.linkage.cohort import get_scheme, read_cohort
from directory.outcomes.linkage.counts import By, count_steps
from directory.outcomes.linkage.dataset import dataset_of
from directory.outcomes.linkage.rules import Period
from directory.outcomes.linkage.steps import Step
from directory.outcomes.models import KeptOutcome, Occasion
from directory.referrals.inputs import MoveInput
from directory.referrals.operations import move_referral
from directory.referrals.states import ReferralState
from tests.factories.accounts import make_actor
from tests.factories.answering import answered, make_answers
from tests.factories.catalogue import make_service
from tests.factories.outcomes import days_ago, make_measured_client
from tests.factories.record import make_section
from tests.factories.referrals import make_referral


@pytest.fixture
def coordinator(db):
    return make_actor(db)


def cohort_of(db, actor, first=100, last=0):
    """Of those who began within these days ago."""
    scheme = db.get(Scheme, actor.scheme_id)
    return read_cohort(db, scheme, Period(days_ago(first), days_ago(last)), clock.today())


def test_people_of_a_scheme_are_evaluated_as_a_file_of_past_records_is(db, coordinator):
    woman = make_measured_client(db, coordinator, 14, 21)
    make_section(db, coordinator, woman, "identity", gender="woman", ethnicity="white-irish")
    woman.born_on = date(clock.today().year - 40, 1, 1)
    make_measured_client(db, coordinator, 20, 18)
    make_measured_client(db, coordinator, 20)
    db.flush()

    found = evaluate_cohort(dataset_of(cohort_of(db, coordinator)))

    metric = {each.measure.code: each for each in found.measures}["swemwbs_metric"].groups
    assert (metric["all"].answered.people, metric["all"].answered.n) == (3, 2)
    assert metric["sex:female"].change.change.mean == pytest.approx(19.25 - 15.32)
    assert (metric["age:under_50"].answered.n, metric["ethnicity:white_irish"].answered.n) == (1, 1)


def test_questions_that_are_never_added_up_are_evaluated_one_by_one(db, coordinator):
    client = make_measured_client(db, coordinator)
    for occasion, satisfied, days in ((Occasion.BASELINE, 4, 25), (Occasion.EXIT, 7, 1)):
        wanted = answered(occasion, {1: satisfied, 2: 5}, refused={3}, taken_on=days_ago(days))
        make_answers(db, coordinator, client, ons4.PACK, wanted)
    make_answers(db, coordinator, client, gp_use.PACK, answered(Occasion.EXIT, {1: 2}, taken_on=days_ago(1)))
    db.flush()

    found = evaluate_cohort(dataset_of(cohort_of(db, coordinator)))

    of_all = {each.measure.code: each.groups["all"] for each in found.measures}
    assert of_all["ons4_satisfied"].change.change.mean == 3
    assert of_all["ons4_worthwhile"].answered.n == 1
    assert "ons4_happy" not in of_all
    assert [each.count for each in of_all["gp_use"].exit] == [0, 1, 0, 0, 0]


def test_who_began_before_or_after_the_period_is_not_in_it(db, coordinator):
    make_measured_client(db, coordinator, 14, 21)

    assert len(cohort_of(db, coordinator, 31, 30).people) == 1
    assert len(cohort_of(db, coordinator, 29, 0).people) == 0
    assert len(cohort_of(db, coordinator, 60, 31).people) == 0


def test_who_does_not_want_to_count_is_left_out_and_counted(db, coordinator):
    refusing = make_measured_client(db, coordinator, 14, 21)
    record_answer(db, coordinator, refusing, AnswerInput(days_ago(0), Purpose.EVALUATION, Answer.NO))
    make_measured_client(db, coordinator, 14, 21)
    db.flush()

    found = cohort_of(db, coordinator)

    assert (len(found.people), found.left_out.objecting) == (1, 1)
    assert refusing.id not in {each.spell.client_id for each in found.people}


def test_a_second_spell_of_somebody_is_counted_apart(db, coordinator):
    client = make_measured_client(db, coordinator, 14, 21)
    close_case(db, coordinator, client.cases[0], days_ago(0))
    open_new_case(db, coordinator, client, days_ago(0))
    db.flush()

    found = cohort_of(db, coordinator)

    assert (len(found.people), found.left_out.later_spells) == (1, 1)
    assert found.people[0].spell.case_id == client.cases[0].id


def test_a_start_measured_late_is_in_no_pair_and_is_counted(db, coordinator):
    client = make_measured_client(db, coordinator, 14, 21, started=2)
    client.cases[0].opened_on = days_ago(60)
    db.flush()

    found = cohort_of(db, coordinator)

    assert found.left_out.outside_window == 1
    assert [each.stage for each in found.people[0].answered] == ["exit"]


def test_people_of_another_scheme_do_not_count(db, coordinator):
    make_measured_client(db, make_actor(db), 14, 21)

    assert len(cohort_of(db, coordinator).people) == 0


def test_activities_are_told_by_provider_and_route(db, coordinator):
    walks = make_service(db, email="walks@becklane.example")
    client = make_measured_client(db, coordinator, 14, 21, started=6)
    referral = make_referral(db, coordinator, client=client, service=walks, days_ago=5)
    move_referral(db, coordinator, referral, MoveInput(ReferralState.ATTENDED, days_ago(2)))
    make_measured_client(db, coordinator, 14, 21, started=6)
    db.flush()

    counts = {(each.by, each.name): each for each in count_steps(cohort_of(db, coordinator))}

    everybody = counts[By.ALL, "Everybody"]
    assert (everybody.people, everybody.steps[Step.REFERRED], everybody.steps[Step.ATTENDED]) == (2, 1, 1)
    assert (everybody.times, everybody.weeks) == (1, 0)
    provider = counts[By.PROVIDER, walks.organization.name]
    assert (provider.steps[Step.ACCEPTED], provider.steps[Step.SUGGESTED]) == (1, 0)
    assert counts[By.ROUTE, "Not known"].people == 2


def test_what_is_kept_of_somebody_who_was_erased_counts_in_whole_quarters(db, coordinator):
    kept = {"attended": False, "referrals_made": 0, "referrals_attended": 0}
    db.add(KeptOutcome(scheme_id=coordinator.scheme_id, quarter=date(2025, 1, 1), baseline=15.32, exit=19.25, **kept))
    db.flush()
    scheme = db.get(Scheme, coordinator.scheme_id)

    whole, part = (
        read_cohort(db, scheme, Period(date(2025, 1, 1), last), clock.today())
        for last in (date(2025, 3, 31), date(2025, 3, 30))
    )

    assert (whole.kept, part.kept) == ([{"baseline": 14.0, "exit": 21.0}], [])
    assert evaluate_cohort(dataset_of(whole)).measures[0].groups["all"].change.change.mean == 7


def test_a_scheme_that_is_not_there_is_told_with_those_that_are(db, coordinator):
    name = db.get(Scheme, coordinator.scheme_id).name

    with pytest.raises(NotFound, match=name):
        get_scheme(db, "Hull")

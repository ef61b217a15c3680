"""Linking what was measured to what people were referred to, and counting what is missing."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.agreeing import record_answer, withdraw_consent
from directory.casework.deaths import record_death
from directory.casework.inputs import AnswerInput, DeathInput
from directory.casework.models import Answer, Purpose
from directory.casework.operations import close_case
from directory.outcomes.queries import case_outcome, case_to_measure, evaluate, list_responses, read_evaluation
from directory.referrals.inputs import MoveInput
from directory.referrals.operations import move_referral, refer_onward
from directory.referrals.queries import list_onward_referrals
from directory.referrals.states import ReferralState
from tests.factories.accounts import make_actor, new_word
from tests.factories.catalogue import make_service
from tests.factories.outcomes import days_ago, make_measured_client
from tests.factories.referrals import wanted_referral


@pytest.fixture
def coordinator(db):
    return make_actor(db)


def refer(db, actor, client, *, sent, attended=None):
    """A referral sent, and attended if told so, on days counted back from today."""
    wanted = wanted_referral(make_service(db).id, f"referral-{new_word()}", sent_on=days_ago(sent))
    referral = refer_onward(db, actor, client, wanted)
    if attended is not None:
        move_referral(db, actor, referral, MoveInput(ReferralState.ATTENDED, days_ago(attended)))
    db.flush()
    return referral


@pytest.fixture
def agreed(db, coordinator):
    """Somebody measured six days ago and yesterday, who agreed a week ago to being referred."""
    return make_measured_client(db, coordinator, 14, 21, started=6)


def outcome_of(db, actor, client):
    responses, referrals = list_responses(db, actor, client), list_onward_referrals(db, actor, client)
    return case_outcome(responses, referrals, client.cases[0])


def test_referral_attended_between_the_two_scores_is_linked(db, coordinator, agreed):
    refer(db, coordinator, agreed, sent=5, attended=2)
    refer(db, coordinator, agreed, sent=4)

    outcome = outcome_of(db, coordinator, agreed)

    assert outcome.attended == 1
    assert (outcome.pair.baseline, outcome.pair.exit) == (15.32, 19.25)


@pytest.mark.parametrize(
    ("sent", "attended", "linked"),
    [
        pytest.param(6, 1, 1, id="on the days of the scores themselves"),
        pytest.param(7, 5, 1, id="sent before the start, attended after it"),
        pytest.param(5, 0, 0, id="attended only after the end"),
        pytest.param(5, None, 0, id="not attended"),
    ],
)
def test_only_what_happened_between_the_two_scores_counts(db, coordinator, agreed, sent, attended, linked):
    refer(db, coordinator, agreed, sent=sent, attended=attended)

    outcome = outcome_of(db, coordinator, agreed)

    assert outcome.attended == linked


def test_a_score_alone_makes_no_pair(db, coordinator):
    client = make_measured_client(db, coordinator, 14)

    assert outcome_of(db, coordinator, client).pair is None


def test_every_case_is_counted_at_one_step(db, coordinator):
    make_measured_client(db, coordinator)
    make_measured_client(db, coordinator, None, 20)
    make_measured_client(db, coordinator, 14)
    make_measured_client(db, coordinator, 14, is_open=False)
    make_measured_client(db, coordinator, 14, 21)
    make_measured_client(db, coordinator, 14, 20, is_open=False)

    found = evaluate(db, coordinator)

    assert (found.cases, found.without_baseline, found.still_open, found.without_exit) == (6, 2, 1, 1)
    assert found.overall.n == 2
    assert found.without_baseline + found.still_open + found.without_exit + found.overall.n == found.cases


def test_pairs_are_split_by_whether_they_went_to_anything(db, coordinator, agreed):
    refer(db, coordinator, agreed, sent=5, attended=2)
    stayed_away = make_measured_client(db, coordinator, 20, 18, started=6)
    refer(db, coordinator, stayed_away, sent=5)
    make_measured_client(db, coordinator, 20, 20)

    found = evaluate(db, coordinator)

    assert (found.overall.n, found.attended.n, found.not_attended.n) == (3, 1, 2)
    assert found.attended.mean_change == pytest.approx(19.25 - 15.32)
    assert (found.not_attended.fell, found.not_attended.same) == (1, 1)
    assert (found.referrals_made, found.referrals_attended) == (2, 1)


def test_a_scheme_without_clients_has_nothing_to_say(db, coordinator):
    found = evaluate(db, coordinator)

    assert (found.cases, found.overall, found.referrals_made) == (0, None, 0)


def asked(db, actor, client, said: Answer) -> None:
    record_answer(db, actor, client, AnswerInput(days_ago(0), Purpose.EVALUATION, said))
    db.flush()


def test_who_said_no_is_left_out_of_every_figure_and_who_was_never_asked_is_not(db, coordinator):
    never_asked, agreeing, refusing, changed = (make_measured_client(db, coordinator, 14, 21) for _ in range(4))
    for client in (never_asked, agreeing, refusing, changed):
        refer(db, coordinator, client, sent=5, attended=2)
    asked(db, coordinator, agreeing, Answer.YES)
    asked(db, coordinator, refusing, Answer.NO)
    asked(db, coordinator, changed, Answer.YES)
    withdraw_consent(db, coordinator, changed, days_ago(0), Purpose.EVALUATION)
    db.flush()

    found = evaluate(db, coordinator)

    assert (found.cases, found.overall.n, found.attended.n, found.objected) == (2, 2, 2, 2)
    assert (found.referrals_made, found.referrals_attended) == (2, 2)


def test_no_to_being_counted_deletes_nothing_and_a_yes_brings_it_back(db, coordinator):
    client = make_measured_client(db, coordinator, 14, 21)
    asked(db, coordinator, client, Answer.NO)
    without = evaluate(db, coordinator).overall

    asked(db, coordinator, client, Answer.YES)

    assert without is None
    assert len(list_responses(db, coordinator, client)) == 2
    assert evaluate(db, coordinator).overall.n == 1


def test_no_to_being_referred_or_contacted_is_no_objection_to_being_counted(db, coordinator):
    client = make_measured_client(db, coordinator, 14, 21)
    record_answer(db, coordinator, client, AnswerInput(days_ago(0), Purpose.CONTACT, Answer.NO))
    withdraw_consent(db, coordinator, client, days_ago(0))
    db.flush()

    assert evaluate(db, coordinator).overall.n == 1


def test_what_was_measured_of_somebody_who_has_died_stays(db, coordinator):
    client = make_measured_client(db, coordinator, 14, 21)

    record_death(db, coordinator, client, DeathInput("Her son"))
    db.flush()

    assert evaluate(db, coordinator).overall.n == 1


def test_few_who_said_no_are_not_counted_out_to_a_commissioner(db, coordinator):
    scheme = db.get(Scheme, coordinator.scheme_id)
    asked(db, coordinator, make_measured_client(db, coordinator, 14, 21), Answer.NO)

    found = read_evaluation(db, make_actor(db, Role.COMMISSIONER, scheme=scheme))

    assert found.objected == "fewer than 8"


def test_other_schemes_do_not_count(db, coordinator):
    make_measured_client(db, make_actor(db), 14, 21)

    assert evaluate(db, coordinator).cases == 0


def test_commissioner_sees_no_mean_of_seven_people_and_a_manager_does(db, coordinator):
    scheme = db.get(Scheme, coordinator.scheme_id)
    for _ in range(7):
        make_measured_client(db, coordinator, 14, 21)

    to_commissioner = read_evaluation(db, make_actor(db, Role.COMMISSIONER, scheme=scheme))
    to_manager = read_evaluation(db, make_actor(db, Role.MANAGER, scheme=scheme))

    assert to_commissioner.overall.change is None
    assert to_commissioner.overall.n == "fewer than 8"
    assert to_manager.overall.change.n == 7


def test_after_the_end_the_last_case_is_measured(db, coordinator):
    client = make_measured_client(db, coordinator, 14)
    close_case(db, coordinator, client.cases[0], days_ago(0))

    assert case_to_measure(client) is client.cases[0]

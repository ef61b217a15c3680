"""Recording answers question by question."""

from datetime import date

import pytest

from directory import clock
from directory.casework.operations import ChangedMeanwhile
from directory.errors import WrongInput
from directory.outcomes.answering.queries import list_answered
from directory.outcomes.instruments import gp_use, ons4, ucla3
from directory.outcomes.models import LeftOut, Occasion
from directory.outcomes.queries import list_responses
from tests.factories.accounts import make_actor
from tests.factories.answering import answered, make_answers
from tests.factories.casework import make_client


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def said(response):
    return {each.item: each.said for each in response.answers}


def test_all_answers_give_the_score(db, coordinator, client):
    response = make_answers(db, coordinator, client)

    assert said(response) == {1: 2, 2: 2, 3: 2}
    assert [(each.name, each.value) for each in response.scores] == [("total", 6)]


def test_what_is_left_out_is_told_apart_and_the_rest_kept(db, coordinator, client):
    response = make_answers(db, coordinator, client, wanted=answered(answers={1: 3}, refused={2}))

    assert said(response) == {1: 3, 2: LeftOut.REFUSED, 3: LeftOut.NOT_ASKED}
    assert response.scores == []


def test_answers_put_right_take_a_score_away_again(db, coordinator, client):
    first = make_answers(db, coordinator, client)

    again = make_answers(db, coordinator, client, wanted=answered(answers={1: 1, 2: 2}))

    assert again is first
    assert said(again) == {1: 1, 2: 2, 3: LeftOut.NOT_ASKED}
    assert again.scores == []


def test_at_the_end_seeing_a_gp_is_asked_as_a_change(db, coordinator, client):
    response = make_answers(db, coordinator, client, gp_use.PACK, answered(Occasion.EXIT, {1: 5}))

    assert said(response) == {1: 5}
    with pytest.raises(WrongInput, match="choose one"):
        make_answers(db, coordinator, client, gp_use.PACK, answered(Occasion.BASELINE, {1: 5}))


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        pytest.param(answered(answers={1: 4}), "choose one", id="out of range"),
        pytest.param(answered(answers={4: 1}), "Question 4", id="no such question"),
        pytest.param(answered(), "at least one answer", id="nothing said"),
    ],
)
def test_what_cannot_be_an_answer_is_refused(db, coordinator, client, wanted, why):
    with pytest.raises(WrongInput, match=why):
        make_answers(db, coordinator, client, wanted=wanted)

    assert list_answered(db, coordinator, client) == []


def test_who_is_too_young_is_not_asked(db, coordinator):
    today = clock.today()
    young = make_client(db, coordinator, born_on=date(today.year - 15, 1, 1), consent_given_on=None)

    with pytest.raises(WrongInput, match="from 16 years"):
        make_answers(db, coordinator, young, ons4.PACK, answered(answers={1: 5}))


def test_what_a_colleague_recorded_meanwhile_is_not_lost(db, coordinator, client):
    make_answers(db, coordinator, client)

    with pytest.raises(ChangedMeanwhile):
        make_answers(db, coordinator, client, wanted=answered(answers={1: 1}, seen=0))


def test_it_is_no_wellbeing_score(db, coordinator, client):
    make_answers(db, coordinator, client, ucla3.PACK)

    assert list_responses(db, coordinator, client) == []
    assert len(list_answered(db, coordinator, client)) == 1

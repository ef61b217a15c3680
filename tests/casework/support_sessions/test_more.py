"""More sessions than the team gives: who asks, who decides, and that it is written down."""

import pytest

from directory.accounts.actor import Role
from directory.casework.support_sessions.inputs import DecisionInput
from directory.casework.support_sessions.more import AskedAlready, DecidedAlready, ask_for_more, decide_more
from directory.casework.support_sessions.queries import find_allowance, list_more_sessions, list_undecided
from directory.errors import NotAllowed, UsedBefore, WrongInput
from tests.factories.accounts import make_actor
from tests.factories.support_sessions import make_more_sessions, wanted_more

YES, NO = DecisionInput(is_allowed=True), DecisionInput(is_allowed=False, answer="End it with the choir")


def test_a_question_waits_for_a_manager_and_allows_nothing_yet(db, coordinator, manager, client):
    make_more_sessions(db, coordinator, client)

    [waiting] = list_undecided(db, manager)
    assert (waiting.state, waiting.reason) == ("asked", "She moves house next week")
    assert b"house" not in waiting.reason_sealed
    assert find_allowance(db, client.cases[0]).limit == 6


def test_a_manager_allows_it(db, coordinator, manager, client):
    more = make_more_sessions(db, coordinator, client, sessions=2)

    decide_more(db, manager, more, YES)
    db.flush()

    assert (more.state, more.asked_by, more.decided_by) == ("allowed", coordinator.user_id, manager.user_id)
    assert find_allowance(db, client.cases[0]).limit == 8
    assert list_undecided(db, manager) == []


def test_a_no_says_why(db, coordinator, manager, client):
    more = make_more_sessions(db, coordinator, client)

    with pytest.raises(WrongInput) as refused:
        decide_more(db, manager, more, DecisionInput(is_allowed=False))
    decide_more(db, manager, more, NO)

    assert list(refused.value.fields) == ["answer"]
    assert (more.state, more.answer) == ("refused", "End it with the choir")


def test_who_is_a_manager_allows_it_by_asking(db, manager, client):
    more = make_more_sessions(db, manager, client)

    assert (more.state, more.asked_by, more.decided_by) == ("allowed", manager.user_id, manager.user_id)


def test_a_coordinator_does_not_decide(db, coordinator, client):
    more = make_more_sessions(db, coordinator, client)

    with pytest.raises(NotAllowed):
        decide_more(db, coordinator, more, YES)


def test_a_second_click_asks_once_and_decides_once(db, coordinator, manager, client):
    wanted = wanted_more()
    more = ask_for_more(db, coordinator, client, wanted)
    again = ask_for_more(db, coordinator, client, wanted)

    decide_more(db, manager, more, YES)
    decide_more(db, manager, more, YES)

    assert more.id == again.id
    assert find_allowance(db, client.cases[0]).limit == 7


def test_another_decision_does_not_undo_the_first(db, coordinator, manager, client):
    more = make_more_sessions(db, coordinator, client)
    decide_more(db, manager, more, YES)

    with pytest.raises(DecidedAlready, match="it was allowed"):
        decide_more(db, manager, more, NO)


def test_one_question_waits_at_a_time(db, coordinator, client):
    make_more_sessions(db, coordinator, client)

    with pytest.raises(AskedAlready):
        make_more_sessions(db, coordinator, client)
    assert len(list_more_sessions(db, client)) == 1


def test_the_same_form_with_another_reason_is_another_one(db, coordinator, client):
    wanted = wanted_more()
    ask_for_more(db, coordinator, client, wanted)

    with pytest.raises(UsedBefore):
        ask_for_more(db, coordinator, client, wanted_more(submission_key=wanted.submission_key, reason="Other"))


@pytest.mark.parametrize("number", [0, 13])
def test_the_number_is_a_sensible_one(db, coordinator, client, number):
    with pytest.raises(WrongInput) as refused:
        make_more_sessions(db, coordinator, client, sessions=number)

    assert list(refused.value.fields) == ["sessions"]


def test_a_manager_of_another_team_sees_none(db, coordinator, client):
    make_more_sessions(db, coordinator, client)

    assert list_undecided(db, make_actor(db, Role.MANAGER)) == []

"""Steps of a plan: in words or chosen from a match, done, dropped, removed and put back."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from directory import clock
from directory.casework.assessment.actions import (
    add_action,
    add_planned,
    change_action,
    move_action,
    put_action_back,
    remove_action,
)
from directory.casework.assessment.plan_inputs import ActionInput, ActionSchema
from directory.casework.assessment.plan_queries import get_action, list_actions
from directory.casework.assessment.plan_states import ActionState, Whose
from directory.casework.operations import ChangedMeanwhile
from directory.errors import NotFound, UsedBefore, WrongInput
from tests.factories.accounts import make_actor
from tests.factories.assessments import make_action, make_goal
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.plans import make_planned


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def test_who_helps_and_what_is_done_are_sealed(db, coordinator, client):
    action = make_action(db, coordinator, client, who=Whose.OTHER, who_name="Her niece Josie", helps="The 4 bus")

    db.expire_all()

    assert (action.who_name, action.helps) == ("Her niece Josie", "The 4 bus")
    assert b"Josie" not in action.who_name_sealed


def test_an_activity_of_a_match_becomes_a_step_of_a_goal_once(db, coordinator, client):
    goal = make_goal(db, coordinator, client)
    planned = make_planned(db, coordinator, client, make_service(db))

    first = add_planned(db, coordinator, client, goal, planned, Whose.OTHER)
    second = add_planned(db, coordinator, client, goal, planned, Whose.OTHER)

    assert (first.planned_id, first.goal_id, first.idea) == (planned.id, goal.id, Whose.OTHER)
    assert second is None


def test_an_activity_on_somebody_elses_plan_is_no_step_of_this_one(db, coordinator, client):
    theirs = make_planned(db, coordinator, make_client(db, coordinator, name="Bill Shaw"), make_service(db))

    with pytest.raises(WrongInput):
        add_action(db, coordinator, client, ActionInput(planned_id=theirs.id, submission_key="of-another"))


def test_a_goal_of_somebody_else_is_none_to_work_towards(db, coordinator, client):
    theirs = make_goal(db, coordinator, make_client(db, coordinator, name="Bill Shaw"))

    with pytest.raises(WrongInput):
        make_action(db, coordinator, client, goal_id=theirs.id)


def test_a_second_click_writes_a_step_once(db, coordinator, client):
    wanted = ActionInput("Ring the surgery", submission_key="ring-the-surgery")
    first = add_action(db, coordinator, client, wanted)

    second = add_action(db, coordinator, client, wanted)

    assert second is first


def test_the_same_key_with_another_step_is_not_taken_for_a_second_click(db, coordinator, client):
    add_action(db, coordinator, client, ActionInput("Ring the surgery", submission_key="ring-the-surgery"))

    with pytest.raises(UsedBefore):
        add_action(db, coordinator, client, ActionInput("Buy shoes", submission_key="ring-the-surgery"))


def test_a_step_that_is_done_says_since_when_until_it_is_taken_up_again(db, coordinator, client):
    action = make_action(db, coordinator, client)
    move_action(db, coordinator, client, action, ActionState.DONE, seen=action.version)
    done_on = action.ended_on
    db.flush()

    move_action(db, coordinator, client, action, ActionState.TO_DO, seen=action.version)

    assert (done_on, action.ended_on) == (clock.today(), None)


def test_a_second_click_on_done_changes_nothing(db, coordinator, client):
    action = make_action(db, coordinator, client)
    seen = action.version
    move_action(db, coordinator, client, action, ActionState.DONE, seen=seen)
    db.flush()
    after_first = action.version

    move_action(db, coordinator, client, action, ActionState.DONE, seen=seen)
    db.flush()

    assert action.version == after_first


def test_a_step_is_not_changed_over_what_a_colleague_wrote(db, coordinator, client):
    action = make_action(db, coordinator, client)

    with pytest.raises(ChangedMeanwhile):
        change_action(db, coordinator, client, action, ActionInput("Other words", seen=action.version - 1))

    assert action.what == "Ring the walking group"


def test_a_step_that_is_no_activity_keeps_its_words(db, coordinator, client):
    action = make_action(db, coordinator, client)

    with pytest.raises(WrongInput):
        change_action(db, coordinator, client, action, ActionInput(None, seen=action.version))


def test_a_step_without_words_or_activity_cannot_be_kept(db, coordinator, client):
    with pytest.raises(IntegrityError, match="says_what"), db.begin_nested():
        add_action(db, coordinator, client, ActionInput(submission_key="says-nothing"))


def test_a_step_that_was_removed_comes_back_with_its_day(db, coordinator, client):
    action = make_action(db, coordinator, client, due_on=date(2027, 3, 1))
    remove_action(db, coordinator, client, action, seen=action.version)

    put_action_back(db, coordinator, client, action)

    [known] = list_actions(db, client.cases[0])
    assert (known.removed_at, known.due_on) == (None, date(2027, 3, 1))


def test_a_step_of_somebody_else_is_not_found(db, coordinator, client):
    action = make_action(db, coordinator, client)
    other = make_client(db, coordinator, name="Bill Shaw")

    with pytest.raises(NotFound):
        get_action(db, coordinator, other, action.id)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"who": "person", "idea": "person"}, "what"),
        ({"what": "Ring them", "who": "somebody else", "idea": "person"}, "who_name"),
        ({"what": "Ring them", "idea": "person"}, "who"),
        ({"what": "Ring them", "who": "person", "idea": "the dog"}, "idea"),
    ],
)
def test_a_step_says_what_who_and_whose_idea(said, field):
    assert field in ActionSchema().validate(said)


def test_a_name_is_kept_only_of_somebody_else():
    said = {"what": "Ring them", "who": "person", "idea": "person", "who_name": "Josie"}

    assert ActionSchema().load(said).who_name is None

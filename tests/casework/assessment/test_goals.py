"""What somebody wants to reach: written down in their words, asked again, moved, removed and put back."""

from dataclasses import replace

import pytest

from directory import clock
from directory.casework.assessment.changes import NoOpenCase
from directory.casework.assessment.goals import (
    MOST_GOALS,
    TooManyGoals,
    add_goal,
    change_goal,
    move_goal,
    put_goal_back,
    rate_goal,
    remove_goal,
)
from directory.casework.assessment.plan_inputs import ActionInput, GoalInput, RatingInput
from directory.casework.assessment.plan_models import ChangeKind
from directory.casework.assessment.plan_queries import get_goal, list_changes, list_goals
from directory.casework.assessment.plan_states import GoalState, PlanMoveNotAllowed, Whose
from directory.casework.operations import ChangedMeanwhile, close_case, open_new_case
from directory.errors import NotFound, UsedBefore
from tests.factories.accounts import make_actor
from tests.factories.assessments import make_goal
from tests.factories.casework import make_client

WALKING = GoalInput("Walk to the park by myself", 9, 4, submission_key="goal-of-walking")


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def kinds_of(db, client) -> list[str]:
    return [each.kind for each in list_changes(db, client.cases[0])]


def test_a_goal_is_kept_in_the_persons_words_and_sealed(db, coordinator, client):
    goal = add_goal(db, coordinator, client, WALKING)

    db.expire_all()

    assert goal.words == "Walk to the park by myself"
    assert b"park" not in goal.words_sealed
    assert (goal.importance, goal.confidence) == (9, 4)


def test_a_goal_and_its_first_step_are_written_in_one_go(db, coordinator, client):
    first = ActionInput("Try the first bench and back", who=Whose.PERSON, submission_key="goal-of-walking")

    add_goal(db, coordinator, client, replace(WALKING, first=first))

    [goal] = list_goals(db, client.cases[0])
    assert [each.what for each in goal.actions] == ["Try the first bench and back"]


def test_a_second_click_writes_a_goal_once(db, coordinator, client):
    first = add_goal(db, coordinator, client, WALKING)

    second = add_goal(db, coordinator, client, WALKING)

    assert second is first
    assert len(list_goals(db, client.cases[0])) == 1


def test_the_same_key_with_other_words_is_not_taken_for_a_second_click(db, coordinator, client):
    add_goal(db, coordinator, client, WALKING)

    with pytest.raises(UsedBefore):
        add_goal(db, coordinator, client, replace(WALKING, words="Sleep better"))


def test_no_goal_is_written_where_no_case_is_open(db, coordinator, client):
    close_case(db, coordinator, client.cases[0], clock.today())

    with pytest.raises(NoOpenCase):
        add_goal(db, coordinator, client, WALKING)


def test_what_mattered_before_stays_known_when_it_is_asked_again(db, coordinator, client):
    goal = make_goal(db, coordinator, client, importance=9, confidence=2)

    rate_goal(db, coordinator, client, goal, RatingInput(9, 6))

    db.flush()
    db.expire_all()
    known = get_goal(db, coordinator, client, goal.id)
    assert [(each.importance, each.confidence) for each in known.ratings] == [(9, 2), (9, 6)]
    assert known.confidence == 6


def test_what_is_not_asked_again_stays_as_it_was_said_last(db, coordinator, client):
    goal = make_goal(db, coordinator, client, importance=9, confidence=2)

    rate_goal(db, coordinator, client, goal, RatingInput(confidence=6))

    db.flush()
    db.expire_all()
    known = get_goal(db, coordinator, client, goal.id)
    assert (known.importance, known.confidence) == (9, 6)
    assert [(each.importance, each.confidence) for each in known.ratings] == [(9, 2), (None, 6)]


def test_what_a_colleague_changed_meanwhile_is_not_written_over(db, coordinator, client):
    goal = make_goal(db, coordinator, client)
    wanted = GoalInput("Something else", seen=goal.version - 1)

    with pytest.raises(ChangedMeanwhile):
        change_goal(db, coordinator, client, goal, wanted)

    assert goal.words == "Get out of the house more"


def test_saving_a_goal_as_it_is_changes_nothing(db, coordinator, client):
    goal = make_goal(db, coordinator, client, importance=8)
    before = kinds_of(db, client)

    changed = change_goal(db, coordinator, client, goal, GoalInput(goal.words, 8, seen=goal.version))

    assert not changed
    assert kinds_of(db, client) == before


def test_a_goal_that_was_let_go_is_taken_up_before_it_is_reached(db, coordinator, client):
    goal = make_goal(db, coordinator, client)
    move_goal(db, coordinator, client, goal, GoalState.LET_GO, seen=goal.version)
    db.flush()

    with pytest.raises(PlanMoveNotAllowed, match="working on it"):
        move_goal(db, coordinator, client, goal, GoalState.REACHED, seen=goal.version)


def test_a_plan_holds_no_more_goals_than_can_be_looked_over_together(db, coordinator, client):
    goals = [
        add_goal(db, coordinator, client, GoalInput(f"Goal {number}", submission_key=f"goal-of-many-{number}"))
        for number in range(MOST_GOALS)
    ]
    one_more = replace(WALKING, words="One more")

    with pytest.raises(TooManyGoals):
        add_goal(db, coordinator, client, one_more)

    move_goal(db, coordinator, client, goals[0], GoalState.LET_GO, seen=goals[0].version)
    add_goal(db, coordinator, client, one_more)
    with pytest.raises(TooManyGoals):
        move_goal(db, coordinator, client, goals[0], GoalState.OPEN, seen=goals[0].version)
    remove_goal(db, coordinator, client, goals[1], seen=goals[1].version)
    move_goal(db, coordinator, client, goals[0], GoalState.OPEN, seen=goals[0].version)
    with pytest.raises(TooManyGoals):
        put_goal_back(db, coordinator, client, goals[1])


def test_what_was_removed_comes_back_as_it_was(db, coordinator, client):
    goal = make_goal(db, coordinator, client, importance=7)
    remove_goal(db, coordinator, client, goal, seen=goal.version)

    put_goal_back(db, coordinator, client, goal)

    assert (goal.removed_at, goal.importance) == (None, 7)
    assert kinds_of(db, client)[-2:] == [ChangeKind.GOAL_REMOVED, ChangeKind.GOAL_PUT_BACK]


def test_changes_are_numbered_in_the_order_in_which_they_were_made(db, coordinator, client):
    goal = make_goal(db, coordinator, client, importance=7)
    move_goal(db, coordinator, client, goal, GoalState.ON_HOLD, seen=goal.version)

    changes = list_changes(db, client.cases[0])

    assert [(each.number, each.kind) for each in changes] == [
        (1, ChangeKind.GOAL_ADDED),
        (2, ChangeKind.GOAL_RATED),
        (3, ChangeKind.GOAL_MOVED),
    ]


def test_a_goal_of_a_case_that_ended_stays_as_it_was(db, coordinator, client):
    goal = make_goal(db, coordinator, client)
    close_case(db, coordinator, client.cases[0], clock.today())
    open_new_case(db, coordinator, client, clock.today())

    with pytest.raises(NoOpenCase):
        remove_goal(db, coordinator, client, goal, seen=goal.version)


def test_a_goal_of_somebody_else_is_not_found(db, coordinator, client):
    goal = make_goal(db, coordinator, client)
    other = make_client(db, coordinator, name="Bill Shaw")

    with pytest.raises(NotFound):
        get_goal(db, coordinator, other, goal.id)

"""That a person agreed to their plan, what is new to them since then, and looking at it again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.assessment.actions import change_action, move_action, put_action_back, remove_action
from directory.casework.assessment.agreed_words import read
from directory.casework.assessment.agreeing_plan import (
    HeldReviewInput,
    NextReviewInput,
    NothingToAgreeTo,
    PlanAgreementInput,
    agree_plan,
    hold_review,
    plan_next_review,
    undo_agreement,
)
from directory.casework.assessment.agreement_models import AgreedHow
from directory.casework.assessment.agreement_queries import (
    find_agreement,
    find_next_review,
    list_agreements,
    list_reviews,
)
from directory.casework.assessment.assessing import finish_assessment, open_assessment_again, write_assessment
from directory.casework.assessment.assessment_states import CopyPart
from directory.casework.assessment.changes import last_number
from directory.casework.assessment.for_person import plan_for_person
from directory.casework.assessment.goals import change_goal, move_goal, rate_goal, remove_goal
from directory.casework.assessment.plan_inputs import ActionInput, GoalInput, RatingInput
from directory.casework.assessment.plan_queries import get_goal, list_changes, list_to_do
from directory.casework.assessment.plan_states import ActionState, GoalState, Whose
from directory.casework.assessment.rules import new_to_person
from directory.casework.operations import ChangedMeanwhile
from directory.errors import UsedBefore, WrongInput
from tests.casework.assessment.test_assessing import ASKED_LATER
from tests.factories.accounts import make_actor, new_word
from tests.factories.assessments import make_action, make_assessment, make_goal
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.plans import make_planned


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def agree(db, actor, client, **more):
    number = last_number(db, client.cases[0].id)
    wanted = {"seen": number, "submission_key": f"agreed-{new_word()}", **more}
    return agree_plan(db, actor, client, PlanAgreementInput(clock.today(), AgreedHow.IN_PERSON, **wanted))


@pytest.fixture
def case(client):
    return client.cases[0]


def new_since(db, case) -> list[str]:
    db.flush()
    return [each.kind for each in new_to_person(list_changes(db, case), find_agreement(db, case).change_number)]


def test_a_plan_that_was_agreed_has_nothing_new(db, coordinator, client, case):
    make_action(db, coordinator, client, make_goal(db, coordinator, client))

    agree(db, coordinator, client)

    assert new_since(db, case) == []


def test_what_comes_after_they_agreed_is_asked_again(db, coordinator, client, case):
    make_goal(db, coordinator, client)
    agree(db, coordinator, client)

    make_action(db, coordinator, client)

    assert new_since(db, case) == ["action added"]


def test_that_something_is_done_or_asked_again_makes_no_other_plan(db, coordinator, client, case):
    goal = make_goal(db, coordinator, client)
    action = make_action(db, coordinator, client, goal)
    agree(db, coordinator, client)

    move_action(db, coordinator, client, action, ActionState.DONE, seen=action.version)
    rate_goal(db, coordinator, client, get_goal(db, coordinator, client, goal.id), RatingInput(9, 9))

    assert new_since(db, case) == []


def test_what_is_given_up_is_asked_again_until_it_is_taken_up(db, coordinator, client, case):
    goal = make_goal(db, coordinator, client)
    agree(db, coordinator, client)
    move_goal(db, coordinator, client, goal, GoalState.LET_GO, seen=goal.version)
    after_letting_go = new_since(db, case)

    move_goal(db, coordinator, client, goal, GoalState.OPEN, seen=goal.version)

    assert after_letting_go == ["goal moved"]
    assert new_since(db, case) == []


def test_what_was_taken_off_and_put_back_is_nothing_new(db, coordinator, client, case):
    action = make_action(db, coordinator, client)
    agree(db, coordinator, client)

    remove_action(db, coordinator, client, action, seen=action.version)
    put_action_back(db, coordinator, client, action)

    assert new_since(db, case) == []


def test_what_came_and_went_since_then_is_nothing_new(db, coordinator, client, case):
    make_goal(db, coordinator, client)
    agree(db, coordinator, client)
    action = make_action(db, coordinator, client)

    remove_action(db, coordinator, client, action, seen=action.version)

    assert new_since(db, case) == []


def test_what_is_left_off_their_copy_is_not_asked(db, coordinator, client, case):
    goal = make_goal(db, coordinator, client)
    agree(db, coordinator, client)

    make_action(db, coordinator, client, goal, is_private=True)

    assert new_since(db, case) == []


def test_a_plan_that_changed_while_it_was_read_out_is_not_agreed(db, coordinator, client, case):
    make_goal(db, coordinator, client)
    shown = last_number(db, case.id)
    make_action(db, coordinator, client)

    with pytest.raises(ChangedMeanwhile):
        agree(db, coordinator, client, seen=shown)


def test_there_has_to_be_something_that_they_see(db, coordinator, client):
    make_goal(db, coordinator, client, is_private=True)

    with pytest.raises(NothingToAgreeTo):
        agree(db, coordinator, client)


def test_nobody_agrees_in_the_future(db, coordinator, client):
    make_goal(db, coordinator, client)
    wanted = PlanAgreementInput(clock.today() + timedelta(days=1), AgreedHow.PHONE, 1, submission_key="tomorrow")

    with pytest.raises(WrongInput):
        agree_plan(db, coordinator, client, wanted)


def test_a_second_click_writes_one_agreement(db, coordinator, client, case):
    make_goal(db, coordinator, client)
    agree(db, coordinator, client, submission_key="agreed-once")

    agree(db, coordinator, client, submission_key="agreed-once")

    assert len(list_agreements(db, case)) == 1


def test_the_same_key_said_otherwise_is_not_taken_for_a_second_click(db, coordinator, client):
    make_goal(db, coordinator, client)
    agree(db, coordinator, client, submission_key="agreed-once")
    otherwise = PlanAgreementInput(clock.today(), AgreedHow.WRITING, 1, submission_key="agreed-once")

    with pytest.raises(UsedBefore):
        agree_plan(db, coordinator, client, otherwise)


def test_what_was_written_down_by_mistake_counts_no_more_and_stays(db, coordinator, client, case):
    make_goal(db, coordinator, client)
    agreement = agree(db, coordinator, client)

    undo_agreement(db, coordinator, client, agreement)

    assert find_agreement(db, case) is None
    assert list_agreements(db, case) == [agreement]


def test_their_own_page_shows_what_they_agreed_to_and_no_more(db, coordinator, client, case):
    goal = make_goal(db, coordinator, client, "Sing again")
    make_action(db, coordinator, client, goal, "Ring the choir")
    make_action(db, coordinator, client, goal, "Talk with her doctor", is_private=True)
    before = plan_for_person(db, case, only_agreed=True)
    agree(db, coordinator, client)
    make_action(db, coordinator, client, goal, "Buy a songbook")

    shown = plan_for_person(db, case, only_agreed=True)

    assert before.goals == []
    assert [each.what for each in shown.actions] == ["Ring the choir"]
    assert shown.has_changed


def test_a_copy_leaves_out_what_was_taken_off_or_given_up(db, coordinator, client, case):
    kept = make_goal(db, coordinator, client, "Sing again")
    gone = make_goal(db, coordinator, client, "Play football")
    make_action(db, coordinator, client, gone, "Find the pitch")
    dropped = make_action(db, coordinator, client, kept, "Buy a piano")
    move_action(db, coordinator, client, dropped, ActionState.DROPPED, seen=dropped.version)
    remove_goal(db, coordinator, client, gone, seen=gone.version)

    plan = plan_for_person(db, case)

    assert [each.goal.words for each in plan.goals] == ["Sing again"]
    assert plan.actions == []


def test_an_action_of_a_goal_that_is_left_off_is_left_off_too(db, coordinator, client, case):
    hidden = make_goal(db, coordinator, client, "Leave him", is_private=True)
    make_action(db, coordinator, client, hidden, "Ring the helpline")

    plan = plan_for_person(db, case)

    assert (list(plan.goals), plan.actions) == ([], [])


def test_a_review_keeps_what_was_said_of_each_goal_and_plans_the_next(db, coordinator, client, case):
    goal = make_goal(db, coordinator, client, importance=9, confidence=2)
    plan_next_review(db, coordinator, client, NextReviewInput(clock.today(), coordinator.user_id))
    in_a_month = NextReviewInput(clock.today() + timedelta(days=28), coordinator.user_id)
    said = {goal.id: RatingInput(9, 7)}

    hold_review(db, coordinator, client, HeldReviewInput(clock.today(), "It goes well", said, in_a_month))

    db.flush()
    assert [each.held_on for each in list_reviews(db, case)] == [None, clock.today()]
    assert find_next_review(db, case).due_on == clock.today() + timedelta(days=28)
    db.expire(goal)
    assert get_goal(db, coordinator, client, goal.id).confidence == 7


def test_a_review_says_what_became_of_actions_and_leaves_what_a_colleague_moved(db, coordinator, client, case):
    goal = make_goal(db, coordinator, client)
    rung, left, moved, gone = (make_action(db, coordinator, client, goal, each) for each in ("a", "b", "c", "d"))
    move_action(db, coordinator, client, moved, ActionState.DROPPED, seen=moved.version)
    remove_action(db, coordinator, client, gone, seen=gone.version)
    db.flush()
    became = {each.id: ActionState.DONE for each in (rung, moved, gone)}

    hold_review(db, coordinator, client, HeldReviewInput(clock.today(), became=became))

    db.flush()
    assert [each.state for each in (rung, left, moved, gone)] == ["done", "to do", "dropped", "to do"]
    assert list_to_do(db, case) == [left]


def test_a_review_that_a_colleague_wrote_down_first_is_not_written_twice(db, coordinator, client):
    make_goal(db, coordinator, client)
    review = plan_next_review(db, coordinator, client, NextReviewInput(clock.today(), coordinator.user_id))
    db.flush()
    seen = review.version
    hold_review(db, coordinator, client, HeldReviewInput(clock.today(), seen=seen))
    db.flush()

    with pytest.raises(ChangedMeanwhile):
        hold_review(db, coordinator, client, HeldReviewInput(clock.today(), seen=seen))


def test_the_next_review_is_put_off_and_handed_on(db, coordinator, client, case):
    colleague = make_actor(db, scheme=db.get(Scheme, coordinator.scheme_id))
    plan_next_review(db, coordinator, client, NextReviewInput(clock.today(), coordinator.user_id))
    db.flush()
    later = clock.today() + timedelta(days=7)

    plan_next_review(db, coordinator, client, NextReviewInput(later, colleague.user_id))

    db.flush()
    assert [(each.due_on, each.owner_id) for each in list_reviews(db, case)] == [(later, colleague.user_id)]


@pytest.mark.parametrize("what", ["over", "of a manager"])
def test_a_review_is_planned_from_today_on_with_a_coordinator_of_the_team(db, coordinator, client, what):
    manager = make_actor(db, Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))
    wanted = {
        "over": NextReviewInput(clock.today() - timedelta(days=1), coordinator.user_id),
        "of a manager": NextReviewInput(clock.today(), manager.user_id),
    }

    with pytest.raises(WrongInput):
        plan_next_review(db, coordinator, client, wanted[what])


def test_an_action_that_is_put_otherwise_is_asked_again(db, coordinator, client, case):
    action = make_action(db, coordinator, client)
    agree(db, coordinator, client)

    change_action(db, coordinator, client, action, ActionInput("Ring them on Monday"))

    assert new_since(db, case) == ["action changed"]


def test_the_words_they_agreed_to_stay_as_they_were(db, coordinator, client, case):
    goal = make_goal(db, coordinator, client, "Sing again", importance=9, confidence=3)
    friday = clock.today() + timedelta(days=4)
    told = {"who": Whose.OTHER, "who_name": "Her niece Josie", "due_on": friday, "helps": "The bus at ten"}
    action = make_action(db, coordinator, client, goal, "Ring the choir", **told)
    make_action(db, coordinator, client, goal, "Ask the refuge", is_private=True)
    agreement = agree(db, coordinator, client)

    change_goal(db, coordinator, client, goal, GoalInput("Sing in the choir of the church"))
    change_action(db, coordinator, client, action, ActionInput("Write to the choir"))

    db.flush()
    [kept] = read(agreement.words).goals
    [step] = kept.actions
    assert b"Sing" not in agreement.words_sealed
    assert (kept.goal.words, kept.goal.importance, kept.goal.confidence) == ("Sing again", 9, 3)
    assert (step.what, step.who, step.who_name, step.due_on, step.helps) == ("Ring the choir", *told.values())


def test_what_they_read_is_in_the_words_they_agreed_to_and_says_what_is_done_by_now(db, coordinator, client, case):
    goal = make_goal(db, coordinator, client, "Sing again")
    action = make_action(db, coordinator, client, goal, "Ring the choir")
    agree(db, coordinator, client)
    move_action(db, coordinator, client, action, ActionState.DONE, seen=action.version)
    change_goal(db, coordinator, client, goal, GoalInput("Sing in the choir of the church"))
    db.flush()

    agreed, now = plan_for_person(db, case, only_agreed=True), plan_for_person(db, case)

    assert [each.goal.words for each in agreed.goals] == ["Sing again"]
    assert [(each.what, each.state) for each in agreed.actions] == [("Ring the choir", "done")]
    assert [each.goal.words for each in now.goals] == ["Sing in the choir of the church"]


def test_what_is_left_off_since_they_agreed_is_on_nothing_that_they_read(db, coordinator, client, case):
    goal = make_goal(db, coordinator, client, "Sing again")
    action = make_action(db, coordinator, client, goal, "Meet at the refuge")
    agree(db, coordinator, client)

    change_action(db, coordinator, client, action, ActionInput("Meet at the refuge", is_private=True))

    db.flush()
    assert plan_for_person(db, case, only_agreed=True).actions == []


def test_what_was_found_is_read_as_it_was_then_but_for_what_is_left_off_since(db, coordinator, client, case):
    make_goal(db, coordinator, client)
    assessment = make_assessment(db, coordinator, client, found=replace(ASKED_LATER, concerns="The stairs"))
    finish_assessment(db, coordinator, client, assessment, seen=assessment.version)
    db.flush()
    agree(db, coordinator, client)
    open_assessment_again(db, coordinator, client, assessment, seen=assessment.version)
    db.flush()
    found = replace(ASKED_LATER, strengths="Bakes", concerns="He drinks", off_copy=(CopyPart.CONCERNS,))
    write_assessment(db, coordinator, client, assessment, found)
    db.flush()

    plan = plan_for_person(db, case, only_agreed=True)

    assert (plan.strengths, plan.concerns) == ("Knows everybody", "")


def test_an_agreement_from_before_words_were_kept_is_read_as_the_plan_is(db, coordinator, client, case):
    make_goal(db, coordinator, client, "Sing again")
    agreement = agree(db, coordinator, client)
    agreement.words = None
    db.flush()
    make_goal(db, coordinator, client, "Play football")

    assert read(agreement.words) is None
    assert [each.goal.words for each in plan_for_person(db, case, only_agreed=True).goals] == ["Sing again"]


def test_an_activity_keeps_the_name_that_it_had_when_they_agreed(db, coordinator, client, case):
    service = make_service(db)
    planned, before = make_planned(db, coordinator, client, service), service.name
    make_action(db, coordinator, client, what=None, planned_id=planned.id)
    agree(db, coordinator, client)

    service.name = "Another name"

    db.flush()
    assert [each.activity for each in plan_for_person(db, case, only_agreed=True).actions] == [before]


def test_a_copy_of_all_that_is_held_tells_what_they_agreed_to_in_lines(db, coordinator, client, case):
    goal = make_goal(db, coordinator, client, "Sing again")
    due_on = clock.today() + timedelta(days=4)
    make_action(db, coordinator, client, goal, "Ring the choir", who=Whose.COORDINATOR, due_on=due_on)

    agreement = agree(db, coordinator, client)

    assert agreement.in_lines == f"Sing again\n– Ring the choir; {coordinator.name}; by {due_on:%d/%m/%Y}"

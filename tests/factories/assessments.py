"""Goals and steps of plans for tests."""

from dataclasses import dataclass
from datetime import time, timedelta

from directory import clock
from directory.casework.assessment.actions import add_action
from directory.casework.assessment.agreeing_plan import (
    NextReviewInput,
    PlanAgreementInput,
    agree_plan,
    plan_next_review,
)
from directory.casework.assessment.agreement_models import AgreedHow, PlanAgreement
from directory.casework.assessment.assessing import (
    FoundInput,
    PlannedInput,
    find_open_assessment,
    plan_assessment,
    write_assessment,
)
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.changes import last_number
from directory.casework.assessment.goals import add_goal
from directory.casework.assessment.plan_inputs import ActionInput, GoalInput
from directory.casework.assessment.plan_models import Goal, PlanAction
from directory.casework.assessment.plan_states import Whose
from directory.casework.queries import open_case
from directory.casework.support_sessions.models import Way
from tests.factories.accounts import new_word


def make_goal(db, actor, client, words="Get out of the house more", **more) -> Goal:
    goal = add_goal(db, actor, client, GoalInput(words, submission_key=f"goal-{new_word()}", **more))
    db.flush()
    return goal


def make_action(db, actor, client, goal=None, what="Ring the walking group", **more) -> PlanAction:
    action = add_action(db, actor, client, ActionInput(what, submission_key=f"action-{new_word()}", **more), goal)
    db.flush()
    return action


def wanted_assessment(actor, day=None, **more) -> PlannedInput:
    """An hour on the telephone with the actor, tomorrow at half past ten."""
    return PlannedInput(
        **{
            "day": day or clock.today() + timedelta(days=1),
            "at": time(10, 30),
            "way": Way.PHONE,
            "coordinator_id": actor.user_id,
            "submission_key": f"talk-{new_word()}",
            **more,
        }
    )


def make_assessment(db, actor, client, *, is_written=True, found=None) -> Assessment:
    """An assessment of yesterday: the one that goes on, where there is one."""
    case = open_case(client)
    known = find_open_assessment(db, case)
    if known is not None:
        return known
    day = max(clock.today() - timedelta(days=1), case.opened_on)
    assessment = plan_assessment(db, actor, client, wanted_assessment(actor, day, in_spite=True))
    if is_written:
        db.flush()
        usual = FoundInput(
            "Her daughter Ann", "Sings, and knows everybody", "The stairs", "Speaks low", ("loneliness",)
        )
        write_assessment(db, actor, client, assessment, found or usual)
    db.flush()
    return assessment


def make_home_assessment(db, actor, client, buddy, day=None, **more) -> Assessment:
    """An assessment of tomorrow at somebody's home, that a colleague knows of."""
    wanted = {"way": Way.HOME, "place": "1 Mill Lane", "buddy_id": buddy.user_id, **more}
    assessment = plan_assessment(db, actor, client, wanted_assessment(actor, day, **wanted))
    db.flush()
    return assessment


def make_overdue_assessment(db, actor, client, buddy) -> Assessment:
    """An assessment at home that was planned two days ago, began two hours ago, and was to be over by now."""
    assessment = make_home_assessment(db, actor, client, buddy)
    now = clock.now()
    assessment.starts_at, assessment.check_in_due_at = now - timedelta(hours=2), now - timedelta(minutes=1)
    assessment.planned_at = now - timedelta(days=2)
    db.flush()
    return assessment


@dataclass(frozen=True)
class MadePlan:
    """What `make_whole_plan` made."""

    goal: Goal
    action: PlanAction
    agreement: PlanAgreement
    assessment: Assessment


def make_whole_plan(db, actor, client) -> MadePlan:
    """One row in every table of a plan: for tests of all that is held of a person."""
    goal = make_goal(db, actor, client, "Sing again, as I used to", importance=9, confidence=3)
    action = make_action(
        db, actor, client, goal, "Go to the choir together", who=Whose.OTHER, who_name="Her niece Josie"
    )
    agreed = PlanAgreementInput(
        clock.today(), AgreedHow.PHONE, last_number(db, goal.case_id), submission_key=new_word()
    )
    agreement = agree_plan(db, actor, client, agreed)
    review = NextReviewInput(clock.today() + timedelta(days=28), actor.user_id)
    plan_next_review(db, actor, client, review)
    return MadePlan(goal, action, agreement, make_assessment(db, actor, client))

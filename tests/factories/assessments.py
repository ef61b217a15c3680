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


def make_assessment(db, actor, client, *, is_written=True, found=None) -> Assessment:
    """An assessment of yesterday: the one that goes on, where there is one."""
    known = find_open_assessment(db, open_case(client))
    if known is not None:
        return known
    yesterday = clock.today() - timedelta(days=1)
    wanted = PlannedInput(yesterday, time(10, 30), Way.PHONE, actor.user_id, 60, submission_key=f"talk-{new_word()}")
    assessment = plan_assessment(db, actor, client, wanted)
    if is_written:
        db.flush()
        usual = FoundInput(
            "Her daughter Ann", "Sings, and knows everybody", "The stairs", "Speaks low", ("loneliness",)
        )
        write_assessment(db, actor, client, assessment, found or usual)
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

"""Actions of a plan: adding one, changing it, saying that it is done or dropped, and removing it."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.assessment.changes import note_change, put_back, require_case, require_open, take_off
from directory.casework.assessment.plan_inputs import ActionInput
from directory.casework.assessment.plan_models import ChangeKind, Goal, PlanAction
from directory.casework.assessment.plan_states import ACTION_MOVES, ActionState, Whose, check_plan_move
from directory.casework.models import Case, Client, PlannedActivity
from directory.casework.operations import ChangedMeanwhile
from directory.db import add_once, new_id
from directory.errors import UsedBefore, WrongInput

# What may be put otherwise of an action.
SAID = ("what", "who", "who_name", "idea", "due_on", "helps", "note", "is_private", "goal_id")


def add_action(db: Session, actor: Actor, client: Client, wanted: ActionInput, goal: Goal | None = None) -> PlanAction:
    """Write down a step, towards a goal or on its own. A second click writes it once.

    The caller keeps the client from others. Raises NoOpenCase, WrongInput for a goal or an activity that is not on the
    plan, and UsedBefore where the key comes with another step.
    """
    case = require_case(client)
    known = find_action_of_submission(db, client, wanted.submission_key)
    if known is not None:
        return replayed(known, wanted)
    goal = goal or find_goal_of_case(db, case, wanted.goal_id)
    check_planned(db, case, wanted.planned_id)
    action = PlanAction(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        case_id=case.id,
        goal_id=goal.id if goal else None,
        planned_id=wanted.planned_id,
        what=wanted.what,
        who=wanted.who.value,
        who_name=wanted.who_name,
        idea=wanted.idea.value,
        helps=wanted.helps,
        note=wanted.note,
        due_on=wanted.due_on,
        state=ActionState.TO_DO.value,
        is_private=wanted.is_private,
        added_by=actor.user_id,
        added_at=clock.now(),
        submission_key=wanted.submission_key,
    )
    kept, is_new = add_once(db, action, lambda: find_action_of_submission(db, client, wanted.submission_key))
    if not is_new:
        return replayed(kept, wanted)
    note_change(db, actor, action, ChangeKind.ACTION_ADDED)
    return action


def add_planned(
    db: Session, actor: Actor, client: Client, goal: Goal, planned: PlannedActivity, idea: Whose
) -> PlanAction | None:
    """Make an activity that a match found an action of a goal, as somebody's idea; None where it is one already.

    What was set aside is not taken up again behind the back of whoever did so.
    """
    already = select(PlanAction.id).where(
        PlanAction.goal_id == goal.id, PlanAction.planned_id == planned.id, PlanAction.removed_at.is_(None)
    )
    if db.scalar(already) is not None:
        return None
    wanted = ActionInput(idea=idea, planned_id=planned.id, submission_key=new_id().hex)
    return add_action(db, actor, client, wanted, goal)


def change_action(db: Session, actor: Actor, client: Client, action: PlanAction, wanted: ActionInput) -> bool:
    """Put a step otherwise; says whether anything changed.

    Raises ChangedMeanwhile where somebody else changed it after it was looked at, and NoOpenCase.
    """
    require_open(client, action)
    if all(getattr(action, name) == getattr(wanted, name) for name in SAID):
        return False
    if wanted.seen is not None and wanted.seen != action.version:
        raise ChangedMeanwhile
    find_goal_of_case(db, require_case(client), wanted.goal_id)
    if not wanted.what and action.planned_id is None:
        raise WrongInput("Say what will be done.", {"what": "Say what will be done"})
    for name in SAID:
        setattr(action, name, getattr(wanted, name))
    note_change(db, actor, action, ChangeKind.ACTION_CHANGED)
    return True


def move_action(db: Session, actor: Actor, client: Client, action: PlanAction, to: ActionState, *, seen: int) -> None:
    """Say that a step is done, dropped, or to be done after all. A second click changes nothing.

    Raises ChangedMeanwhile, PlanMoveNotAllowed and NoOpenCase.
    """
    if action.state == to:
        return
    require_open(client, action)
    if seen != action.version:
        raise ChangedMeanwhile
    check_plan_move(ACTION_MOVES, "action", ActionState(action.state), to, is_on_plan=action.removed_at is None)
    action.state = to.value
    action.ended_on = None if to is ActionState.TO_DO else clock.today()
    note_change(db, actor, action, ChangeKind.ACTION_MOVED, to.value)


def remove_action(db: Session, actor: Actor, client: Client, action: PlanAction, *, seen: int) -> None:
    """Take a step off the plan, so that it can be put back. A second click changes nothing."""
    take_off(db, actor, client, action, ChangeKind.ACTION_REMOVED, seen=seen)


def put_action_back(db: Session, actor: Actor, client: Client, action: PlanAction) -> None:
    """Put a step back on the plan that was removed. A second click changes nothing."""
    put_back(db, actor, client, action, ChangeKind.ACTION_PUT_BACK)


def find_goal_of_case(db: Session, case: Case, goal_id: uuid.UUID | None) -> Goal | None:
    """The goal of a case's plan that an action is to lead to. Raises WrongInput for one that is not on the plan."""
    if goal_id is None:
        return None
    goal = db.scalar(select(Goal).where(Goal.id == goal_id, Goal.case_id == case.id, Goal.removed_at.is_(None)))
    if goal is None:
        raise WrongInput("Choose the goal.", {"goal_id": "This goal is not on the plan any more. Choose another"})
    return goal


def check_planned(db: Session, case: Case, planned_id: uuid.UUID | None) -> None:
    if planned_id is None:
        return
    of_case = select(PlannedActivity.id).where(PlannedActivity.id == planned_id, PlannedActivity.case_id == case.id)
    if db.scalar(of_case) is None:
        raise WrongInput("Choose the activity.", {"planned_id": "This activity is not on the plan any more"})


def replayed(action: PlanAction, wanted: ActionInput) -> PlanAction:
    """The action a submission made before, if it says the same."""
    if (action.what, action.planned_id, action.who) != (wanted.what, wanted.planned_id, wanted.who):
        raise UsedBefore
    return action


def find_action_of_submission(db: Session, client: Client, submission_key: str) -> PlanAction | None:
    return db.scalar(
        select(PlanAction).where(PlanAction.client_id == client.id, PlanAction.submission_key == submission_key)
    )

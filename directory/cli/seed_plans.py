"""What people of the fictional town want to reach, as their coordinators wrote it down."""

from collections.abc import Mapping
from datetime import time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.accounts.queries import actor_of
from directory.casework.assessment.actions import add_action, move_action
from directory.casework.assessment.agreeing_plan import (
    NextReviewInput,
    PlanAgreementInput,
    agree_plan,
    plan_next_review,
)
from directory.casework.assessment.agreement_models import AgreedHow
from directory.casework.assessment.assessing import (
    FoundInput,
    PlannedInput,
    finish_assessment,
    plan_assessment,
    write_assessment,
)
from directory.casework.assessment.assessment_states import CopyPart, Topic
from directory.casework.assessment.changes import last_number
from directory.casework.assessment.goals import add_goal
from directory.casework.assessment.plan_inputs import ActionInput, GoalInput
from directory.casework.assessment.plan_models import Goal
from directory.casework.assessment.plan_states import ActionState, Whose
from directory.casework.models import Client
from directory.casework.queries import get_client
from directory.casework.support_sessions.models import Way
from directory.cli.town import Record, Town, read_seed
from directory.working_days import add_working_days

AN_HOUR = 60


def load_plans(db: Session, town: Town, staff: Mapping[str, User]) -> None:
    """Assessments, goals and actions, agreed with the people and to be looked at again; and assessments to come."""
    seed = read_seed("plans.toml")
    for row in seed["plan"]:
        actor, client = who_for(db, staff, row)
        load_assessment(db, town, actor, client, row)
        for number, goal in enumerate(row["goals"]):
            load_goal(db, town, actor, client, goal, f"town-{row['client']}-{number}")
        agreed(db, town, actor, client, row)

    for row in seed["assessment"]:
        actor, client = who_for(db, staff, row)
        load_planned(db, town, actor, client, row, staff)


def who_for(db: Session, staff: Mapping[str, User], row: Record) -> tuple[Actor, Client]:
    """Who wrote a row, and for whom."""
    actor = actor_of(db, staff[row["by"]].email)
    reference = db.scalar(select(Client.reference).where(Client.submission_key == f"town-{row['client']}"))
    return actor, get_client(db, actor, str(reference), to_change=True)


def load_planned(db: Session, town: Town, actor: Actor, client: Client, row: Record, staff: Mapping[str, User]) -> None:
    """An assessment to come, at their home, with a colleague who knows of it."""
    wanted = PlannedInput(
        day=add_working_days(town.today, row["in_working_days"], "england"),
        at=time(row["at"]),
        way=Way(row["way"]),
        coordinator_id=actor.user_id,
        submission_key=f"town-{row['client']}-to-come",
        place=row["place"],
        in_spite=True,
        buddy_id=staff[row["buddy"]].id,
    )
    plan_assessment(db, actor, client, wanted)


def load_assessment(db: Session, town: Town, actor: Actor, client: Client, row: Record) -> None:
    day, key = town.day(row["assessed_days_ago"]), f"town-{row['client']}"
    way, place = Way(row["way"]), row.get("place")
    planned = PlannedInput(day, time(row["at"]), way, actor.user_id, key, AN_HOUR, place)
    assessment = plan_assessment(db, actor, client, planned)
    found = FoundInput(
        present=row["present"],
        strengths=row["strengths"],
        concerns=row["concerns"],
        notes=row.get("notes"),
        needs=tuple(row["needs"]),
        not_asked=tuple(Topic(each) for each in row["not_asked"]),
        off_copy=tuple(CopyPart(each) for each in row["off_copy"]),
    )
    db.flush()  # each change of it counts
    write_assessment(db, actor, client, assessment, found)
    db.flush()  # each change of it counts
    finish_assessment(db, actor, client, assessment, seen=assessment.version)


def load_goal(db: Session, town: Town, actor: Actor, client: Client, row: Record, key: str) -> None:
    wanted = GoalInput(row["words"], row["importance"], row["confidence"], submission_key=key)
    goal = add_goal(db, actor, client, wanted)
    for number, action in enumerate(row["actions"]):
        load_action(db, town, actor, client, goal, action, f"{key}-{number}")


def load_action(db: Session, town: Town, actor: Actor, client: Client, goal: Goal, row: Record, key: str) -> None:
    wanted = ActionInput(
        what=row["what"],
        who=Whose(row["who"]),
        who_name=row.get("who_name"),
        idea=Whose(row["idea"]),
        due_on=town.day(-row["due_in_days"]) if "due_in_days" in row else None,
        helps=row.get("helps"),
        submission_key=key,
    )
    action = add_action(db, actor, client, wanted, goal)
    if row.get("done"):
        db.flush()  # each change of it counts
        move_action(db, actor, client, action, ActionState.DONE, seen=action.version)


def agreed(db: Session, town: Town, actor: Actor, client: Client, row: Record) -> None:
    """They agreed to it some days ago, and it is looked at again in some."""
    [case] = client.cases
    number, day = last_number(db, case.id), town.day(row["agreed_days_ago"])
    key = f"town-{row['client']}"
    agree_plan(db, actor, client, PlanAgreementInput(day, AgreedHow.IN_PERSON, number, submission_key=key))
    due_on = town.day(0) + timedelta(days=row["review_in_days"])
    plan_next_review(db, actor, client, NextReviewInput(due_on, actor.user_id))

"""What people of the fictional town told the team of its own service, and what was done about it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.accounts.queries import actor_of
from directory.casework.feedback.inputs import FeedbackInput, FollowUpInput, StepInput
from directory.casework.feedback.keeping import record_feedback
from directory.casework.feedback.kinds import CameBy, FeedbackAbout, FeedbackKind, Finding, GivenBy, Severity
from directory.casework.feedback.models import Feedback, FeedbackStep
from directory.casework.feedback.seeing_to import arrange, record_step
from directory.casework.feedback.states import FeedbackState
from directory.casework.models import Client
from directory.casework.tellers import colleague
from directory.cli.seed_questions import moment
from directory.cli.town import Record, Town, read_seed

WORDS = ("wish", "giver", "giver_contact")


def load_feedback(db: Session, town: Town, staff: Mapping[str, User]) -> None:
    """Each as it was written down, with its steps in their order and who sees to it now."""
    for row in read_seed("feedback.toml")["feedback"]:
        actor = actor_of(db, staff[row["by"]].email)
        wanted = told(town, row, staff)
        feedback, _ = record_feedback(db, colleague(actor), client_of(db, row), wanted, f"town-{row['key']}")
        feedback.recorded_at = feedback.state_at = moment(town, row["received_days_ago"])
        db.flush()  # its version is that of the row
        manager = actor_of(db, staff["manager"].email)
        follow_up(db, town, manager, feedback, row, staff)
        for number, step in enumerate(row.get("step", ())):
            take_step(db, town, manager, feedback, step, f"{row['key']}-{number}")


def told(town: Town, row: Record, staff: Mapping[str, User]) -> FeedbackInput:
    more: dict[str, Any] = {name: row[name] for name in WORDS if name in row}
    about_user = staff.get(row.get("about_colleague", ""))
    return FeedbackInput(
        kind=FeedbackKind(row["kind"]),
        given_by=GivenBy(row.get("given_by", GivenBy.CLIENT.value)),
        came_by=CameBy(row["came_by"]),
        about=FeedbackAbout(row["about"]),
        words=row["words"],
        received_on=town.day(row["received_days_ago"]),
        severity=Severity(row["severity"]) if "severity" in row else None,
        about_user_id=about_user.id if about_user else None,
        **more,
    )


def client_of(db: Session, row: Record) -> Client | None:
    """Whom it is about; None where that is nobody the team supports."""
    if "client" not in row:
        return None
    return db.scalars(select(Client).where(Client.submission_key == f"town-{row['client']}")).one()


def follow_up(
    db: Session, town: Town, actor: Actor, feedback: Feedback, row: Record, staff: Mapping[str, User]
) -> None:
    if "owner" not in row:
        return
    in_days = row.get("next_step_in_days")
    wanted = FollowUpInput(
        owner_id=staff[row["owner"]].id,
        next_step=row.get("next_step"),
        next_step_on=town.today + timedelta(days=in_days) if in_days is not None else None,
        answer_by=feedback.answer_by,
    )
    arrange(db, actor, feedback, wanted, feedback.version)
    db.flush()  # the next change names the version after this one


def take_step(db: Session, town: Town, actor: Actor, feedback: Feedback, step: Record, key: str) -> None:
    """What was done, on the day it was: steps count from today, and are written down as of then."""
    day, at = town.day(step["days_ago"]), moment(town, step["days_ago"])
    known = {name: getattr(feedback, name) for name in ("acknowledged_on", "answered_on")}
    wanted = StepInput(
        words=step["words"],
        to_state=FeedbackState(step["state"]) if "state" in step else None,
        is_acknowledged=step.get("is_acknowledged", False),
        finding=Finding(step["finding"]) if "finding" in step else None,
        learning=step.get("learning"),
    )
    record_step(db, actor, feedback, wanted, feedback.version, key)
    for name, before in known.items():
        if getattr(feedback, name) != before:
            setattr(feedback, name, day)
    feedback.state_at = at
    db.flush()  # the next change names the version after this one
    db.scalars(select(FeedbackStep).where(FeedbackStep.submission_key == key)).one().recorded_at = at

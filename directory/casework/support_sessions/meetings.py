"""The rules for every appointment, a support session or an assessment: who may hold it, when and where."""

import uuid
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.queries import list_colleagues
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import AssessmentState
from directory.casework.models import Case, Client
from directory.casework.support_sessions.inputs import LONGEST_MINUTES, SHORTEST_MINUTES, MeetingInput
from directory.casework.support_sessions.models import SupportSession, Way
from directory.casework.support_sessions.states import SessionState
from directory.clock import day_of
from directory.errors import WrongInput

# Nobody plans further ahead; a later year is a slip of the hand.
FURTHEST = timedelta(days=366)
AnyMeeting = SupportSession | Assessment
Met = TypeVar("Met", SupportSession, Assessment)


def check_meeting(case: Case, wanted: MeetingInput) -> None:
    """Raises WrongInput for a day, a length or a place that cannot be."""
    problems = {}
    if wanted.day < case.opened_on:
        problems["day"] = "This is before their case was opened"
    if wanted.day > clock.today() + FURTHEST:
        problems["day"] = "Check the year: this is more than a year ahead"
    if not SHORTEST_MINUTES <= wanted.lasts_minutes <= LONGEST_MINUTES:
        problems["lasts_minutes"] = f"Enter from {SHORTEST_MINUTES} to {LONGEST_MINUTES} minutes"
    if wanted.way is Way.PLACE and not wanted.place:
        problems["place"] = "Say where you meet"
    if problems:
        raise WrongInput("Check what you entered.", problems)


def check_coordinator(db: Session, actor: Actor, client: Client, coordinator_id: uuid.UUID) -> None:
    """Raises WrongInput for who is no coordinator of the team, or could not see the client's record."""
    if all(each.id != coordinator_id for each in list_colleagues(db, actor, Role.COORDINATOR)):
        raise WrongInput("Choose who meets them.", {"coordinator_id": "Choose a coordinator of your team"})
    if client.restricted_at is not None and coordinator_id != client.coordinator_id:
        message = "This record is restricted: only their own coordinator can meet them"
        raise WrongInput("Choose who meets them.", {"coordinator_id": message})


def check_clash(db: Session, wanted: MeetingInput, starts_at: datetime, *, but: uuid.UUID | None = None) -> None:
    """Raises WrongInput where the coordinator has something else then, unless that is known. It does not say whose.

    `but` is the appointment that is moved to this time.
    """
    # What has been is not planned twice, however long it took.
    if wanted.in_spite or day_of(starts_at) < clock.today():
        return
    ends_at = starts_at + timedelta(minutes=wanted.lasts_minutes)
    clash = find_clash(db, wanted.coordinator_id, starts_at, ends_at, but=but)
    if clash is not None:
        begins, ends = clash.starts_at.astimezone(clock.UK), clash.ends_at.astimezone(clock.UK)
        message = (
            f"There is another appointment then, from {begins:%H:%M} to {ends:%H:%M}. Choose another time, or tick this"
        )
        raise WrongInput("Look at the time.", {"in_spite": message})


def find_clash(
    db: Session, coordinator_id: uuid.UUID, starts_at: datetime, ends_at: datetime, *, but: uuid.UUID | None = None
) -> AnyMeeting | None:
    """What a coordinator has planned that overlaps a time, session or assessment; not the one named, to be moved."""
    earliest = starts_at - timedelta(minutes=LONGEST_MINUTES)
    planned = (
        select(SupportSession)
        .where(SupportSession.coordinator_id == coordinator_id, SupportSession.state == SessionState.PLANNED.value)
        .where(SupportSession.starts_at > earliest, SupportSession.starts_at < ends_at)
        .order_by(SupportSession.starts_at)
    )
    assessments = (
        select(Assessment)
        .where(Assessment.coordinator_id == coordinator_id, Assessment.state == AssessmentState.PLANNED.value)
        .where(Assessment.starts_at > earliest, Assessment.starts_at < ends_at)
        .order_by(Assessment.starts_at)
    )
    found: list[AnyMeeting] = [*db.scalars(planned), *db.scalars(assessments)]
    others = [each for each in found if each.id != but]
    return next((each for each in others if each.ends_at > starts_at), None)

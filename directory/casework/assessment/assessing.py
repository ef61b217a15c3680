"""Planning an assessment, writing down what was found in it, finishing it, and opening it again."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.agreeing import check_alive
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import (
    ASSESSMENT_MOVES,
    OPEN_STATES,
    AssessmentState,
    CopyPart,
    Topic,
)
from directory.casework.assessment.changes import NoOpenCase, require_case
from directory.casework.assessment.plan_states import check_plan_move
from directory.casework.models import Case, Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.queries import open_case
from directory.casework.safety.queries import standing_of
from directory.casework.support_sessions.inputs import MeetingInput
from directory.casework.support_sessions.local_times import moment_of
from directory.casework.support_sessions.meetings import check_clash, check_coordinator, check_meeting
from directory.casework.support_sessions.reminders import (
    call_off_reminder,
    plan_reminder,
    remind_anew,
    remind_of_new_time,
)
from directory.casework.support_sessions.states import SessionReason
from directory.casework.support_sessions.visits import check_in_due, check_visit, is_visit
from directory.db import add_once, new_id
from directory.errors import NotFound, Refused, UsedBefore

# What is written down in an assessment, as it stands in columns.
FOUND = ("present", "strengths", "concerns", "notes")


class OneIsOpen(Refused):
    """A case has an assessment that is not over."""

    def __init__(self) -> None:
        super().__init__("There is an assessment already that is not finished. Go on with that one.")


class RisksNotAsked(Refused):
    """Nobody has asked about risks, and the assessment does not say so."""

    def __init__(self) -> None:
        super().__init__(
            "Risks are not written down yet. Write them down, or that there are none. If you did not ask, tick it under"
            " “Not asked yet” first."
        )


class AssessmentIsOver(Refused):
    """The time of an assessment that is finished, or was not held, stays as it is."""

    def __init__(self) -> None:
        super().__init__("This assessment is over, and its time stays as it is. Open it again first.")


@dataclass(frozen=True)
class PlannedInput(MeetingInput):
    """An assessment as it is to be; `seen` is its version where it is put off."""

    seen: int | None = None


@dataclass(frozen=True)
class FoundInput:
    """What was found: who was there, strengths, needs and concerns, what was not asked, and what stays off the copy."""

    present: str | None = None
    strengths: str | None = None
    concerns: str | None = None
    notes: str | None = None
    needs: tuple[str, ...] = ()
    not_asked: tuple[Topic, ...] = ()
    off_copy: tuple[CopyPart, ...] = ()
    lasts_minutes: int | None = None
    seen: int | None = None


@dataclass(frozen=True)
class NotHeldInput:
    """Why an assessment was not held."""

    reason: SessionReason
    why: str | None = None
    seen: int | None = None


def plan_assessment(db: Session, actor: Actor, client: Client, wanted: PlannedInput) -> Assessment:
    """Plan an assessment, or note one of just now. A second click plans it once.

    The caller keeps the client from others. Raises NoOpenCase, OneIsOpen, PersonHasDied, and WrongInput for a time or
    place that cannot be, a coordinator who has something else then, and a home visit that nobody is told of.
    """
    case = require_case(client)
    known = find_assessment_of_submission(db, client, wanted.submission_key)
    if known is not None:
        return replayed(known, wanted)
    check_alive(client)
    if find_open_assessment(db, case) is not None:
        raise OneIsOpen
    times = times_of(db, actor, client, case, wanted)
    check_clash(db, wanted, times["starts_at"])
    assessment = Assessment(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        case_id=case.id,
        **times,
        state=AssessmentState.PLANNED.value,
        planned_by=actor.user_id,
        planned_at=clock.now(),
        submission_key=wanted.submission_key,
    )
    kept, is_new = add_once(db, assessment, lambda: find_assessment_of_submission(db, client, wanted.submission_key))
    if not is_new:
        return replayed(kept, wanted)
    note(db, actor, assessment, "planned")
    if wanted.remind_by is not None and assessment.starts_at > clock.now():
        plan_reminder(db, client, assessment, wanted.remind_by)
    return assessment


def put_off_assessment(db: Session, actor: Actor, client: Client, assessment: Assessment, wanted: PlannedInput) -> bool:
    """Plan an assessment for another time, place or colleague; says if anything changed.

    Raises ChangedMeanwhile, AssessmentIsOver for one that is finished or was not held, and WrongInput as
    `plan_assessment` does.
    """
    case = require_in_open_case(client, assessment)
    if assessment.state not in OPEN_STATES:
        raise AssessmentIsOver
    times = times_of(db, actor, client, case, wanted, assessment)
    changed = {name for name, value in times.items() if getattr(assessment, name) != value}
    is_to_come = assessment.state == AssessmentState.PLANNED and times["starts_at"] > clock.now()
    is_reminded_otherwise = is_to_come and wanted.remind_by != assessment.remind_by
    if not changed and not is_reminded_otherwise:
        return False
    require_seen(assessment, wanted.seen)
    if changed & {"starts_at", "lasts_minutes", "coordinator_id"}:
        check_clash(db, wanted, times["starts_at"], but=assessment.id)
    for name, value in times.items():
        setattr(assessment, name, value)
    due = assessment.check_in_due_at
    if "check_in_due_at" in changed and (due is None or due > clock.now()):
        assessment.checked_in_at = assessment.checked_in_by = assessment.alerted_at = None
    note(db, actor, assessment, "put_off")
    if is_reminded_otherwise or "starts_at" in changed:
        remind_of_new_time(db, client, assessment, wanted.remind_by if is_to_come else None)
    elif "coordinator_id" in changed:
        remind_anew(db, client, assessment)
    return True


def times_of(
    db: Session, actor: Actor, client: Client, case: Case, wanted: PlannedInput, known: Assessment | None = None
) -> dict[str, Any]:
    """When, how, where and with whom an assessment is from now on, as columns. Raises WrongInput for what cannot be."""
    starts_at = moment_of(wanted.day, wanted.at)
    check_meeting(case, wanted)
    check_coordinator(db, actor, client, wanted.coordinator_id)
    buddy_id, due_at = check_in_of(db, actor, client, wanted, starts_at, known)
    return {
        "starts_at": starts_at,
        "lasts_minutes": wanted.lasts_minutes,
        "way": wanted.way.value,
        "place": wanted.place,
        "coordinator_id": wanted.coordinator_id,
        "buddy_id": buddy_id,
        "check_in_due_at": due_at,
    }


def check_in_of(
    db: Session, actor: Actor, client: Client, wanted: PlannedInput, starts_at: datetime, known: Assessment | None
) -> tuple[uuid.UUID | None, datetime | None]:
    """Of a home visit, who is told of it and by when to check in. Raises WrongInput where nobody may be told.

    One that is over by now needs nobody any more; who was told of it beforehand stays known, and waits as before.
    """
    if not is_visit(wanted):
        return None, None
    due_at = check_in_due(wanted, starts_at)
    if due_at <= clock.now():
        return (known.buddy_id, due_at) if known is not None and known.buddy_id else (None, None)
    check_visit(db, actor, client, wanted)
    return wanted.buddy_id, due_at


def write_assessment(db: Session, actor: Actor, client: Client, assessment: Assessment, found: FoundInput) -> bool:
    """Keep what was found; says whether anything changed. What was planned is held with that.

    Raises ChangedMeanwhile where a colleague wrote in it, PlanMoveNotAllowed for one that is over, and NoOpenCase.
    """
    require_in_open_case(client, assessment)
    if assessment.state != AssessmentState.HELD:
        check_plan_move(ASSESSMENT_MOVES, "assessment", AssessmentState(assessment.state), AssessmentState.HELD)
    listed = {
        "needs": json.dumps(found.needs),
        "not_asked": json.dumps(found.not_asked),
        "off_copy": json.dumps(found.off_copy),
        "lasts_minutes": found.lasts_minutes or assessment.lasts_minutes,
    }
    new = {**{name: getattr(found, name) for name in FOUND}, **listed}
    is_held = assessment.state == AssessmentState.HELD
    if is_held and all(getattr(assessment, name) == value for name, value in new.items()):
        return False
    require_seen(assessment, found.seen)
    for name, value in new.items():
        setattr(assessment, name, value)
    assessment.state = AssessmentState.HELD.value
    assessment.finished_at = assessment.finished_by = None
    call_off_reminder(db, assessment)
    note(db, actor, assessment, "written")
    return True


def finish_assessment(db: Session, actor: Actor, client: Client, assessment: Assessment, *, seen: int) -> None:
    """Finish an assessment. A second click changes nothing.

    Raises RisksNotAsked where nobody asked about risks and it does not say so, ChangedMeanwhile and PlanMoveNotAllowed.
    """
    if assessment.state == AssessmentState.FINISHED:
        return
    require_in_open_case(client, assessment)
    require_seen(assessment, seen)
    check_plan_move(ASSESSMENT_MOVES, "assessment", AssessmentState(assessment.state), AssessmentState.FINISHED)
    if Topic.RISKS not in assessment.topics_not_asked and not are_risks_asked(db, actor, client):
        raise RisksNotAsked
    assessment.state = AssessmentState.FINISHED.value
    assessment.finished_at, assessment.finished_by = clock.now(), actor.user_id
    note(db, actor, assessment, "finished")


def open_assessment_again(db: Session, actor: Actor, client: Client, assessment: Assessment, *, seen: int) -> None:
    """Open a finished assessment again, to write more in it. Raises OneIsOpen where a later one is not over."""
    if assessment.state == AssessmentState.HELD:
        return
    require_in_open_case(client, assessment)
    require_seen(assessment, seen)
    check_plan_move(ASSESSMENT_MOVES, "assessment", AssessmentState(assessment.state), AssessmentState.HELD)
    if find_open_assessment(db, require_case(client)) is not None:
        raise OneIsOpen
    assessment.state = AssessmentState.HELD.value
    assessment.finished_at = assessment.finished_by = None
    note(db, actor, assessment, "opened_again")


def note_not_held(db: Session, actor: Actor, client: Client, assessment: Assessment, wanted: NotHeldInput) -> None:
    """Write down that a planned assessment was not held, and why. A second click changes nothing."""
    if assessment.state == AssessmentState.NOT_HELD and assessment.reason == wanted.reason:
        return
    require_in_open_case(client, assessment)
    require_seen(assessment, wanted.seen)
    check_plan_move(ASSESSMENT_MOVES, "assessment", AssessmentState(assessment.state), AssessmentState.NOT_HELD)
    assessment.state, assessment.reason, assessment.why = (
        AssessmentState.NOT_HELD.value,
        wanted.reason.value,
        wanted.why,
    )
    call_off_reminder(db, assessment)
    note(db, actor, assessment, "not_held")


def are_risks_asked(db: Session, actor: Actor, client: Client) -> bool:
    """Whether it is written down which risks there are, or that there are none."""
    return standing_of(db, actor, client.id, may_read=False).is_asked


def require_in_open_case(client: Client, assessment: Assessment) -> Case:
    case = open_case(client)
    if case is None or case.id != assessment.case_id:
        raise NoOpenCase
    return case


def require_seen(assessment: Assessment, seen: int | None) -> None:
    if seen is not None and seen != assessment.version:
        raise ChangedMeanwhile


def note(db: Session, actor: Actor, assessment: Assessment, act: str) -> None:
    assessment.changed_by, assessment.changed_at = actor.user_id, clock.now()
    record_act(db, actor.user_id, actor.scheme_id, f"assessment.{act}", "assessment", [assessment.id])


def list_assessments(db: Session, client: Client) -> Sequence[Assessment]:
    """Every assessment of a client, the latest first."""
    return db.scalars(
        select(Assessment)
        .where(Assessment.scheme_id == client.scheme_id, Assessment.client_id == client.id)
        .options(joinedload(Assessment.coordinator), joinedload(Assessment.changer), joinedload(Assessment.buddy))
        .order_by(Assessment.starts_at.desc(), Assessment.id)
    ).all()


def get_assessment(db: Session, client: Client, assessment_id: uuid.UUID) -> Assessment:
    """An assessment of a client. Raises NotFound for one of somebody else."""
    found = next((each for each in list_assessments(db, client) if each.id == assessment_id), None)
    if found is None:
        raise NotFound("There is no such assessment.")
    return found


def find_open_assessment(db: Session, case: Case) -> Assessment | None:
    """The assessment of a case that is not over."""
    is_open = Assessment.state.in_([each.value for each in OPEN_STATES])
    return db.scalar(select(Assessment).where(Assessment.case_id == case.id, is_open))


def find_last_held(db: Session, case: Case, *, only_finished: bool = False) -> Assessment | None:
    """The last assessment of a case in which something was found."""
    states = {AssessmentState.FINISHED, *(() if only_finished else (AssessmentState.HELD,))}
    held = select(Assessment).where(Assessment.case_id == case.id, Assessment.state.in_([str(each) for each in states]))
    return db.scalar(held.order_by(Assessment.starts_at.desc(), Assessment.id).limit(1))


def replayed(assessment: Assessment, wanted: PlannedInput) -> Assessment:
    if (assessment.starts_at, assessment.way) != (moment_of(wanted.day, wanted.at), wanted.way):
        raise UsedBefore
    return assessment


def find_assessment_of_submission(db: Session, client: Client, submission_key: str) -> Assessment | None:
    theirs = (Assessment.client_id == client.id, Assessment.submission_key == submission_key)
    return db.scalar(select(Assessment).where(*theirs))

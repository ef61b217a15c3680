"""What becomes of an assessment that is planned where the case ends."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import AssessmentState
from directory.casework.models import Case
from directory.casework.support_sessions.reminders import call_off_reminder
from directory.casework.support_sessions.states import SessionReason


def call_off_assessment(db: Session, actor: Actor, case: Case) -> None:
    """Have an assessment that is still to come in a case that ends not be held, so that nobody waits for anybody."""
    planned = (Assessment.case_id == case.id, Assessment.state == AssessmentState.PLANNED.value)
    for each in db.scalars(select(Assessment).where(*planned, Assessment.starts_at > clock.now())):
        each.state, each.reason = AssessmentState.NOT_HELD.value, SessionReason.OURS.value
        each.why = "Their case was closed."
        each.changed_by, each.changed_at = actor.user_id, clock.now()
        call_off_reminder(db, each)
        record_act(db, actor.user_id, actor.scheme_id, "assessment.not_held", "assessment", [each.id])

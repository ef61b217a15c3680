"""What becomes of assessments and looks at plans where somebody else supports the person from now on."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.casework.assessment.agreement_models import PlanReview
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import OPEN_STATES
from directory.casework.models import Client
from directory.casework.support_sessions.reminders import remind_anew


def hand_over_assessing(db: Session, client: Client, coordinator_id: uuid.UUID, *, of: uuid.UUID | None = None) -> None:
    """Have what was to be assessed or looked at again with a client be with another colleague from now on.

    All of it, or what one colleague was to do: `of`. Nobody is the buddy of their own visit, and reminders that wait
    name the new colleague.
    """
    going_on = Assessment.state.in_([each.value for each in OPEN_STATES])
    assessments = db.scalars(select(Assessment).where(Assessment.client_id == client.id, going_on)).all()
    for assessment in (each for each in assessments if of in (None, each.coordinator_id)):
        before, assessment.coordinator_id = assessment.coordinator_id, coordinator_id
        if assessment.buddy_id == coordinator_id:
            assessment.buddy_id = before
        if before != coordinator_id:
            remind_anew(db, client, assessment)
    reviews = db.scalars(select(PlanReview).where(PlanReview.client_id == client.id, PlanReview.held_on.is_(None)))
    for review in (each for each in reviews if of in (None, each.owner_id)):
        review.owner_id = coordinator_id

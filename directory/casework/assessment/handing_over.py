"""What becomes of assessments and looks at plans where somebody else supports the person from now on."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.casework.assessment.agreement_models import PlanReview
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import OPEN_STATES
from directory.casework.models import Client


def hand_over_assessing(db: Session, client: Client, coordinator_id: uuid.UUID, *, of: uuid.UUID) -> None:
    """Have what one colleague was to assess or to look at again with a client be with another from now on."""
    going_on = Assessment.state.in_([each.value for each in OPEN_STATES])
    assessments = select(Assessment).where(Assessment.client_id == client.id, Assessment.coordinator_id == of, going_on)
    for assessment in db.scalars(assessments):
        assessment.coordinator_id = coordinator_id
    to_come = (PlanReview.client_id == client.id, PlanReview.owner_id == of, PlanReview.held_on.is_(None))
    for review in db.scalars(select(PlanReview).where(*to_come)):
        review.owner_id = coordinator_id

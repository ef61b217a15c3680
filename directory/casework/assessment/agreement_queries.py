"""Reading when a person agreed to their plan, and when it was looked at. `get_client` has recorded the look."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory.casework.assessment.agreement_models import PlanAgreement, PlanReview
from directory.casework.models import Case, Client
from directory.errors import NotFound


def list_agreements(db: Session, case: Case) -> Sequence[PlanAgreement]:
    """Every time a person agreed to the plan of a case, the last first, with those that were taken back."""
    of_case = select(PlanAgreement).where(PlanAgreement.case_id == case.id, PlanAgreement.client_id == case.client_id)
    return db.scalars(of_case.order_by(PlanAgreement.recorded_at.desc(), PlanAgreement.id)).all()


def get_agreement(db: Session, client: Client, agreement_id: uuid.UUID) -> PlanAgreement:
    """One time that a person agreed to a plan, of whichever case. Raises NotFound for one of somebody else."""
    theirs = (PlanAgreement.client_id == client.id, PlanAgreement.scheme_id == client.scheme_id)
    found = db.scalar(select(PlanAgreement).where(*theirs, PlanAgreement.id == agreement_id))
    if found is None:
        raise NotFound("There is no such agreement.")
    return found


def find_agreement(db: Session, case: Case) -> PlanAgreement | None:
    """The last time that a person agreed to the plan of a case, of those that stand."""
    standing = (each for each in list_agreements(db, case) if each.undone_at is None)
    return max(standing, key=lambda each: (each.change_number, each.agreed_on, each.recorded_at), default=None)


def list_reviews(db: Session, case: Case) -> Sequence[PlanReview]:
    """Every look at the plan of a case, the one to come first, then the last one held."""
    of_case = select(PlanReview).where(PlanReview.case_id == case.id, PlanReview.client_id == case.client_id)
    reviews = db.scalars(of_case.options(joinedload(PlanReview.owner))).all()
    return sorted(reviews, key=lambda each: (each.held_on or date.max, each.planned_at), reverse=True)


def find_next_review(db: Session, case: Case) -> PlanReview | None:
    """The look at the plan that is to come."""
    return next((each for each in list_reviews(db, case) if each.held_on is None), None)


def find_agreement_of_submission(db: Session, client: Client, submission_key: str) -> PlanAgreement | None:
    theirs = (PlanAgreement.client_id == client.id, PlanAgreement.submission_key == submission_key)
    return db.scalar(select(PlanAgreement).where(*theirs))

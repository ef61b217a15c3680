"""What is kept of people who were erased, so that an evaluation does not change with every erasure."""

import uuid
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.outcomes.instruments import swemwbs
from directory.outcomes.keeping import end_of
from directory.outcomes.linkage.rules import Period
from directory.outcomes.models import KeptOutcome

Totals = dict[str, float]


def read_kept(db: Session, scheme_id: uuid.UUID, period: Period) -> list[Totals]:
    """The wellbeing totals by stage of everybody of whom a row is kept, in quarters that lie in a period as a whole.

    Only the quarter is known in which their case was opened, so that one that lies in it in part cannot count.
    """
    wanted = select(KeptOutcome).where(KeptOutcome.scheme_id == scheme_id, KeptOutcome.quarter >= period.first)
    rows = db.scalars(wanted.order_by(KeptOutcome.id))
    return [totals_of(each) for each in rows if end_of(each.quarter) - timedelta(days=1) <= period.last]


def totals_of(kept: KeptOutcome) -> Totals:
    """The totals as they were given: each has one metric score alone."""
    scores = {"baseline": kept.baseline, "exit": kept.exit}
    return {
        stage: float(swemwbs.LOWEST + swemwbs.METRIC.index(score))
        for stage, score in scores.items()
        if score is not None
    }

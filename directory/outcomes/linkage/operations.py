"""Writing down that a scheme's people were evaluated: their records were opened for it."""

import uuid

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.audit.operations import record_act
from directory.errors import NotAllowed
from directory.outcomes.linkage.cohort import Cohort
from directory.outcomes.policy import may_evaluate_exactly


class NotForThem(NotAllowed):
    """Exact figures of small groups are not for this person."""


def check_may_evaluate(actor: Actor, scheme_id: uuid.UUID) -> None:
    """Raises NotForThem where somebody may not have exact figures of a scheme."""
    if actor.scheme_id != scheme_id or not may_evaluate_exactly(actor):
        raise NotForThem(f"{actor.name} may not have exact figures of this scheme: managers of it may.")


def record_evaluation(db: Session, actor: Actor | None, scheme: Scheme, cohort: Cohort) -> None:
    """Write down whose records were opened; without an actor it was an operator, at the command line."""
    ids = [each.spell.client_id for each in cohort.people]
    record_act(db, actor.user_id if actor else None, scheme.id, "outcomes.evaluated", "client", ids)

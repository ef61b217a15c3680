"""Which ended cases nobody was told of yet, though the person agrees that their practice is."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.message_back.models import MessageBack
from directory.casework.models import Case, Purpose
from directory.casework.queries import agrees_to, has_died, in_care_of, listed
from directory.casework.sight import in_scope

# How long a message may take after a case ended.
DAYS_TO_TELL = timedelta(days=7)
# After that nobody waits for it any more.
LOOK_BACK = timedelta(days=60)


def list_cases_to_tell_of(db: Session, actor: Actor, today: date) -> Sequence[Case]:
    """Those of the people in the actor's care, the longest first. Who is shown is written down by who asks."""
    return db.scalars(to_tell_of(actor, today)).all()


@lru_cache
def to_tell_of(actor: Actor, today: date) -> Select[Case]:
    was_told = select(MessageBack.id).where(MessageBack.case_id == Case.id, MessageBack.sent_at.is_not(None)).exists()
    agrees = agrees_to(Purpose.FEEDBACK, today)
    return (
        select(Case)
        .where(Case.scheme_id == actor.scheme_id, Case.closed_on >= today - LOOK_BACK)
        .where(Case.client.has(in_care_of(actor) & in_scope(actor) & agrees & ~has_died()), ~was_told)
        .options(listed(Case.client))
        .order_by(Case.closed_on, Case.id)
    )

"""Reading the audit record."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Text, cast, or_, select
from sqlalchemy.orm import Session

from directory.audit.models import AuditEvent


def list_events_about(
    db: Session,
    scheme_id: uuid.UUID,
    subject_ids: Iterable[uuid.UUID],
    *,
    before: int | None = None,
    most: int = 50,
    actions: Collection[str] = (),
) -> Sequence[AuditEvent]:
    """What was done to, or seen of, any of some records in a scheme, newest first; `before` an event, to read on.

    With `actions`, only what is called so.
    """
    ids = cast(AuditEvent.subject_ids, Text)
    is_about = or_(*(ids.contains(str(each)) for each in subject_ids))
    wanted = select(AuditEvent).where(AuditEvent.scheme_id == scheme_id, is_about)
    if actions:
        wanted = wanted.where(AuditEvent.action.in_(actions))
    if before is not None:
        wanted = wanted.where(AuditEvent.id < before)
    return db.scalars(wanted.order_by(AuditEvent.id.desc()).limit(most)).all()


def subjects_since(
    db: Session, actor_id: uuid.UUID, scheme_id: uuid.UUID, action: str, since: datetime
) -> set[uuid.UUID]:
    """What somebody did a kind of thing to in a scheme since a moment, by id."""
    theirs = (AuditEvent.actor_id == actor_id, AuditEvent.at >= since)
    wanted = select(AuditEvent.subject_ids).where(
        *theirs, AuditEvent.scheme_id == scheme_id, AuditEvent.action == action
    )
    return {uuid.UUID(each) for ids in db.scalars(wanted) for each in ids}

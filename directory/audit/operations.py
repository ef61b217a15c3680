"""Adding to the audit record, in the same transaction as what it records."""

import uuid
from collections.abc import Iterable

from sqlalchemy.orm import Session

from directory.audit.chain import to_be_linked
from directory.audit.models import AuditEvent
from directory.security.origins import where_from


def record_act(
    db: Session,
    actor_id: uuid.UUID | None,
    scheme_id: uuid.UUID | None,
    action: str,
    subject: str,
    subject_ids: Iterable[uuid.UUID],
    fields: Iterable[str] = (),
    *,
    is_residents: bool = False,
) -> None:
    """Write down one act, such as `referral.sent` on an `onward_referral`, and where on the network it was done from.

    `fields` are names of what was changed; values never go in. What a resident does who told us nothing of themselves
    is written down without where from: that would say who they are, for as long as the record lasts.
    """
    event = AuditEvent(
        actor_id=actor_id,
        scheme_id=scheme_id,
        action=action,
        subject=subject,
        subject_ids=sorted({str(each) for each in subject_ids}),
        fields=sorted(fields),
        origin=None if is_residents else where_from(),
    )
    db.add(event)
    to_be_linked(db, event)

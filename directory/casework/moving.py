"""Moving all that is held of a client from one scheme to another, table by table.

Which tables there are is asked of the database's own description, so that none is forgotten: every one that points at
a client and belongs to a scheme moves, unless it is named here with a reason.
"""

import uuid
from collections.abc import Iterator

from sqlalchemy import Column, Table, delete, func, or_, update
from sqlalchemy.orm import Session

from directory.casework.assessment.handing_over import hand_over_assessing
from directory.casework.closing.models import ClosingDraft
from directory.casework.drafts.models import FormDraft
from directory.casework.emergency_models import EmergencyAccess
from directory.casework.feedback.models import Feedback
from directory.casework.joining.models import AlikePair
from directory.casework.models import Case, Client, KeptQuestion
from directory.casework.support_sessions.ending import hand_over_sessions
from directory.casework.transfers.models import ClientTransfer
from directory.db import Base

STAYS = {
    ClientTransfer.__tablename__: "says which team sent them where, and belongs to the one that sent",
    Feedback.__tablename__: "is about what the sending team did, which answers for it",
    EmergencyAccess.__tablename__: "tells what somebody of the sending team did, which its managers look into",
}
LET_GO = {
    AlikePair.__tablename__: "says how two records of the sending team stand to each other",
    FormDraft.__tablename__: "is what a colleague of the sending team began to write, and can send no more",
    KeptQuestion.__tablename__: "is what a colleague of the sending team asked, and gone in some hours anyway",
    ClosingDraft.__tablename__: "is what a colleague of the sending team had in hand to close a case that goes on",
}


def tables_of_clients() -> Iterator[Table]:
    """Every table whose rows point at a client, those that are pointed at first.

    In this order nobody who is writing meanwhile leaves a row behind: who adds one keeps the row that it points at.
    """
    for table in Base.metadata.sorted_tables:
        if any(key.column.table is Client.__table__ for key in table.foreign_keys):
            yield table


def naming(table: Table) -> list[Column[uuid.UUID]]:
    """The columns by which the rows of a table point at clients: some point at two."""
    return [key.parent for key in table.foreign_keys if key.column.table is Client.__table__]


def move_client(db: Session, client: Client, scheme_id: uuid.UUID, coordinator_id: uuid.UUID) -> None:
    """Have a client and all that is held of them belong to another scheme. Figures count a case where it began.

    The caller keeps the client from others.
    """
    opened_here = func.coalesce(Case.counted_scheme_id, Case.scheme_id)
    db.execute(update(Case).where(Case.client_id == client.id).values(counted_scheme_id=opened_here))
    client.scheme_id, client.coordinator_id = scheme_id, coordinator_id
    # Managers of the other scheme have not seen yet that the record goes.
    client.due_since = None
    # Nor was the record compared with theirs.
    client.compared_version = None
    # The new coordinator finds what was planned in their diary, and can move it.
    hand_over_sessions(db, client, coordinator_id)
    hand_over_assessing(db, client, coordinator_id)
    # Everything that waits is written first: what follows goes past the objects.
    db.flush()
    for table in tables_of_clients():
        if table.name in STAYS:
            continue
        theirs = table.c.client_id == client.id
        if table.name in LET_GO:
            db.execute(delete(table).where(or_(*(each == client.id for each in naming(table)))))
        else:
            db.execute(update(table).where(theirs).values(scheme_id=scheme_id))
    db.expire_all()

"""Where the reference of a record that was joined into another leads: an old letter still finds the person."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory.accounts.actor import Actor
from directory.casework.joining.models import JoinedRecord
from directory.casework.models import Client
from directory.casework.references import read_reference
from directory.casework.sight import in_scope
from directory.errors import Refused


class RecordJoined(Refused):
    """A record was joined into another one, whose `reference` this is."""

    def __init__(self, old: str, reference: str) -> None:
        super().__init__(f"Record {old} was joined into client {reference}. Open that record, and do it there.")
        self.old, self.reference = old, reference


def check_not_joined(db: Session, actor: Actor, reference: str) -> None:
    """Raises RecordJoined where a record of this reference was joined into one that the actor may see."""
    wanted = read_reference(reference)
    kept = find_kept_reference(db, actor, wanted) if wanted else None
    if wanted and kept:
        raise RecordJoined(wanted, kept)


def find_kept_reference(db: Session, actor: Actor, reference: str) -> str | None:
    """The reference of the client, of those the actor may see, into whose record one of a reference was joined."""
    leads_to = select(Client.reference).join(JoinedRecord, JoinedRecord.client_id == Client.id)
    return db.scalar(leads_to.where(in_scope(actor), JoinedRecord.reference == reference))


def list_joined(db: Session, client: Client) -> Sequence[JoinedRecord]:
    """The records that were joined into a client's, newest first, with who did. The caller looked the client up."""
    wanted = select(JoinedRecord).where(JoinedRecord.client_id == client.id).options(joinedload(JoinedRecord.joiner))
    return db.scalars(wanted.order_by(JoinedRecord.joined_at.desc(), JoinedRecord.reference)).all()


def find_joined(db: Session, client: Client, reference: str) -> JoinedRecord | None:
    """The record of a reference that was joined into a client's."""
    wanted = (JoinedRecord.client_id == client.id, JoinedRecord.reference == read_reference(reference))
    return db.scalar(select(JoinedRecord).where(*wanted))

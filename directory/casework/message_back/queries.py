"""Reading messages. Whoever asks has looked the client up, and so was recorded."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from directory.casework.message_back.models import Addressee, MessageBack
from directory.casework.models import Case, Client
from directory.errors import NotFound


def messages_of(client: Client) -> Select[MessageBack]:
    of_client = (MessageBack.scheme_id == client.scheme_id, MessageBack.client_id == client.id)
    return select(MessageBack).where(*of_client).options(selectinload(MessageBack.sender))


def list_messages(db: Session, client: Client, case: Case) -> Sequence[MessageBack]:
    """The messages about a case, drafts too, the newest first."""
    wanted = messages_of(client).where(MessageBack.case_id == case.id)
    return db.scalars(wanted.order_by(MessageBack.made_at.desc(), MessageBack.number.desc())).all()


def list_sent(db: Session, client: Client) -> Sequence[MessageBack]:
    """The messages about a client that were sent, in their order."""
    wanted = messages_of(client).where(MessageBack.sent_at.is_not(None))
    return db.scalars(wanted.order_by(MessageBack.sent_at)).all()


def get_message(db: Session, client: Client, back_id: uuid.UUID, *, to_change: bool = False) -> MessageBack:
    """One message about a client. Raises NotFound for any other."""
    wanted = messages_of(client).where(MessageBack.id == back_id)
    if to_change:
        wanted = wanted.with_for_update(of=MessageBack).execution_options(populate_existing=True)
    message = db.scalar(wanted)
    if message is None:
        raise NotFound("There is no such message.")
    return message


def find_draft_to(db: Session, case: Case, addressee: Addressee) -> MessageBack | None:
    """The message that is being written to somebody about a case."""
    wanted = select(MessageBack).where(
        MessageBack.case_id == case.id, MessageBack.addressee == addressee.value, MessageBack.sent_at.is_(None)
    )
    return db.scalar(wanted.options(selectinload(MessageBack.sender)))

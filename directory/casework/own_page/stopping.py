"""That somebody wants no more support: saying it from their own page, taking it back, and acting on it.

It ends nothing by itself. Somebody of the team talks with them, or closes their case.
"""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Case, Client
from directory.casework.own_page.messages import MessageInput, keep_message, still_waits
from directory.casework.own_page.models import OwnPageMessage, Told
from directory.casework.queries import open_case
from directory.errors import NotFound

LONGEST_WHY = 500


def ask_to_stop(db: Session, client: Client, why: str | None, submission_key: str) -> OwnPageMessage | None:
    """Keep that a client wants no more support, once while it waits; None where they have none. Raises UsedBefore.

    The caller keeps the client from others.
    """
    if open_case(client) is None:
        return None
    waiting = find_wish_to_stop(db, client.id)
    if waiting is not None and waiting.submission_key != submission_key:
        return waiting
    return keep_message(db, client, MessageInput(Told.STOP, submission_key, why))


def find_wish_to_stop(db: Session, client_id: uuid.UUID) -> OwnPageMessage | None:
    """That a client wants no more support, as long as nobody has seen to it."""
    of_client = (OwnPageMessage.client_id == client_id, OwnPageMessage.kind == Told.STOP.value)
    return db.scalar(select(OwnPageMessage).where(*of_client, still_waits()).execution_options(populate_existing=True))


def take_back(db: Session, client: Client) -> bool:
    """Have a client want support again; says whether anything waited. The caller keeps the client from others."""
    waiting = find_wish_to_stop(db, client.id)
    if waiting is None:
        return False
    waiting.taken_back_at = clock.now()
    record_act(db, None, client.scheme_id, "own_page.stop_taken_back", "own_page_message", [waiting.id])
    return True


def get_wish_to_stop(db: Session, client: Client, told_id: uuid.UUID) -> OwnPageMessage | None:
    """What a client told, where it is that they want no more support, and it waits. Raises NotFound."""
    message = db.get(OwnPageMessage, told_id, populate_existing=True)
    if message is None or message.client_id != client.id:
        raise NotFound("There is no such message.")
    return message if message.kind == Told.STOP and message.is_waiting else None


def see_to_wish(db: Session, actor: Actor, case: Case) -> None:
    """Note that somebody who wanted no more support has none, as their case ends. They cannot take it back then."""
    waiting = find_wish_to_stop(db, case.client_id)
    if waiting is not None:
        waiting.seen_at, waiting.seen_by = clock.now(), actor.user_id
        record_act(db, actor.user_id, actor.scheme_id, "own_page.seen_to", "own_page_message", [waiting.id])

"""Making what clients are found by for those who have none yet, or have it by an older index key.

They are clients of before there was such a thing, and all of them after `lynchpin keys renew-index` or with a key store
that was put back. It is done a few at a time, can be stopped anywhere, and is safe to begin again.
"""

import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import structlog
from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from directory.casework.client_tokens import ClientToken, make_tokens
from directory.casework.models import Client
from directory.db import reading, transaction
from directory.security.blind_indexes import BlindIndex
from directory.security.key_tables import CannotBeRead
from directory.security.keystore import current_key_store

log = structlog.get_logger()
BATCH = 200
NOBODY = uuid.UUID(int=0)

Progress = Callable[[int, int], None]


@dataclass
class Made:
    """How many clients can be found now, and the references of those who share an NHS number or cannot be read."""

    clients: int = 0
    doubled: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def make_missing_tokens(progress: Progress = lambda done, total: None, stop: threading.Event | None = None) -> Made:
    """Make the tokens that are missing or of an older index key; then forget the older keys."""
    keys = current_key_store().index_keys()
    newest = max(keys)
    lacks = lacks_tokens_of(keys[newest])
    made, last = Made(), NOBODY
    with reading() as db:
        total = db.scalar(select(func.count()).select_from(Client).where(lacks)) or 0
    while not (stop and stop.is_set()):
        with transaction() as db:
            batch = take_batch(db, lacks, last)
            for client in batch:
                make_or_tell(db, client, made)
        if not batch:
            if min(keys) < newest:
                current_key_store().drop_index_keys(before=newest)
            break
        last, made.clients = batch[-1].id, made.clients + len(batch)
        progress(made.clients, total)
    return made


def lacks_tokens_of(index_key: bytes) -> ColumnElement[bool]:
    """The clients who are not found by an index key, as a condition."""
    mark = BlindIndex(index_key, NOBODY).mark
    return or_(Client.tokens_by.is_(None), Client.tokens_by != mark)


def take_batch(db: Session, lacks: ColumnElement[bool], last: uuid.UUID) -> Sequence[Client]:
    """The next clients who lack tokens. Nobody changes them until the end of the transaction."""
    wanted = select(Client).where(lacks, Client.id > last).order_by(Client.id).limit(BATCH)
    return db.scalars(wanted.with_for_update()).all()


def make_or_tell(db: Session, client: Client, made: Made) -> None:
    try:
        if not make_tokens(db, client, may_double=True):
            made.doubled.append(client.reference)
    except CannotBeRead:
        # Nobody can read who they are, so that nobody finds them. A key that is put back is noticed at the next start.
        made.unread.append(client.reference)
        db.execute(delete(ClientToken).where(ClientToken.client_id == client.id))
        db.execute(update(Client).where(Client.id == client.id).values(tokens_by=None))


class ClientTokensThread(threading.Thread):
    """Makes what is missing once, in the background of a serving process."""

    def __init__(self) -> None:
        super().__init__(name="client-tokens", daemon=True)
        self._stop_event = threading.Event()

    def run(self) -> None:
        try:
            made = make_missing_tokens(stop=self._stop_event)
        except Exception:
            # Whoever is not found by name yet still stands in the list. It is tried again at the next start.
            log.exception("client_tokens_failed")
            return
        if made.clients:
            log.info("client_tokens_made", clients=made.clients, doubled=made.doubled, unread=made.unread)

    def stop(self) -> None:
        """End when the batch at hand is done."""
        self._stop_event.set()

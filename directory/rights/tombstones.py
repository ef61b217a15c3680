"""Keeping people erased: an erasure is finished wherever it was stopped, and is done again after a restore.

The records and the key store each hold tombstones. Whichever was put back from a copy of before lacks some; the other
one has them. So both are looked at, and each is given what only the other knows. Whom a colleague knew at a group is
no client: the row that named them is their tombstone.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.tombstones import ErasedPerson
from directory.champions.relations.group_contacts import forget_again, when_forgotten
from directory.db import add_once
from directory.rights.erased_tables import delete_rows
from directory.security.keystore import KeyStore


@dataclass(frozen=True)
class Replayed:
    """How many keys were destroyed again, and how many people were taken out of the records again."""

    keys: int
    records: int


def replay_tombstones(db: Session, store: KeyStore) -> Replayed:
    """Erase again whoever only the records, or only the key store, knows to be erased. Safe to run at any time."""
    by_keys = store.tombstones()
    forgotten = forget_again(db, by_keys)
    by_records = {**erased_by_records(db), **when_forgotten(db)}
    only_keys = {each: at for each, at in by_keys.items() if each not in by_records}
    for person_id, erased_at in only_keys.items():
        erase_again(db, person_id, erased_at)
    only_records = {each: at for each, at in by_records.items() if each not in by_keys}
    # Also where there are none: a log that still holds what was destroyed is emptied.
    store.destroy_keys(only_records)
    return Replayed(len(only_records), forgotten + len(only_keys))


def erased_by_records(db: Session) -> dict[uuid.UUID, datetime]:
    """Whoever the records know to be erased, and when."""
    return {key: at for key, at in db.execute(select(ErasedPerson.person_id, ErasedPerson.erased_at))}


def erase_again(db: Session, person_id: uuid.UUID, erased_at: datetime) -> None:
    """Take out of the records somebody whose key is destroyed. Nothing of them can be read, so that nothing is kept."""
    found = db.execute(select(Client.scheme_id, Client.reference).where(Client.id == person_id)).one_or_none()
    scheme_id, reference = found or (None, None)
    delete_rows(db, person_id)
    stone = ErasedPerson(person_id=person_id, scheme_id=scheme_id, reference=reference, erased_at=erased_at)
    # Two that look at once both find it missing.
    add_once(db, stone, lambda: db.get(ErasedPerson, person_id))
    record_act(db, None, scheme_id, "client.erased_again", "client", [person_id])


def list_lost(db: Session, store: KeyStore, scheme_id: uuid.UUID | None = None) -> list[str]:
    """The references of clients, of one team or all, whose key is missing although nobody erased them; in order."""
    have_keys, erased = store.people(), store.tombstones()
    wanted = select(Client.id, Client.reference).order_by(Client.reference)
    rows = db.execute(wanted if scheme_id is None else wanted.where(Client.scheme_id == scheme_id))
    return [reference for person_id, reference in rows if person_id not in have_keys and person_id not in erased]

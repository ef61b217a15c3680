"""The tables of the key store: data keys, tombstones of those destroyed, marks of the master keys, and index keys.

A tombstone counts more than a key: whoever was erased stays erased, whatever else stands in the store.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, LargeBinary, MetaData, String, delete, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from directory.db import NAMING, UtcDateTime, moment, one_by_one
from directory.errors import LynchpinError

# Any numbers that no other advisory lock of PostgreSQL uses here.
SETTING_UP = 7_465_001
ONE_PERSON = 7_465_003
INDEX_KEYS = 7_465_005


class CannotBeRead(LynchpinError):
    """What is sealed for a person does not open, whatever the reason."""


class KeyDestroyed(CannotBeRead):
    """The person's data key is gone."""


class PersonErased(KeyDestroyed):
    """The person was erased, so that nobody can read their record any more."""

    def __init__(self, erased_at: datetime, why: str = "") -> None:
        super().__init__(f"This record was erased on {erased_at.day} {erased_at:%B %Y}{why}.")
        self.erased_at = erased_at


class KeyLost(KeyDestroyed):
    """There is no key of the person, and nobody erased them: the key store does not fit the records."""

    def __init__(self, person_id: uuid.UUID) -> None:
        super().__init__(
            "Its key is missing, though nobody erased it. It can be put back from a copy of the key store."
        )
        self.person_id = person_id


class KeyStoreBase(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class PersonKey(KeyStoreBase):
    """The wrapped data key of one person."""

    __tablename__ = "person_key"

    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    master_key: Mapped[int]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=moment)


class Tombstone(KeyStoreBase):
    """Somebody's key was destroyed for good at a moment. Nothing else is known of them."""

    __tablename__ = "tombstone"

    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    erased_at: Mapped[datetime] = mapped_column(UtcDateTime, default=moment)


class MasterKeyMark(KeyStoreBase):
    """A known text sealed with each master key, so that a wrong one is noticed at once."""

    __tablename__ = "master_key_mark"

    master_key: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[bytes] = mapped_column(LargeBinary)
    note: Mapped[str] = mapped_column(String(80), default="lynchpin")


class IndexKeyBase(DeclarativeBase):
    """Apart from the rest, so that no copy of the store holds an index key: what it made can be made anew."""

    metadata = MetaData(naming_convention=NAMING)


class IndexKey(IndexKeyBase):
    """A wrapped key from which blind indexes are made. The one of the highest number makes new ones."""

    __tablename__ = "index_key"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    master_key: Mapped[int]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=moment)


def set_up_store(connection: Connection) -> None:
    """Make the tables where there are none. On PostgreSQL workers that start together do it one after another."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(SETTING_UP)))
    KeyStoreBase.metadata.create_all(connection)
    IndexKeyBase.metadata.create_all(connection)


def keep_person(session: Session, person_id: uuid.UUID) -> None:
    """Keep others from making or destroying the key of a person until the end of the transaction.

    SQLite has one writer at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        of_person = int.from_bytes(person_id.bytes[:4], signed=True)
        session.execute(select(func.pg_advisory_xact_lock(ONE_PERSON, of_person)))


def keep_index_keys(session: Session) -> None:
    """Keep others from making or dropping index keys until the end of the transaction."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(INDEX_KEYS)))


def find_key(session: Session, person_id: uuid.UUID) -> PersonKey | None:
    """The key of a person; None where there is none. Raises PersonErased: a tombstone counts more than a key."""
    stone = session.get(Tombstone, person_id)
    if stone is not None:
        raise PersonErased(stone.erased_at)
    return session.get(PersonKey, person_id)


def list_keys(session: Session, person_ids: Collection[uuid.UUID]) -> Sequence[PersonKey]:
    """The keys of some people; none of who has none, or was erased."""
    stone = select(Tombstone.person_id).where(Tombstone.person_id == PersonKey.person_id).exists()
    wanted = select(PersonKey).where(PersonKey.person_id.in_(one_by_one(session, person_ids)), ~stone)
    return session.scalars(wanted).all()


def bury(session: Session, person_id: uuid.UUID, erased_at: datetime) -> None:
    """Destroy the key of a person, and leave a tombstone; an earlier one stays."""
    keep_person(session, person_id)
    if session.get(Tombstone, person_id) is None:
        session.add(Tombstone(person_id=person_id, erased_at=erased_at))
    session.execute(delete(PersonKey).where(PersonKey.person_id == person_id))

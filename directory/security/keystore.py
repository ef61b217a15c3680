"""The store of data keys, one for each person, each wrapped by the installation's master key.

It is a database of its own with its own, short-lived backups. A key is made, and committed, before anything is
sealed with it: a key without a record is harmless, a record without its key is lost.
"""

import os
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Engine, LargeBinary, MetaData, String, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from directory.db import NAMING, UtcDateTime, make_engine, moment
from directory.errors import LynchpinError, WrongSettings

KEEP_OPEN = 2_000
WRAPPED_AT_ONCE = 500
# A key that another worker destroyed is forgotten here after at most this long.
KEEP_OPEN_SECONDS = 60.0
# Any number that no other advisory lock of PostgreSQL uses here.
SETTING_UP = 7_465_001


class KeyDestroyed(LynchpinError):
    """The person's data key is gone: they were erased, or the key store was not restored with the records."""


class KeyStoreBase(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class PersonKey(KeyStoreBase):
    """The wrapped data key of one person."""

    __tablename__ = "person_key"

    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    master_key: Mapped[int]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=moment)


class MasterKeyMark(KeyStoreBase):
    """A known text sealed with each master key, so that a wrong one is noticed at once."""

    __tablename__ = "master_key_mark"

    master_key: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[bytes] = mapped_column(LargeBinary)
    note: Mapped[str] = mapped_column(String(80), default="lynchpin")


class KeyStore:
    """Opens and makes data keys, and remembers the last few thousand it opened for a minute. Shared by threads."""

    def __init__(self, url: str, master_keys: Mapping[int, bytes]) -> None:
        if not master_keys:
            raise WrongSettings("LYNCHPIN_DATA_KEY is not set, so that no client record can be opened or made.")
        self._masters = {number: AESGCM(key) for number, key in master_keys.items()}
        self._current = next(iter(master_keys))
        self._engine: Engine = make_engine(url)
        # Looking a key up must not wait for those who write, as a writing transaction of SQLite would.
        self._reading: Engine = make_engine(url, is_reading=True)
        self._opened: OrderedDict[uuid.UUID, tuple[float, AESGCM]] = OrderedDict()
        self._lock = threading.Lock()
        with self._engine.begin() as connection:
            set_up_store(connection)
            self._check_master_keys(connection)

    def key_of(self, person_id: uuid.UUID) -> AESGCM:
        """The cipher of a person. Raises KeyDestroyed where there is none."""
        known = self._remembered(person_id)
        if known is not None:
            return known
        with Session(self._reading) as session:
            row = session.get(PersonKey, person_id)
        if row is None:
            raise KeyDestroyed("This person's record can no longer be read: their key has been destroyed.")
        return self._remember(person_id, self._unwrap(row))

    def make_key(self, person_id: uuid.UUID) -> AESGCM:
        """The cipher of a person, made and committed now if they have none."""
        try:
            return self.key_of(person_id)
        except KeyDestroyed:
            pass
        key = AESGCM.generate_key(256)
        wrapped = self._wrap(person_id, key)
        try:
            with Session(self._engine) as session, session.begin():
                session.add(PersonKey(person_id=person_id, master_key=self._current, wrapped=wrapped))
        except IntegrityError:
            # Another worker made the key first; its key is the one that counts.
            return self.key_of(person_id)
        return self._remember(person_id, AESGCM(key))

    def destroy_key(self, person_id: uuid.UUID) -> None:
        """Make everything sealed for a person unreadable for ever, in old backups of the records too."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(PersonKey).where(PersonKey.person_id == person_id))
        with self._lock:
            self._opened.pop(person_id, None)
        if self._engine.dialect.name == "sqlite":
            self._empty_log()

    def wrap_anew(self) -> Iterator[int]:
        """Wrap every data key with the first of the master keys, some at a time; yields how many each time.

        What is sealed stays as it is: data keys do not change. It can be stopped and begun again at any time.
        """
        while batch := self._wrapped_by_others():
            with Session(self._engine) as session, session.begin():
                for row in batch:
                    self._wrap_one_anew(session, row)
            yield len(batch)

    def count_by_master(self) -> dict[int, int]:
        """How many data keys each master key wraps."""
        with Session(self._reading) as session:
            counted = select(PersonKey.master_key, func.count()).group_by(PersonKey.master_key)
            return {number: count for number, count in session.execute(counted)}

    def _wrapped_by_others(self) -> Sequence[PersonKey]:
        with Session(self._reading) as session:
            others = select(PersonKey).where(PersonKey.master_key != self._current)
            return session.scalars(others.order_by(PersonKey.person_id).limit(WRAPPED_AT_ONCE)).all()

    def _wrap_one_anew(self, session: Session, row: PersonKey) -> None:
        key = self._masters[row.master_key].decrypt(row.wrapped[:12], row.wrapped[12:], row.person_id.bytes)
        # One that was destroyed meanwhile is not brought back.
        as_it_was = (PersonKey.person_id == row.person_id) & (PersonKey.master_key == row.master_key)
        session.execute(
            update(PersonKey)
            .where(as_it_was)
            .values(master_key=self._current, wrapped=self._wrap(row.person_id, key))
            .execution_options(synchronize_session=False)
        )

    def _wrap(self, person_id: uuid.UUID, key: bytes) -> bytes:
        nonce = os.urandom(12)
        return nonce + self._masters[self._current].encrypt(nonce, key, person_id.bytes)

    def close(self) -> None:
        self._engine.dispose()
        self._reading.dispose()

    def _empty_log(self) -> None:
        """Overwrite what SQLite's write-ahead log still holds of deleted rows."""
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def _remembered(self, person_id: uuid.UUID) -> AESGCM | None:
        with self._lock:
            until, cipher = self._opened.get(person_id, (0.0, None))
            if cipher is None or until < time.monotonic():
                return None
            self._opened.move_to_end(person_id)
            return cipher

    def _remember(self, person_id: uuid.UUID, cipher: AESGCM) -> AESGCM:
        with self._lock:
            self._opened[person_id] = time.monotonic() + KEEP_OPEN_SECONDS, cipher
            self._opened.move_to_end(person_id)
            if len(self._opened) > KEEP_OPEN:
                self._opened.popitem(last=False)
        return cipher

    def _unwrap(self, row: PersonKey) -> AESGCM:
        master = self._masters.get(row.master_key)
        if master is None:
            raise lacks_master_key(row.master_key)
        return AESGCM(master.decrypt(row.wrapped[:12], row.wrapped[12:], row.person_id.bytes))

    def _check_master_keys(self, connection: Connection) -> None:
        with Session(connection) as session:
            marks = {row.master_key: row.mark for row in session.scalars(select(MasterKeyMark))}
            for number, master in self._masters.items():
                if number in marks:
                    check_mark(number, master, marks[number])
                else:
                    nonce = os.urandom(12)
                    session.add(MasterKeyMark(master_key=number, mark=nonce + master.encrypt(nonce, b"lynchpin", None)))
            for number in session.scalars(select(PersonKey.master_key).distinct()):
                if number not in self._masters:
                    raise lacks_master_key(number)
            session.flush()


def set_up_store(connection: Connection) -> None:
    """Make the tables where there are none. On PostgreSQL workers that start together do it one after another."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(SETTING_UP)))
    KeyStoreBase.metadata.create_all(connection)


def lacks_master_key(number: int) -> WrongSettings:
    return WrongSettings(f"LYNCHPIN_DATA_KEY lacks key number {number}, which sealed older records.")


def check_mark(number: int, master: AESGCM, mark: bytes) -> None:
    try:
        master.decrypt(mark[:12], mark[12:], None)
    except InvalidTag:
        raise WrongSettings(
            f"LYNCHPIN_DATA_KEY number {number} is not the key this installation's records were sealed with."
        ) from None


_store: KeyStore | None = None


def use_key_store(store: KeyStore | None) -> None:
    """Choose the key store of this process."""
    global _store
    _store = store


def current_key_store() -> KeyStore:
    if _store is None:
        raise WrongSettings("No key store has been opened, so that no client record can be read or written.")
    return _store

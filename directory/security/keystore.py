"""The store of data keys, one for each person, each wrapped by the installation's master key.

It is a database of its own with its own, short-lived backups. A key is made, and committed, before anything is
sealed with it: a key without a record is harmless, a record without its key is lost. Where a key is destroyed a
tombstone stays, so that no backup brings the person back.
"""

import os
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Engine, delete, func, select, union, update
from sqlalchemy.orm import Session

from directory import clock
from directory.db import make_engine
from directory.errors import WrongSettings
from directory.security.key_tables import (
    IndexKey,
    KeyLost,
    MasterKeyMark,
    PersonKey,
    Tombstone,
    bury,
    find_key,
    keep_index_keys,
    keep_person,
    list_keys,
    set_up_store,
)

KEEP_OPEN = 2_000
WRAPPED_AT_ONCE = 500
# A key that another worker destroyed is forgotten here after at most this long.
KEEP_OPEN_SECONDS = 60.0


class KeyStore:
    """Opens and makes data keys, and remembers the last few thousand it opened for a minute. Shared by threads."""

    def __init__(self, url: str, master_keys: Mapping[int, bytes]) -> None:
        if not master_keys:
            raise WrongSettings("LYNCHPIN_DATA_KEY is not set, so that no client record can be opened or made.")
        self.url = url
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
        """The cipher of a person. Raises PersonErased or KeyLost where there is none."""
        known = self._remembered(person_id)
        if known is not None:
            return known
        with Session(self._reading) as session:
            row = find_key(session, person_id)
        if row is None:
            raise KeyLost(person_id)
        return self._remember(person_id, self._open(row))

    def open_ahead(self, person_ids: Collection[uuid.UUID]) -> None:
        """Open the keys of some people at once, so that a list waits for the store once and not for each of them.

        Whoever has none, or was erased, is left to `key_of`, which says so.
        """
        wanted = [each for each in person_ids if self._remembered(each) is None]
        if not wanted:
            return
        with Session(self._reading) as session:
            rows = list_keys(session, wanted[:KEEP_OPEN])
        for row in rows:
            self._remember(row.person_id, self._open(row))

    def make_key(self, person_id: uuid.UUID) -> AESGCM:
        """The cipher of a person, made and committed now if they have none. Raises PersonErased."""
        try:
            return self.key_of(person_id)
        except KeyLost:
            pass
        with Session(self._engine) as session, session.begin():
            keep_person(session, person_id)
            # Another worker may have made the key first; its key is the one that counts.
            row = find_key(session, person_id)
            if row is None:
                row = PersonKey(
                    person_id=person_id,
                    master_key=self._current,
                    wrapped=self.wrap(person_id.bytes, AESGCM.generate_key(256)),
                )
                session.add(row)
            cipher = self._open(row)
        return self._remember(person_id, cipher)

    def destroy_key(self, person_id: uuid.UUID) -> None:
        """Make everything sealed for a person unreadable for ever, in old backups of the records too."""
        self.destroy_keys({person_id: clock.now()})

    def destroy_keys(self, erased: Mapping[uuid.UUID, datetime]) -> None:
        """Destroy the keys of people who were erased at given moments. What is destroyed already stays so."""
        with self.changing() as session:
            for person_id in sorted(erased):
                bury(session, person_id, erased[person_id])

    def tombstones(self) -> dict[uuid.UUID, datetime]:
        """Whose keys were destroyed, and when."""
        with Session(self._reading) as session:
            return {each.person_id: each.erased_at for each in session.scalars(select(Tombstone))}

    def people(self) -> set[uuid.UUID]:
        """Whoever has a key."""
        with Session(self._reading) as session:
            return set(session.scalars(select(PersonKey.person_id)))

    def wrap_anew(self) -> Iterator[int]:
        """Wrap every data key with the first of the master keys, some at a time; yields how many each time.

        What is sealed stays as it is: data keys do not change. It can be stopped and begun again at any time.
        """
        self._wrap_index_keys_anew()
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
        key = self.unwrap(row)
        # One that was destroyed meanwhile is not brought back.
        as_it_was = (PersonKey.person_id == row.person_id) & (PersonKey.master_key == row.master_key)
        session.execute(
            update(PersonKey)
            .where(as_it_was)
            .values(master_key=self._current, wrapped=self.wrap(row.person_id.bytes, key))
            .execution_options(synchronize_session=False)
        )

    def _wrap_index_keys_anew(self) -> None:
        with Session(self._engine) as session, session.begin():
            keep_index_keys(session)
            for row in session.scalars(select(IndexKey).where(IndexKey.master_key != self._current)):
                key = self.unwrap_index_key(row)
                row.master_key, row.wrapped = self._current, self.wrap(index_place(row.number), key)

    def wrap(self, place: bytes, key: bytes) -> bytes:
        """A key under the first of the master keys, bound to what it is for."""
        nonce = os.urandom(12)
        return nonce + self._masters[self._current].encrypt(nonce, key, place)

    @contextmanager
    def looking(self) -> Iterator[Session]:
        """All of the store as it is at one moment, whatever others write meanwhile."""
        with self._reading.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with Session(connection) as session:
                yield session

    @contextmanager
    def changing(self) -> Iterator[Session]:
        """A transaction on the whole store. Nothing that was opened before is remembered after it."""
        with Session(self._engine) as session, session.begin():
            yield session
        self.forget()
        if self._engine.dialect.name == "sqlite":
            self._empty_log()

    def forget(self) -> None:
        """Remember no key that was opened before."""
        with self._lock:
            self._opened.clear()

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

    def _open(self, row: PersonKey) -> AESGCM:
        return AESGCM(self.unwrap(row))

    def unwrap(self, row: PersonKey) -> bytes:
        """The data key of a person. Raises WrongSettings where the master key is not known."""
        return self._unwrap_at(row.person_id.bytes, row.master_key, row.wrapped)

    def index_keys(self) -> dict[int, bytes]:
        """The keys of blind indexes by number, the newest first; one is made now where there is none."""
        with Session(self._reading) as session:
            rows = session.scalars(select(IndexKey).order_by(IndexKey.number.desc())).all()
        if not rows:
            self.begin_index_key(after=0)
            return self.index_keys()
        return {row.number: self.unwrap_index_key(row) for row in rows}

    def begin_index_key(self, after: int) -> None:
        """Make the index key that follows the one of a number, unless somebody else made it first."""
        with Session(self._engine) as session, session.begin():
            keep_index_keys(session)
            number = after + 1
            if session.scalar(select(func.max(IndexKey.number))) not in (None, after):
                return
            key = self.wrap(index_place(number), os.urandom(32))
            session.add(IndexKey(number=number, master_key=self._current, wrapped=key))

    def drop_index_keys(self, before: int) -> None:
        """Forget the index keys before a number: nothing of theirs can be found, or guessed at, any more."""
        with self.changing() as session:
            keep_index_keys(session)
            session.execute(delete(IndexKey).where(IndexKey.number < before))

    def unwrap_index_key(self, row: IndexKey) -> bytes:
        return self._unwrap_at(index_place(row.number), row.master_key, row.wrapped)

    def _unwrap_at(self, place: bytes, master_key: int, wrapped: bytes) -> bytes:
        master = self._masters.get(master_key)
        if master is None:
            raise lacks_master_key(master_key)
        return master.decrypt(wrapped[:12], wrapped[12:], place)

    def check_marks(self, marks: Mapping[int, bytes]) -> None:
        """Raises WrongSettings where a master key is not the one of its number that made a mark."""
        for number, master in self._masters.items():
            if number in marks:
                check_mark(number, master, marks[number])

    def _check_master_keys(self, connection: Connection) -> None:
        with Session(connection) as session:
            marks = {row.master_key: row.mark for row in session.scalars(select(MasterKeyMark))}
            self.check_marks(marks)
            for number, master in self._masters.items():
                if number not in marks:
                    nonce = os.urandom(12)
                    session.add(MasterKeyMark(master_key=number, mark=nonce + master.encrypt(nonce, b"lynchpin", None)))
            wrapping = union(select(PersonKey.master_key), select(IndexKey.master_key))
            for number in session.scalars(wrapping):
                if number not in self._masters:
                    raise lacks_master_key(number)
            session.flush()


def index_place(number: int) -> bytes:
    return f"index_key:{number}".encode()


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

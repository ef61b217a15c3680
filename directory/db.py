"""The database: engines, the base of all models, names of constraints, column types, and the one `transaction()`.

A view, a command or a job opens `transaction()` for changes or `reading()` for looking; nothing below them does.
On SQLite every writing transaction begins with BEGIN IMMEDIATE: with the default, four processes that read and then
write lose half their transactions to "database is locked". Who finds another one writing asks again every few
milliseconds: SQLite itself asks ever less often, and so missed turn after turn between the batches of an import.
"""

import json
import os
import sqlite3
import time
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    ARRAY,
    URL,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Engine,
    Float,
    MetaData,
    Select,
    Text,
    Uuid,
    create_engine,
    delete,
    event,
    func,
    literal,
    select,
    text,
    type_coerce,
)
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session
from sqlalchemy.types import TypeDecorator

from directory import clock
from directory.db_errors import sqlite_code
from directory.errors import LynchpinError

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


# How long anybody waits for a connection or a lock.
WAIT_SECONDS = 5
ASK_AGAIN_SECONDS = 0.005
# Of how many questions it is remembered how they are put to the database. Our pages ask more than the 500 that
# SQLAlchemy remembers of itself, and then each is worked out anew again and again.
QUESTIONS_KEPT = 4_000
PATIENTLY = f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}"


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Always aware and in UTC in Python; SQLite, which knows no zones, keeps it as naive UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: UtcDateTime(),
        date: Date(),
        str: Text(),
        float: Float(),
        uuid.UUID: Uuid(),
    }


class DatabaseNotChosen(LynchpinError):
    """No database has been opened yet: the app or the command does it at the start."""


@dataclass(frozen=True)
class Database:
    """A writing engine and a reading one, which may be a replica."""

    write: Engine | Connection
    read: Engine | Connection

    @property
    def dialect(self) -> str:
        return self.write.dialect.name

    def close(self) -> None:
        for bind in (self.write, self.read):
            if isinstance(bind, Engine):
                bind.dispose()


def open_database(url: str, read_url: str | None = None) -> Database:
    """Engines for a database address. Opens nothing yet."""
    return Database(write=make_engine(url), read=make_engine(read_url or url, is_reading=True))


def make_engine(url: str, *, is_reading: bool = False) -> Engine:
    """One engine. What was put into a statement stays out of its errors, which are logged."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        # pgbouncer in transaction mode cannot keep prepared statements.
        connect_args = {"prepare_threshold": None, **patience(parsed)}
        return create_engine(
            parsed,
            pool_pre_ping=True,
            pool_timeout=WAIT_SECONDS,
            hide_parameters=True,
            query_cache_size=QUESTIONS_KEPT,
            connect_args=connect_args,
        )
    engine = create_engine(
        parsed, hide_parameters=True, query_cache_size=QUESTIONS_KEPT, connect_args={"timeout": WAIT_SECONDS}
    )
    keep_file_private(engine)
    event.listen(engine, "connect", set_up_sqlite)
    event.listen(engine, "begin", begin_reading if is_reading else begin_writing)
    return engine


def keep_file_private(engine: Engine) -> None:
    """Have a new SQLite file, and a new folder for it, made so that only their owner may look into them.

    SQLite gives the files it makes beside it the same permissions.
    """
    path = sqlite_path(engine.url)
    if path is None:
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    event.listen(engine, "do_connect", lambda *_: make_private_file(path))


def make_private_file(path: Path) -> None:
    # What stands in the way of making it, SQLite tells better a moment later.
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def patience(url: URL) -> dict[str, int]:
    """How long to wait for a server that does not answer, where the address does not say."""
    return {} if "connect_timeout" in url.query else {"connect_timeout": WAIT_SECONDS}


def sqlite_path(url: str | URL) -> Path | None:
    """The file of a SQLite database; None where the address is another one's."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return Path(parsed.database or "") if is_file else None


def set_up_sqlite(connection: Any, _record: object) -> None:
    """Durable and strict: a write-ahead log synced at each commit, foreign keys, and deleted bytes overwritten.

    synchronous=NORMAL lost acknowledged rows when the power was cut; FULL lost none.
    """
    connection.isolation_level = None
    keep_log_ahead(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(PATIENTLY)


def keep_log_ahead(connection: Any) -> None:
    """Use a write-ahead log. Where others open a new file at the same moment, SQLite itself does not wait for them."""
    last = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if sqlite_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() >= last:
                raise
            time.sleep(ASK_AGAIN_SECONDS)
        else:
            return


def begin_writing(connection: Connection) -> None:
    """Begin when nobody else is writing. Raises OperationalError where others write for too long."""
    last = time.monotonic() + WAIT_SECONDS
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    while not try_to_begin(connection, is_last=time.monotonic() >= last):
        time.sleep(ASK_AGAIN_SECONDS)
    connection.exec_driver_sql(PATIENTLY)


def try_to_begin(connection: Connection, *, is_last: bool) -> bool:
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as error:
        if is_last or not isinstance(error.orig, sqlite3.Error) or sqlite_code(error.orig) != sqlite3.SQLITE_BUSY:
            connection.exec_driver_sql(PATIENTLY)
            raise
        return False
    return True


def begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


_current: Database | None = None


def use_database(database: Database | None) -> None:
    """Choose the database that `transaction()` and `reading()` open in this process."""
    global _current
    _current = database


def current_database() -> Database:
    if _current is None:
        raise DatabaseNotChosen("No database has been opened.")
    return _current


@contextmanager
def transaction() -> Iterator[Session]:
    """A transaction for changes: commits at the end of the block, or rolls back whole."""
    with make_session(current_database().write) as session:
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


@contextmanager
def reading() -> Iterator[Session]:
    """A transaction for looking only. What is changed in it is never kept."""
    with make_session(current_database().read) as session:
        try:
            yield session
        finally:
            # What was read stays readable after the block; a rollback alone would empty it.
            session.expunge_all()
            session.rollback()


Row = TypeVar("Row", bound=Base)


def add_once(db: Session, row: Row, find: Callable[[], Row | None]) -> tuple[Row, bool]:
    """Add a row that carries a submission key, and say whether it is new.

    Where another request with the same key was quicker by a moment, `find` gives its row instead.
    """
    try:
        with db.begin_nested():
            db.add(row)
    except IntegrityError:
        known = find()
        if known is None:
            raise
        return known, False
    return row, True


def delete_free(db: Session, key: InstrumentedAttribute[Any], is_over: ColumnElement[bool]) -> None:
    """Delete the rows of a table that a condition is true of, by their key; what another worker holds is left to it."""
    free = select(key).where(is_over).with_for_update(skip_locked=True)
    db.execute(delete(key.class_).where(key.in_(free)))


def one_by_one(db: Session, ids: Collection[uuid.UUID]) -> Select[uuid.UUID]:
    """Some ids as one value of a statement, to look others up in: hundreds written one by one take longer than to find.

    For `column.in_(one_by_one(db, ids))`.
    """
    if db.get_bind().dialect.name == "sqlite":
        listed = func.json_each(json.dumps([each.hex for each in ids])).table_valued("value")
        return select(type_coerce(listed.c.value, Uuid()))
    return select(func.unnest(literal(list(ids), ARRAY(Uuid()))))


def count_for_plans(db: Session) -> None:
    """Have SQLite count what its tables hold, so that it begins a question with what is few.

    PostgreSQL does so by itself. Of 50,000 clients it takes a fifth of a second.
    """
    if db.get_bind().dialect.name == "sqlite":
        db.execute(text("ANALYZE"))


def make_session(bind: Engine | Connection) -> Session:
    return Session(bind, expire_on_commit=False, join_transaction_mode="create_savepoint")


def new_id() -> uuid.UUID:
    """A key for a new row."""
    return uuid.uuid4()


def moment() -> datetime:
    """The default of columns that say when a row was made."""
    return clock.now()


def this_day() -> date:
    """The default of columns that say on which day a row was made."""
    return clock.today()

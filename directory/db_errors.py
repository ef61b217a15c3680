"""What the errors of a database mean: whether it is away or busy just now, and which constraint was broken.

Told by class and code alone, never by the words of a message, which differ by version and language and may hold
what was to be kept.
"""

import re
import sqlite3

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# Primary result codes of SQLite (sqlite.org/rescode.html): what is true of the machine now, not of the statement.
SQLITE_NOT_NOW = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}
# Classes and codes of PostgreSQL (appendix A of its manual): lost connections, transactions that met another one,
# a server that is out of something, and one that is starting, stopping or has just become a replica.
POSTGRESQL_CLASSES_NOT_NOW = ("08", "40", "53", "58")
POSTGRESQL_NOT_NOW = {
    "25006",  # read_only_sql_transaction
    "25P03",  # idle_in_transaction_session_timeout
    "55006",  # object_in_use
    "55P03",  # lock_not_available
    "57014",  # query_canceled, as by statement_timeout
    "57P01",  # admin_shutdown
    "57P02",  # crash_shutdown
    "57P03",  # cannot_connect_now
    "57P05",  # idle_session_timeout
}
CONSTRAINT = re.compile(r"\b(?:ck|uq|fk|pk)_\w+|(?:UNIQUE|NOT NULL|FOREIGN KEY) constraint failed[^\n]*")


def is_not_now(error: BaseException) -> bool:
    """Whether a database is away or busy, so that the same may well succeed a little later. A wrong statement is not.

    Takes what SQLAlchemy raises, and what its drivers raise without it.
    """
    if isinstance(error, PoolTimeout):
        return True
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or (error.orig is not None and is_not_now(error.orig))
    if isinstance(error, sqlite3.Error):
        return sqlite_code(error) in SQLITE_NOT_NOW
    if isinstance(error, psycopg.Error):
        return is_postgresql_not_now(error)
    return False


def sqlite_code(error: sqlite3.Error) -> int:
    """The primary result code of an error of SQLite; 0 where the module itself raised it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_postgresql_not_now(error: psycopg.Error) -> bool:
    if error.sqlstate is None:
        # No server said it: there was no connection, or it broke.
        return isinstance(error, psycopg.OperationalError)
    return error.sqlstate in POSTGRESQL_NOT_NOW or error.sqlstate.startswith(POSTGRESQL_CLASSES_NOT_NOW)


def constraint_name(error: DBAPIError) -> str:
    """The constraint that a row broke; on SQLite, which often names none, its kind and columns. Holds no value."""
    if isinstance(error.orig, psycopg.Error):
        return postgresql_constraint_name(error.orig)
    found = CONSTRAINT.search(str(error.orig))
    return found[0] if found else ""


def postgresql_constraint_name(error: psycopg.Error) -> str:
    told = error.diag
    if told.column_name and not told.constraint_name:
        # Not being null is a constraint without a name.
        return f"NOT NULL constraint failed: {told.table_name}.{told.column_name}"
    return told.constraint_name or ""

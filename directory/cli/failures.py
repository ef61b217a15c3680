"""What goes wrong around a command, as one plain line that says how to put it right."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from directory.db_errors import is_not_now, sqlite_code
from directory.errors import LynchpinError

IN_USE = "is in use by another command or program just now. Wait until that is done, then run this again."
MAY_NOT_WRITE = (
    "cannot be opened or written. Check that its folder is there and that you may write in both,"
    " or choose others with LYNCHPIN_INSTANCE or {setting}."
)
SQLITE_WORDS = {
    sqlite3.SQLITE_BUSY: IN_USE,
    sqlite3.SQLITE_LOCKED: IN_USE,
    sqlite3.SQLITE_CANTOPEN: MAY_NOT_WRITE,
    sqlite3.SQLITE_READONLY: MAY_NOT_WRITE,
    sqlite3.SQLITE_FULL: "has no room: the disk is full. Make room, then run this again.",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports an error.",
    sqlite3.SQLITE_NOTADB: "is a file of another kind. Name another one with LYNCHPIN_INSTANCE or {setting}.",
    sqlite3.SQLITE_CORRUPT: "is damaged. Put back a backup of it.",
}
MAY_NOT = "42501"


class DatabaseTrouble(LynchpinError):
    """A database is away, busy or none; the message says which and what to do."""


@contextmanager
def naming_database(what: str, setting: str) -> Iterator[None]:
    """Tell what goes wrong with a database inside the block by its name and setting. Raises DatabaseTrouble."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, psycopg.Error) as error:
        words = database_words(error, what, setting)
        if words is None:
            raise
        raise DatabaseTrouble(words) from None


def database_words(error: Exception, what: str = "The database", setting: str = "LYNCHPIN_DATABASE_URL") -> str | None:
    """What a person who runs a command is told of an error of a database; None where it is a bug of ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error) and (words := SQLITE_WORDS.get(sqlite_code(cause))):
        return f"{what} {words.format(setting=setting)}"
    if isinstance(cause, psycopg.Error) and cause.sqlstate in (None, MAY_NOT) and str(cause).strip():
        said = str(cause).strip().splitlines()[0].rstrip(".")
        state = "does not let this be done" if cause.sqlstate else "does not answer"
        return f"{what} {state}: {said}. Check {setting}."
    return f"{what} is away or busy. Try again in a moment." if is_not_now(error) else None


def file_words(error: OSError, instance: Path) -> str:
    """What a person is told of a file or folder that the machine refused."""
    why = error.strerror or type(error).__name__
    if not isinstance(error.filename, str):
        return f"{why}."
    path = Path(error.filename)
    hint = " Choose another folder with LYNCHPIN_INSTANCE." if is_near(path, instance) else ""
    return f"{path} cannot be used: {why}.{hint}"


def is_near(path: Path, instance: Path) -> bool:
    """Whether a path lies in the instance folder, or on the way to it."""
    here, folder = path.absolute(), instance.absolute()
    return here.is_relative_to(folder) or folder.is_relative_to(here)

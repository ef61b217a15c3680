"""Many rows put into a table at once, in the quickest way the database has."""

from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.schema import ScalarElementColumnDefault

Row = dict[str, Any]

# Below this a statement for each row costs less than opening a copy.
LEAST_COPIED = 10


def insert_rows(db: Connection, table: Table, rows: list[Row]) -> None:
    """Insert rows that all fill the same columns. Raises what SQLAlchemy raises for an ordinary insert."""
    defaults = [each for each in table.c if each.default is not None and each.name not in rows[0]]
    scalars = {each.name: each.default.arg for each in defaults if isinstance(each.default, ScalarElementColumnDefault)}
    if db.dialect.name != "postgresql" or len(rows) < LEAST_COPIED or len(scalars) < len(defaults):
        db.execute(table.insert(), rows)
    else:
        copy_rows(db, table, rows, scalars)


def copy_rows(db: Connection, table: Table, rows: list[Row], defaults: Row) -> None:
    """Insert by COPY: PostgreSQL plans nothing and answers once, where each row of an insert is a statement to it."""
    quote = db.dialect.identifier_preparer.quote
    names = [*rows[0], *defaults]
    statement = f"COPY {quote(table.name)} ({', '.join(map(quote, names))}) FROM STDIN"
    pick, rest = itemgetter(*rows[0]), tuple(defaults.values())
    errors = db.dialect.loaded_dbapi.Error
    try:
        with db.connection.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[attr-defined]
            for row in rows:
                copy.write_row(pick(row) + rest)
    except errors as error:
        raise DBAPIError.instance(statement, None, error, errors, hide_parameters=True, dialect=db.dialect) from error

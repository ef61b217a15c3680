"""Which tables hold anything of a person, and taking a person out of all of them.

They are found by their columns, so that a table that is added later is emptied too: `client_id`, `other_client_id` and
`person_id` name the person a row is about. What hangs on such a row and names nobody goes with it, by a foreign key
that cascades.
"""

import uuid
from collections.abc import Iterator

from sqlalchemy import Column, Table, delete, func, select
from sqlalchemy.orm import Session

from directory.casework.models import Client
from directory.casework.tombstones import ErasedPerson
from directory.db import Base

NAMES_A_PERSON = ("client_id", "other_client_id", "person_id")
# Says of somebody that they were erased, and is what is left.
STAYS = (ErasedPerson.__tablename__,)


def tables_of_people() -> Iterator[tuple[Table, Column[uuid.UUID]]]:
    """Every table with rows about people, and the column that says about whom; what hangs on others first."""
    for table in reversed(Base.metadata.sorted_tables):
        if table.name == Client.__tablename__:
            yield table, table.c.id
        elif table.name not in STAYS:
            yield from ((table, table.c[name]) for name in NAMES_A_PERSON if name in table.c)


def count_rows(db: Session, person_id: uuid.UUID) -> dict[str, int]:
    """How many rows each table has about a person, by its name; only those that have any."""
    counted = {
        table.name: db.scalar(select(func.count()).select_from(table).where(column == person_id)) or 0
        for table, column in tables_of_people()
    }
    return {name: number for name, number in counted.items() if number}


def delete_rows(db: Session, person_id: uuid.UUID) -> None:
    """Take out every row about a person."""
    for table, column in tables_of_people():
        db.execute(delete(table).where(column == person_id))

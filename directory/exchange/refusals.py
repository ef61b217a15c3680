"""What is told of a record that was not taken."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError

from directory.db_errors import constraint_name

REASONS = (
    ("taxonomy_term.taxonomy_id", "a term of its taxonomy has the same code under another id"),
    ("uq_taxonomy_term_taxonomy_id_code", "a term of its taxonomy has the same code under another id"),
    ("FOREIGN KEY", "it refers to a record that is no longer in the catalogue"),
    ("fk_", "it refers to a record that is no longer in the catalogue"),
    ("pk_", "an id in it is in use"),
    # SQLite names the columns and not the constraint.
    (".id", "an id in it is in use"),
)


@dataclass(frozen=True)
class RefusedRecord:
    """A record that was not taken: where it stands in the file, what the file calls it, and why."""

    number: int
    unit: str
    key: str
    reason: str


Report = Callable[[RefusedRecord], None]


def constraint_reason(error: DBAPIError) -> str:
    """Why the database did not take a record, in words that hold none of its contents."""
    name = constraint_name(error)
    told = next((reason for mark, reason in REASONS if mark in name), "")
    return told or f"it breaks a rule of the catalogue ({name or type(error).__name__})"

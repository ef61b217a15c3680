"""A change of one field of a record, in values that can be kept as JSON and given back as they were."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from sqlalchemy import FromClause

from directory.db import Base

Plain = Any
"""A value as JSON has it: text, a number, a truth value, None, or lists and objects of these."""


@dataclass(frozen=True)
class FieldChange:
    """What one field held before, and after."""

    field: str
    before: Plain
    after: Plain

    @property
    def reversed(self) -> "FieldChange":
        """The change that takes this one back."""
        return FieldChange(self.field, self.after, self.before)


def plain(value: object) -> Plain:
    """A value of a column as JSON has it: days and times as ISO text."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    return value.value if isinstance(value, Enum) else value


def typed(table: FromClause, field: str, value: Plain) -> Any:
    """What `plain` was made of, as the column of a table holds it."""
    kind = table.c[field].type.python_type
    if not isinstance(value, str) or kind is str:
        return value
    return kind(value) if kind is uuid.UUID else kind.fromisoformat(value)


def differences(record: Base, wanted: Mapping[str, object]) -> tuple[FieldChange, ...]:
    """What would change in a record if its fields held these values."""
    changes = (FieldChange(name, plain(getattr(record, name)), plain(value)) for name, value in wanted.items())
    return tuple(each for each in changes if each.before != each.after)


def apply_changes(record: Base, changes: Iterable[FieldChange]) -> None:
    """Give each changed field of the record itself its new value."""
    for each in changes:
        setattr(record, each.field, typed(record.__table__, each.field, each.after))

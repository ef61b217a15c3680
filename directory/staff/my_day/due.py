"""Something that is to be done for somebody by a day."""

import uuid
from dataclasses import dataclass
from datetime import date

from directory.casework.models import Client


@dataclass(frozen=True)
class DueLine:
    """What is to be done: what kind of thing, for whom, what exactly, where it is done, and by when.

    `client_id` says whose page it is about, so that who was named is written down; a source of people who are no
    clients yet leaves it empty and writes that down itself. `coordinator_id` says whose work it is, for a manager who
    reads the whole team's.
    """

    kind: str
    client_name: str
    what: str
    href: str
    due_on: date
    is_overdue: bool
    client_id: uuid.UUID | None = None
    coordinator_id: uuid.UUID | None = None


def due_line(client: Client, kind: str, what: str, href: str, due_on: date, today: date) -> DueLine:
    """Something to be done for a client, whose name is read for it."""
    is_overdue = due_on < today
    return DueLine(kind, client.listed_name, what, href, due_on, is_overdue, client.id, client.coordinator_id)

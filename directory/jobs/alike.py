"""Comparing the records of clients with each other, for people to say who is there twice."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select

from directory.casework.joining.models import AlikePair, PairState
from directory.casework.joining.pairing import compare_clients, is_due
from directory.casework.models import Client
from directory.db import reading, transaction

# So many are compared in one transaction, so that others can write in between.
BATCH = 25

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Compared:
    """How many records were compared, and how many pairs wait for somebody to look."""

    clients: int
    waiting: int


def compare_all_clients(progress: Progress = lambda done, total: None) -> Compared:
    """Compare each record that is new or was changed since. Stopped anywhere, the next run goes on."""
    with reading() as db:
        total = db.scalar(select(func.count()).select_from(Client).where(is_due())) or 0
    done = 0
    while done < total:
        with transaction() as db:
            compared = compare_clients(db, BATCH)
        if not compared:
            break
        done += compared
        progress(min(done, total), total)
    with reading() as db:
        is_waiting = AlikePair.state == PairState.LIKELY.value
        waiting = db.scalar(select(func.count()).select_from(AlikePair).where(is_waiting)) or 0
    return Compared(done, waiting)

"""Telling whoever keeps a copy of the catalogue that something closed for a while, or opened again, by its dates."""

from directory import clock
from directory.champions.capacity.pausing import mark_turned
from directory.db import transaction


def mark_turned_pauses() -> int:
    """Note of what closed or opened again by its dates that it has changed; returns how many that were.

    Run again, or killed and run again, it notes each once.
    """
    with transaction() as db:
        return mark_turned(db, clock.today())

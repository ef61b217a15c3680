"""The batches of an import: how large each may be, that others get their turn in between, and one bad record in one.

Nobody else may have to wait for long while a hundred thousand services come in: SQLite lets one write at a time, and
PostgreSQL keeps others from the rows that a transaction has changed.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.orm import Session

Transaction = Callable[[], AbstractContextManager[Session]]
Item = TypeVar("Item")
Result = TypeVar("Result")

# Nothing gets faster with larger batches than these.
MOST = 250
LEAST = 10
# A batch is to take no longer than this on any machine, and grows again where it takes much less.
LONG_SECONDS = 0.25
SHORT_SECONDS = 0.1
# Longer than who waits for SQLite lets pass between two tries.
TURN_SECONDS = 0.02


@dataclass
class Pace:
    """How many records the next batch may have: few at first, and then as many as this machine can bear."""

    most: int = MOST
    size: int = 50

    def __post_init__(self) -> None:
        self.size = min(self.size, self.most)

    def took(self, seconds: float) -> None:
        """Learn from a batch that took so long."""
        if seconds > LONG_SECONDS:
            self.size = min(self.size, max(LEAST, self.size // 2))
        elif seconds < SHORT_SECONDS:
            self.size = min(self.most, self.size * 2)


def in_turns(transaction: Transaction) -> Transaction:
    """Transactions of a long piece of work: none begins until those who waited for the last one had their turn."""
    ended = 0.0

    @contextmanager
    def turn() -> Iterator[Session]:
        nonlocal ended
        time.sleep(max(0.0, ended + TURN_SECONDS - time.monotonic()))
        try:
            with transaction() as db:
                yield db
        finally:
            ended = time.monotonic()

    return turn


def write_parts(
    items: list[Item], write: Callable[[list[Item]], Result], refuse: Callable[[Item, DBAPIError], None]
) -> Iterator[Result]:
    """Write items together or, where the database refuses one of them, in halves, until that one is alone.

    What `write` did of items that are refused has to be undone by then.
    """
    try:
        written = write(items)
    except (IntegrityError, DataError) as refused:
        if len(items) == 1:
            refuse(items[0], refused)
            return
        middle = len(items) // 2
        yield from write_parts(items[:middle], write, refuse)
        yield from write_parts(items[middle:], write, refuse)
    else:
        yield written

"""Writing down what was looked for, aside from those who look."""

import threading

import structlog

from directory import clock
from directory.champions.search_counts import SearchCounter, add_counts
from directory.db import transaction

log = structlog.get_logger()
SECONDS = 60.0


class SearchCountsThread(threading.Thread):
    """Writes down once a minute, and at the end, what a serving process counted."""

    def __init__(self, counter: SearchCounter, seconds: float = SECONDS) -> None:
        super().__init__(name="search-counts", daemon=True)
        self._counter = counter
        self._seconds = seconds
        self._stop_event = threading.Event()

    def run(self) -> None:
        while not self._stop_event.wait(self._seconds):
            write_counts(self._counter)

    def stop(self) -> None:
        """End, with everything written down."""
        self._stop_event.set()
        write_counts(self._counter)


def write_counts(counter: SearchCounter) -> None:
    """Write down what came together since the last time; what cannot be written waits for the next."""
    counted = counter.take()
    if not counted:
        return
    try:
        with transaction() as db:
            add_counts(db, counted, clock.today())
    except Exception:
        counter.give_back(counted)
        log.exception("search_counts_failed")

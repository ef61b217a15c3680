"""Settling the catalogue anew, aside from those who search it, when much of it has changed."""

import threading

import structlog

from directory.db import reading
from directory.matching.current import MatcherKeeper

log = structlog.get_logger()


class SettlingThread(threading.Thread):
    """Settles the catalogue for a serving process whenever its keeper asks for that."""

    def __init__(self, keeper: MatcherKeeper) -> None:
        super().__init__(name="settling", daemon=True)
        self._keeper = keeper
        self._is_asked = threading.Event()
        self._is_stopped = False
        keeper.leave_settling_to(self._is_asked.set)

    def run(self) -> None:
        while self._is_asked.wait() and not self._is_stopped:
            self._is_asked.clear()
            try:
                with reading() as db:
                    self._keeper.settle(db)
            except Exception:
                # The keeper asks again at its next look; what was settled before stays in use.
                log.exception("settling_failed")

    def stop(self) -> None:
        """End when what is at hand is done."""
        self._is_stopped = True
        self._is_asked.set()

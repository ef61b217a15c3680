"""Looking again what lies outside the areas of domains, aside from those who work, when the catalogue has changed."""

import threading

import structlog

from directory.catalogue.queries import catalogue_version
from directory.champions.domains.domain_areas import forget_unused, look_everywhere, write_down
from directory.db import reading, transaction

log = structlog.get_logger()
SECONDS = 60.0


class DomainAreasThread(threading.Thread):
    """Looks once a minute in a serving process whether the catalogue has changed, and then which listings lie where."""

    def __init__(self, seconds: float = SECONDS) -> None:
        super().__init__(name="domain-areas", daemon=True)
        self._seconds = seconds
        self._stop_event = threading.Event()

    def run(self) -> None:
        seen: int | None = None
        while True:
            try:
                seen = look_again(seen)
            except Exception:
                # The next look finds what this one missed.
                log.exception("domain_areas_failed")
            if self._stop_event.wait(self._seconds):
                return

    def stop(self) -> None:
        """End after the look at hand."""
        self._stop_event.set()


def look_again(seen: int | None = None) -> int:
    """Write down what lies outside the areas of domains, unless the catalogue is as it was; returns its version."""
    with reading() as db:
        version = catalogue_version(db)
        looked = look_everywhere(db) if version != seen else []
    for each in looked:
        with transaction() as db:
            write_down(db, each)
    if looked:
        with transaction() as db:
            forget_unused(db)
    return version

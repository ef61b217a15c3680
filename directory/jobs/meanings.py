"""Putting the texts of new and changed listings to the language model, a few at a time."""

import threading
from collections.abc import Callable

import structlog

from directory.catalogue.queries import catalogue_version
from directory.db import reading, transaction
from directory.matching.current import MatcherKeeper
from directory.search.documents import SearchDocument
from directory.search.meanings import keep_vectors, list_without_vector

log = structlog.get_logger()
BATCH = 64
LOOK_EVERY_SECONDS = 5.0

Progress = Callable[[int, int], None]


def list_texts_to_read(keeper: MatcherKeeper) -> list[SearchDocument]:
    """The documents whose text has not been put to the model; none where there is no model."""
    if keeper.embedder is None:
        return []
    with reading() as db:
        return list_without_vector(db, keeper.embedder.model_id, keeper.matcher(db).index.without_vector())


def make_meanings(keeper: MatcherKeeper, progress: Progress | None = None, stop: threading.Event | None = None) -> int:
    """Put every text that waits to the model and keep the vectors; returns how many there were.

    One transaction a batch, so that others can write in between; `progress` hears how many of how many are done.
    """
    keeper.forget()
    waiting = list_texts_to_read(keeper)
    if keeper.embedder is None:
        return 0
    for start in range(0, len(waiting), BATCH):
        if stop is not None and stop.is_set():
            return start
        batch = waiting[start : start + BATCH]
        vectors = keeper.embedder.embed([each.embedded_text for each in batch])
        with transaction() as db:
            keep_vectors(db, keeper.embedder.model_id, batch, vectors)
        if progress is not None:
            progress(start + len(batch), len(waiting))
    keeper.forget()
    return len(waiting)


class MeaningsThread(threading.Thread):
    """Reads new texts in the background of a serving process, looking for some every few seconds."""

    def __init__(self, keeper: MatcherKeeper) -> None:
        super().__init__(name="meanings", daemon=True)
        self._keeper = keeper
        self._stop_event = threading.Event()
        self._read_version: int | None = None

    def run(self) -> None:
        while not self._stop_event.is_set():
            try:
                self._look()
            except Exception:
                # The next look tries again; the matcher works on words meanwhile.
                log.exception("meanings_failed")
            self._stop_event.wait(LOOK_EVERY_SECONDS)

    def _look(self) -> None:
        with reading() as db:
            version = catalogue_version(db)
        if version == self._read_version:
            return
        made = make_meanings(self._keeper, stop=self._stop_event)
        self._read_version = version
        if made:
            log.info("meanings_made", texts=made)

    def stop(self) -> None:
        """Finish the batch at hand and end."""
        self._stop_event.set()

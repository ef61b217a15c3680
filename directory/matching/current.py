"""The matcher of this process, kept in step with the catalogue.

At most once a second it looks whether the catalogue has moved on, and every few seconds whether the stored meanings
have; then one thread takes up the changes while the others go on with the matcher they have.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy.orm import Session

from directory.catalogue.queries import catalogue_version
from directory.matching.matcher import Matcher
from directory.matching.settling import Settler
from directory.matching.vocabulary_reading import read_vocabulary
from directory.search.embedding import Embedder, SemanticUnavailable, load_embedder
from directory.search.index import CatalogueIndex
from directory.search.meanings import count_vectors

LOOK_AGAIN_SECONDS = 1.0
COUNT_AGAIN_SECONDS = 5.0


@dataclass(frozen=True)
class Seen:
    """Which state of the database, and which settled segment, a matcher was made from."""

    catalogue: int
    vectors: int
    settled: str | None


class MatcherKeeper:
    """Makes the matcher when it is first asked for, and again when what it was made from has moved on.

    With a folder the settled segment lies there and is shared with other processes; without one it is kept in memory.
    """

    def __init__(self, *, with_semantic: bool = True, folder: Path | None = None) -> None:
        self._with_semantic = with_semantic
        self._folder = folder
        self._lock = threading.Lock()
        self._loading = threading.Lock()
        self._matcher: Matcher | None = None
        self._seen: Seen | None = None
        self._settle_aside: Callable[[], None] | None = None
        self._looked_at = 0.0
        self._counted_at = 0.0
        self._vectors_then = 0
        self._embedder: Embedder | None = None
        self._has_tried_model = False

    @property
    def embedder(self) -> Embedder | None:
        """The language model, loaded when first asked for; None where it is missing or switched off."""
        with self._loading:
            if not self._has_tried_model:
                try:
                    self._embedder = load_embedder() if self._with_semantic else None
                except SemanticUnavailable:
                    self._embedder = None
                self._has_tried_model = True
            return self._embedder

    @property
    def index(self) -> CatalogueIndex | None:
        """The index in use, if there is one yet."""
        return self._matcher.index if self._matcher else None

    def matcher(self, db: Session) -> Matcher:
        """The matcher for the catalogue as it is now, give or take a second."""
        matcher = self._matcher
        if matcher is not None and time.monotonic() - self._looked_at < LOOK_AGAIN_SECONDS:
            return matcher
        if not self._lock.acquire(blocking=matcher is None) and matcher is not None:
            return matcher
        try:
            return self._look(db)
        finally:
            self._lock.release()

    def forget(self) -> None:
        """Look again at the next call, without waiting for the second to pass."""
        self._looked_at = 0.0

    def leave_settling_to(self, settle_aside: Callable[[], None]) -> None:
        """Have the catalogue settled aside where much has changed: what is called is to see that `settle` is."""
        self._settle_aside = settle_aside

    def settle(self, db: Session) -> None:
        """Settle the catalogue as it is now. Others may go on matching meanwhile."""
        self._settler.settle(db)
        self.forget()

    def _look(self, db: Session) -> Matcher:
        catalogue = catalogue_version(db)
        seen = Seen(catalogue, self._vectors(db, catalogue), self._settler.newest())
        if self._matcher is None or seen != self._seen:
            before, self._matcher = self._matcher, self._renewed(db)
            is_renewed = self._matcher is not before
            self._seen = Seen(seen.catalogue, seen.vectors, self._settler.newest()) if is_renewed else None
        self._looked_at = time.monotonic()
        return self._matcher

    def _vectors(self, db: Session, catalogue: int) -> int:
        """How many texts were put to the model, as it was a few seconds ago where the catalogue is still the same.

        Counting a hundred thousand takes as long as a search, and somebody would wait for that each second.
        """
        if self.embedder is None:
            return 0
        is_same = self._looked_at and self._seen is not None and self._seen.catalogue == catalogue
        if not is_same or time.monotonic() - self._counted_at >= COUNT_AGAIN_SECONDS:
            self._vectors_then, self._counted_at = count_vectors(db, self.embedder.model_id), time.monotonic()
        return self._vectors_then

    def _renewed(self, db: Session) -> Matcher:
        settled = self._settler.settled(db)
        index = self._settler.with_changes(db, settled)
        if index is None and self._matcher is not None and self._settle_aside is not None:
            # So much has changed that it is settled anew. Until then the old one is better than none.
            self._settle_aside()
            return self._matcher
        if index is None:
            settled = self._settler.settle(db)
            index = CatalogueIndex(settled.segment)
        vocabulary = read_vocabulary(db)
        if self._matcher is not None and self._matcher.index.settled is settled.segment:
            matcher = self._matcher.renewed(index, vocabulary)
        else:
            matcher = Matcher(index, vocabulary, self.embedder, settled.kept)
        matcher.prepare()
        return matcher

    @cached_property
    def _settler(self) -> Settler:
        return Settler(self._folder, self.embedder)


_keeper = MatcherKeeper()


def use_matcher_keeper(keeper: MatcherKeeper) -> None:
    """Choose the keeper of this process."""
    global _keeper
    _keeper = keeper


def current_matcher_keeper() -> MatcherKeeper:
    """The keeper of this process."""
    return _keeper

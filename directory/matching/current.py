"""The matcher of this process, kept in step with the catalogue.

At most once a second it looks whether the catalogue or the stored meanings have grown; then one thread builds the next
index while the others go on with the one they have.
"""

import threading
import time
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.catalogue.queries import catalogue_version
from directory.matching.matcher import Matcher
from directory.matching.vocabulary_reading import read_vocabulary
from directory.search.catalogue_reading import read_documents
from directory.search.embedding import Embedder, SemanticUnavailable, load_embedder
from directory.search.index import CatalogueIndex, build_index
from directory.search.meanings import count_vectors, read_vectors

LOOK_AGAIN_SECONDS = 1.0


@dataclass(frozen=True)
class Edition:
    """Which state of the database a matcher was built from."""

    catalogue: int
    vectors: int


class MatcherKeeper:
    """Builds the matcher when it is first asked for, and again when what it was built from has changed."""

    def __init__(self, *, with_semantic: bool = True) -> None:
        self._with_semantic = with_semantic
        self._lock = threading.Lock()
        self._loading = threading.Lock()
        self._matcher: Matcher | None = None
        self._index: CatalogueIndex | None = None
        self._edition: Edition | None = None
        self._looked_at = 0.0
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
        """The index in use, if one was built yet."""
        return self._index

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

    def _look(self, db: Session) -> Matcher:
        edition = self._edition_now(db)
        if self._matcher is None or edition != self._edition:
            self._matcher = self._build(db)
            self._edition = edition
        self._looked_at = time.monotonic()
        return self._matcher

    def _edition_now(self, db: Session) -> Edition:
        vectors = count_vectors(db, self.embedder.model_id) if self.embedder else 0
        return Edition(catalogue_version(db), vectors)

    def _build(self, db: Session) -> Matcher:
        vectors = read_vectors(db, self.embedder.model_id) if self.embedder else None
        self._index = build_index(read_documents(db), vectors, previous=self._index)
        vocabulary = read_vocabulary(db)
        if self._matcher is None:
            matcher = Matcher(self._index, vocabulary, self.embedder)
        else:
            matcher = self._matcher.renewed(self._index, vocabulary)
        matcher.prepare()
        return matcher


_keeper = MatcherKeeper()


def use_matcher_keeper(keeper: MatcherKeeper) -> None:
    """Choose the keeper of this process."""
    global _keeper
    _keeper = keeper


def current_matcher_keeper() -> MatcherKeeper:
    """The keeper of this process."""
    return _keeper

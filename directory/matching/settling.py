"""Settling the catalogue into a segment that is kept, and adding to it what has changed since.

A settled segment is made when there is none, and again when much has changed. Who looks meanwhile goes on with the one
before; where a folder is shared, one process makes it and the others take it up.
"""

import time
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy.orm import Session

from directory import clock
from directory.catalogue.queries import catalogue_version
from directory.matching.kept import KeptMatching, load_kept, save_kept
from directory.matching.matcher import Matcher
from directory.matching.vocabulary_reading import read_vocabulary
from directory.search.catalogue_reading import read_documents
from directory.search.changes import digest_of_shared, find_changes, read_changed, rows_without_vector
from directory.search.documents import SearchDocument
from directory.search.embedding import Embedder, Vectors
from directory.search.folder import Edition, IndexFolder
from directory.search.index import CatalogueIndex, add_changes
from directory.search.meanings import count_vectors, find_vectors, read_vectors
from directory.search.segment import Segment, build_segment

log = structlog.get_logger()
# Changes are added at each look: as many as are added in a fraction of a second.
MOST_CHANGES = 1_000
WORDS_ONLY = "words"
_MOST_SHARE = 0.05
# How long a process that comes first waits for another one that is settling the catalogue.
_PATIENCE_SECONDS = 300.0
_PAUSE_SECONDS = 0.1


@dataclass(frozen=True, eq=False)
class Settled:
    """A segment, the state of the catalogue it holds, and what was worked out from it; `name` is that of its folder."""

    segment: Segment
    edition: Edition
    kept: KeptMatching
    name: str | None = None


class Settler:
    """Keeps the settled segment of this process. One thread may settle while another one asks what is settled."""

    def __init__(self, folder: Path | None, embedder: Embedder | None) -> None:
        self._embedder = embedder
        self._model = embedder.model_id if embedder else None
        # Processes with different models, or without one, must not take turns in replacing what the others made.
        self._folder = IndexFolder(folder / (self._model or WORDS_ONLY)) if folder else None
        self._in_use: Settled | None = None
        self._compared: Settled | None = None

    def newest(self) -> str | None:
        """The name of the newest settled segment in the folder, if there is one."""
        return self._folder.current() if self._folder else None

    def settled(self, db: Session) -> Settled:
        """The newest settled segment; made now where there is none yet."""
        newest = self.newest()
        if self._in_use is None or newest != self._in_use.name:
            found = self._read(newest) if newest else None
            self._in_use = found or self._in_use or self.settle(db)
        return self._in_use

    def settle(self, db: Session) -> Settled:
        """Settle the catalogue as it is now, or wait for another process that is just doing so."""
        self._in_use = self._build(db) if self._folder is None else self._settle_in_or_beside(self._folder, db)
        return self._in_use

    def with_changes(self, db: Session, settled: Settled) -> CatalogueIndex | None:
        """The settled segment with what has changed since; None where so much has that it is to be settled anew."""
        if settled.edition.terms != digest_of_shared(db):
            return None
        changes = find_changes(db, settled.segment, settled.edition.read_at, all_of_it=settled is not self._compared)
        most = max(MOST_CHANGES, int(len(settled.segment) * _MOST_SHARE))
        if len(changes) > most:
            return None
        self._compared = settled
        documents = read_changed(db, changes)
        told = self._told_since(db, settled, most - len(documents))
        if told is None:
            return None
        changed = {each.service_id for each in documents}
        documents += [each for each in told if each.service_id not in changed and each.service_id not in changes.gone]
        if not documents and not changes.gone:
            return CatalogueIndex(settled.segment)
        return add_changes(settled.segment, documents, self._vectors_of(db, documents), changes.gone)

    def _told_since(self, db: Session, settled: Settled, most: int) -> list[SearchDocument] | None:
        """The documents whose text was put to the model since; None where they are more than these."""
        if self._model is None or count_vectors(db, self._model) == settled.edition.vectors:
            return []
        waiting = rows_without_vector(settled.segment)
        digests = [settled.segment.hashes[row].ljust(32, b"\0") for row in waiting]
        known = find_vectors(db, self._model, digests)
        told = [row for row, digest in zip(waiting, digests, strict=True) if digest.hex() in known]
        # What serves a need is measured on the scale of the settled segment, which must know the meaning of most of it.
        is_settled = len(told) <= min(most, int(settled.segment.has_vector.sum()))
        return [settled.segment.documents[row] for row in told] if is_settled else None

    def _vectors_of(self, db: Session, documents: list[SearchDocument]) -> dict[str, Vectors]:
        if self._model is None:
            return {}
        return dict(find_vectors(db, self._model, [bytes.fromhex(each.content_hash) for each in documents]))

    def _read(self, name: str) -> Settled | None:
        found = self._folder.read(name) if self._folder else None
        if found is None or self._folder is None:
            return None
        return Settled(*found, load_kept(self._folder.path / name), name)

    def _settle_in_or_beside(self, folder: IndexFolder, db: Session) -> Settled:
        try:
            return self._settle_in(folder, db)
        except OSError as fault:
            log.warning("index_kept_in_memory", fault=str(fault))
            return self._build(db)

    def _settle_in(self, folder: IndexFolder, db: Session) -> Settled:
        waited = 0.0
        before = folder.current()
        while True:
            with folder.building() as may_build:
                if may_build and folder.current() == before:
                    return self._keep(folder, self._build(db))
            if folder.current() != before and (found := self._read(folder.current() or "")):
                return found
            if waited > _PATIENCE_SECONDS:
                return self._build(db)
            time.sleep(_PAUSE_SECONDS)
            waited += _PAUSE_SECONDS

    def _keep(self, folder: IndexFolder, built: Settled) -> Settled:
        """The same, but mapped from the folder: what was built is in no other process's memory."""
        name = folder.keep(built.segment, built.edition, lambda place: save_kept(place, built.kept))
        return self._read(name) or built

    def _build(self, db: Session) -> Settled:
        began = time.monotonic()
        # What is committed while the documents are read is found as a change afterwards.
        vectors = read_vectors(db, self._model) if self._model else {}
        edition = Edition(catalogue_version(db), clock.now(), len(vectors), digest_of_shared(db), self._model)
        before = self._in_use
        segment = build_segment(read_documents(db), vectors, before.segment if before else None)
        matcher = Matcher(
            CatalogueIndex(segment),
            read_vocabulary(db),
            self._embedder,
            KeptMatching(before.kept.meanings) if before else None,
        )
        kept = matcher.work_out()
        log.info("catalogue_settled", services=len(segment), seconds=round(time.monotonic() - began, 2))
        return Settled(segment, edition, kept)

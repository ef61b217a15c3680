"""Keeping the meanings of texts: a text is put to the model once, and its vector kept by its content hash.

Vectors are kept as float16: half the size, and a difference no ranking shows.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import portions
from directory.db import add_once
from directory.search.documents import SearchDocument
from directory.search.embedding import Vectors
from directory.search.models import TextEmbedding

STORED = np.dtype("<f2")


def read_vectors(db: Session, model: str) -> Mapping[str, Vectors]:
    """Every vector kept under a model, by content hash."""
    rows = db.execute(select(TextEmbedding.digest, TextEmbedding.vector).where(TextEmbedding.model == model))
    return _by_hash(rows)


def find_vectors(db: Session, model: str, digests: Sequence[bytes]) -> Mapping[str, Vectors]:
    """Those vectors kept under a model that are of some texts, by content hash."""
    found: dict[str, Vectors] = {}
    for some in portions(digests):
        wanted = TextEmbedding.digest.in_(some)
        rows = db.execute(
            select(TextEmbedding.digest, TextEmbedding.vector).where(TextEmbedding.model == model, wanted)
        )
        found |= _by_hash(rows)
    return found


def _by_hash(rows: Iterable[Any]) -> dict[str, Vectors]:
    return {digest.hex(): np.frombuffer(vector, STORED).astype(np.float32) for digest, vector in rows}


def count_vectors(db: Session, model: str) -> int:
    """How many vectors are kept under a model."""
    return db.scalar(select(func.count()).select_from(TextEmbedding).where(TextEmbedding.model == model)) or 0


def list_without_vector(db: Session, model: str, documents: Iterable[SearchDocument]) -> list[SearchDocument]:
    """One document for each text that has not been put to the model yet."""
    by_text = {each.content_hash: each for each in documents}
    known = find_vectors(db, model, [bytes.fromhex(each) for each in by_text])
    return [each for content_hash, each in by_text.items() if content_hash not in known]


def keep_vectors(db: Session, model: str, documents: Sequence[SearchDocument], vectors: Vectors) -> None:
    """Keep what the model said of these documents' texts, row by row.

    Texts that another worker kept meanwhile, or keeps just now, are left as they are.
    """
    digests = [bytes.fromhex(each.content_hash) for each in documents]
    known = set(
        db.scalars(select(TextEmbedding.digest).where(TextEmbedding.model == model, TextEmbedding.digest.in_(digests)))
    )
    by_digest = dict(zip(digests, vectors, strict=True))
    # In one order everywhere, so that two workers wait for one another and never each for the other.
    for digest in sorted(by_digest.keys() - known):
        row = TextEmbedding(model=model, digest=digest, vector=by_digest[digest].astype(STORED).tobytes())
        add_once(db, row, partial(db.get, TextEmbedding, (model, digest)))

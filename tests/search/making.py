"""Made-up documents and a small stand-in for the language model, for the tests of search and matching."""

import hashlib
import uuid
from collections.abc import Callable, Sequence
from datetime import time

import numpy as np

from directory.search.documents import SearchDocument, TermRef, UsualTime
from directory.search.embedding import DIMENSIONS, Embedder, Vectors, unit
from directory.search.index import CatalogueIndex, build_index
from directory.search.text import stems

Hours = tuple[time | None, time | None]
LEEDS = (53.7997, -1.5492)
BRADFORD = (53.7960, -1.7594)


def service_id(name: str) -> uuid.UUID:
    """The same id for the same name, so that a test can speak of services by name."""
    return uuid.uuid5(uuid.NAMESPACE_URL, name)


def make_document(
    name: str, description: str = "", *tags: str, days_ahead: int = 0, hours: Hours = (None, None), **more: object
) -> SearchDocument:
    """A document tagged with these words, each being a code as well, and of something on at the same hours each day."""
    terms = tuple(TermRef("Interests", tag, tag.lower(), tag) for tag in tags)
    times = (UsualTime(days_ahead, *hours),) if days_ahead else ()
    return SearchDocument(service_id(name), name, description=description, terms=terms, **{"times": times, **more})


class HashingEmbedder:
    """Texts that share words lie close together: each stem has a direction of its own, always the same."""

    model_id = "hashing"
    known_words = frozenset(("garden", "gardening", "lonely", "walking", "church", "knitting", "swimming"))

    def __init__(self) -> None:
        self.read: list[str] = []

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.read.extend(texts)
        rows = [sum((_direction(stem) for stem in stems(text)), _direction(text) * 0.01) for text in texts]
        return unit(np.array(rows, np.float32).reshape(-1, DIMENSIONS))


def make_index(*documents: SearchDocument, embedder: Embedder | None = None) -> CatalogueIndex:
    """An index of these documents, with vectors where an embedder is given."""
    if embedder is None:
        return build_index(documents)
    vectors = embedder.embed([each.embedded_text for each in documents])
    return build_index(documents, {each.content_hash: row for each, row in zip(documents, vectors, strict=True)})


def _direction(word: str) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(DIMENSIONS).astype(np.float32)

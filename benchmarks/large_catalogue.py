"""A catalogue of any size: the shared services with names, places and a sentence varied, and vectors around theirs."""

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.large_files import TOWNS
from directory.search.documents import SearchDocument
from directory.search.embedding import Vectors, unit

# How far copies lie from what they are copies of: half a degree at most of what is most alike, as real twins do.
_PLACE_DEGREES = 0.3
_VECTOR_NOISE = 0.025

Made = tuple[SearchDocument, Vectors]


def many_documents(
    documents: Sequence[SearchDocument], vectors: Mapping[str, Vectors], services: int
) -> Iterator[Made]:
    """So many documents with their vectors; the first are the originals, and the same come out each time."""
    chance = np.random.default_rng(20_261_125)
    for number in range(services):
        original, copy = documents[number % len(documents)], number // len(documents)
        vector = vectors[original.content_hash]
        yield (original, vector) if copy == 0 else _varied(original, vector, copy, chance)


def _varied(original: SearchDocument, vector: Vectors, copy: int, chance: np.random.Generator) -> Made:
    town = TOWNS[copy % len(TOWNS)]
    offsets = _PLACE_DEGREES * chance.standard_normal((len(original.points), 2))
    digest = hashlib.sha256(original.service_id.bytes + copy.to_bytes(4, "big")).digest()
    document = replace(
        original,
        service_id=uuid.UUID(bytes=digest[:16]),
        name=f"{original.name} ({town} {copy})",
        description=f"{original.description} We are group {copy} in {town}.",
        points=tuple((a + float(x), b + float(y)) for (a, b), (x, y) in zip(original.points, offsets, strict=True)),
    )
    noise = _VECTOR_NOISE * chance.standard_normal(len(vector)).astype(np.float32)
    return document, unit(vector + noise)

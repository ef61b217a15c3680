"""A catalogue of any size: the shared services with names, places and a sentence varied, and vectors around theirs.

The shared services tell neither when they are on nor what they cost, what access there is, or what our vocabulary
would call them: each is given some of that by chance, as listings of a directory in use have it.
"""

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.large_files import TOWNS
from directory.catalogue.timetable.slots import DAY_PARTS
from directory.matching.vocabulary import Vocabulary
from directory.search.access import ACCESS_NEEDS
from directory.search.documents import SearchDocument, TermRef
from directory.search.embedding import Vectors, unit

# How far copies lie from what they are copies of: half a degree at most of what is most alike, as real twins do.
_PLACE_DEGREES = 0.3
_VECTOR_NOISE = 0.025
_TAGGED_FOR = frozenset({"interests", "needs"})
_MOST_TAGS = 5
_PRICES = (0, 0, 0, 100, 200, 300, 500, 800, None, None, None, None)
# Of four listings three say when they are on, and of ten four what access there is.
_TIMES_KNOWN, _ACCESS_KNOWN = 0.75, 0.4
_MOST_ACCESS = 4

Made = tuple[SearchDocument, Vectors]


def many_documents(
    documents: Sequence[SearchDocument], vectors: Mapping[str, Vectors], services: int, vocabulary: Vocabulary
) -> Iterator[Made]:
    """So many documents with their vectors, one by one; the same come out each time."""
    chance = np.random.default_rng(20_261_125)
    tags = [
        TermRef(each.taxonomy, each.code, each.code, each.name)
        for each in vocabulary.concepts.values()
        if each.taxonomy in _TAGGED_FOR
    ]
    for number in range(services):
        original, copy = documents[number % len(documents)], number // len(documents)
        vector = vectors[original.content_hash]
        document, vector = (original, vector) if copy == 0 else _varied(original, vector, copy, chance)
        yield _described(document, tags, chance), vector


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


def _described(document: SearchDocument, tags: Sequence[TermRef], chance: np.random.Generator) -> SearchDocument:
    """The same with tags of the vocabulary, a time, a price and some access."""
    chosen = {int(each) for each in chance.integers(0, len(tags), chance.integers(1, _MOST_TAGS + 1))}
    has, lacks = chance.integers(0, len(ACCESS_NEEDS), (2, _MOST_ACCESS)).tolist()
    says_access = chance.random() < _ACCESS_KNOWN
    has_access = {ACCESS_NEEDS[each] for each in has} if says_access else set()
    lacks_access = {ACCESS_NEEDS[each] for each in lacks} - has_access if says_access else set()
    slot = 1 << int(chance.integers(0, 7 * len(DAY_PARTS)))
    return replace(
        document,
        terms=(*document.terms, *(tags[each] for each in sorted(chosen))),
        slots=slot if chance.random() < _TIMES_KNOWN else 0,
        cheapest_pence=_PRICES[int(chance.integers(0, len(_PRICES)))],
        has_access=tuple(sorted(has_access)),
        lacks_access=tuple(sorted(lacks_access)),
    )

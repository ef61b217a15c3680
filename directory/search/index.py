"""Everything that can be found, held in memory as arrays that never change.

Row `r` of every array is about `documents[r]`. Documents stand in the order of their ids, whatever order they came in,
so that equal scores always fall the same way. Building again with `previous` reads only the texts that are new.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from directory.search.documents import SearchDocument
from directory.search.embedding import DIMENSIONS, Vectors
from directory.search.lexical import Floats, Ids, LexicalIndex, Lexicon, build_lexical
from directory.search.places import Places, build_places

# Statuses of the standard in which a service may be suggested.
OPEN_STATUSES = frozenset({"active"})


@dataclass(frozen=True, eq=False)
class CatalogueIndex:
    """The documents and, beside them, their words, meanings, places and limits.

    `vectors` has a row of zeros where no vector is known yet, and `has_vector` says where. Ages are in years, with
    minus and plus infinity for no stated limit; `unplaced` are the rows of documents that name no place.
    """

    documents: tuple[SearchDocument, ...]
    lexical: LexicalIndex
    vectors: Vectors
    has_vector: NDArray[np.bool_]
    places: Places
    unplaced: Ids
    minimum_ages: Floats
    maximum_ages: Floats
    is_open: NDArray[np.bool_]
    needs_no_place: NDArray[np.bool_]
    rows: Mapping[uuid.UUID, int]
    _read: Mapping[str, tuple[Ids, ...]] = field(repr=False)
    _lexicon: Lexicon = field(repr=False)

    def __len__(self) -> int:
        return len(self.documents)

    def closeness(self, vector: Vectors, rows: Ids | None = None) -> Floats:
        """How close in meaning documents are to a unit vector: -1 to 1, and 0 where no vector is known.

        Those of some rows, or of all.
        """
        compared = self.vectors if rows is None or len(rows) == len(self) else self.vectors[rows]
        closeness: Floats = compared @ vector
        return closeness

    @cached_property
    def is_semantic(self) -> bool:
        """Whether there is anything to compare by meaning."""
        return bool(self.has_vector.any())

    def words_in(self, at_least: int) -> frozenset[str]:
        """The words, as written, of which at least so many documents hold some form."""
        held_by = np.diff(self.lexical.starts)
        known = self._lexicon.known_words
        return frozenset(word for word, number in known.items() if number >= 0 and held_by[number] >= at_least)

    @cached_property
    def rows_by_code(self) -> Mapping[str, Ids]:
        """The rows of the documents tagged with each code."""
        found: dict[str, list[int]] = {}
        for row, document in enumerate(self.documents):
            for code in document.codes:
                found.setdefault(code, []).append(row)
        return {code: np.array(rows, np.int32) for code, rows in found.items()}


def build_index(
    documents: Iterable[SearchDocument],
    vectors: Mapping[str, Vectors] | None = None,
    previous: CatalogueIndex | None = None,
) -> CatalogueIndex:
    """The index of these documents; `vectors` are by content hash, and those of `previous` are taken over."""
    ordered = tuple(sorted({each.service_id: each for each in documents}.values(), key=lambda each: each.service_id))
    lexicon = previous._lexicon.copy() if previous else Lexicon()
    read = _read_texts(ordered, lexicon, previous._read if previous else {})
    stacked, has_vector = _stack(ordered, vectors or {}, previous)
    return CatalogueIndex(
        documents=ordered,
        lexical=build_lexical(lexicon, [read[each.content_hash] for each in ordered]),
        vectors=stacked,
        has_vector=has_vector,
        places=build_places([each.points for each in ordered]),
        unplaced=np.flatnonzero([not each.points for each in ordered]).astype(np.int32),
        minimum_ages=_ages([each.minimum_age for each in ordered], -np.inf),
        maximum_ages=_ages([each.maximum_age for each in ordered], np.inf),
        is_open=np.array([each.status in OPEN_STATUSES for each in ordered], bool),
        needs_no_place=np.array([bool(each.reaches_by) and not each.points for each in ordered], bool),
        rows={each.service_id: row for row, each in enumerate(ordered)},
        _read=read,
        _lexicon=lexicon,
    )


def _read_texts(
    documents: Sequence[SearchDocument], lexicon: Lexicon, before: Mapping[str, tuple[Ids, ...]]
) -> dict[str, tuple[Ids, ...]]:
    read: dict[str, tuple[Ids, ...]] = {}
    for each in documents:
        known = before.get(each.content_hash)
        read[each.content_hash] = known or tuple(lexicon.ids_of(text) for text in each.fields.values())
    return read


def _stack(
    documents: Sequence[SearchDocument], vectors: Mapping[str, Vectors], previous: CatalogueIndex | None
) -> tuple[Vectors, NDArray[np.bool_]]:
    known = dict(_vectors_of(previous)) if previous else {}
    known.update(vectors)
    stacked = np.zeros((len(documents), DIMENSIONS), np.float32)
    has_vector = np.zeros(len(documents), bool)
    for row, each in enumerate(documents):
        vector = known.get(each.content_hash)
        if vector is not None:
            stacked[row], has_vector[row] = vector, True
    return stacked, has_vector


def _vectors_of(index: CatalogueIndex) -> Iterable[tuple[str, Vectors]]:
    return ((index.documents[row].content_hash, index.vectors[row]) for row in np.flatnonzero(index.has_vector))


def _ages(years: Sequence[float | None], unstated: float) -> Floats:
    return np.array([unstated if each is None else each for each in years], np.float32)

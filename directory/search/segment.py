"""A part of the index: documents that were read together, as arrays that never change.

Row `r` of every array is about document `r`. Documents stand in an order of their own, whatever order they came in:
first those that name no place, then those of several places, and then all others as they lie, so that what is looked
at for one home stands together. Where scores are equal the order of the ids decides.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np
from numpy.typing import NDArray

from directory.search.areas import Shapes, build_shapes
from directory.search.arrays import Bytes, Ids, Marks, Starts, group, place_in
from directory.search.documents import SearchDocument
from directory.search.embedding import DIMENSIONS, Vectors
from directory.search.hard_limits import Limits, limits_of
from directory.search.lexical import Lengths, Postings, Texts, build_postings
from directory.search.lexicon import Lexicon
from directory.search.places import Places, build_places, standing_place
from directory.search.standing import Standing, standing_of
from directory.search.times import Times, times_of

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(SearchDocument)


@dataclass(frozen=True, eq=False)
class StoredDocuments:
    """Documents as bytes, made again when one is looked at."""

    content: NDArray[np.uint8]
    starts: Starts

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, row: int) -> SearchDocument:
        return _DECODER.decode(self.content[self.starts[row] : self.starts[row + 1]].data)

    def __iter__(self) -> Iterator[SearchDocument]:
        return (self[row] for row in range(len(self)))


@dataclass(frozen=True, eq=False)
class Tags:
    """The rows that carry each code: `rows[starts[c]:starts[c + 1]]` for code `c` of the sorted `codes`."""

    codes: Bytes
    starts: Starts
    rows: Ids

    def of(self, code: str) -> Ids:
        """The rows that carry a code."""
        place = place_in(self.codes, code.encode())
        return self.rows[:0] if place is None else self.rows[self.starts[place] : self.starts[place + 1]]


@dataclass(frozen=True, eq=False)
class Segment:
    """Documents and, beside them, their words, meanings, places, tags, areas, access and limits.

    `ids` are sorted, `rows_of_ids` beside them, and `ranks` says for each row where its id stands among them. `stamps`
    say which state of a listing each row is, `hashes` which text was read. `vectors` has a row of zeros where no vector
    is known yet, and `has_vector` says where. `unplaced` are the rows that name no place, and `scattered` those of
    several places.
    """

    documents: StoredDocuments
    ids: Bytes
    rows_of_ids: Ids
    ranks: Ids
    stamps: NDArray[np.int64]
    hashes: Bytes
    texts: Texts
    postings: Postings
    vectors: Vectors
    has_vector: Marks
    places: Places
    tags: Tags
    languages: Tags
    areas: Tags
    has_access: Tags
    lacks_access: Tags
    shapes: Shapes
    limits: Limits
    standing: Standing
    times: Times
    unplaced: Ids
    scattered: Ids

    def __len__(self) -> int:
        return len(self.documents)


class KnownTexts:
    """What another segment already knows of texts: the words that were read from them, and their vectors."""

    def __init__(self, previous: Segment | None = None) -> None:
        self.lexicon = previous.postings.table.lexicon() if previous else Lexicon()
        self._previous = previous
        self._rows = {each: row for row, each in enumerate(previous.hashes.tolist())} if previous else {}

    def words_of(self, document: SearchDocument) -> Sequence[Ids]:
        """The words of the fields of a document, read only where its text is new."""
        row = self._row(document)
        if self._previous is not None and row is not None:
            return self._previous.texts.of(row)
        return [self.lexicon.ids_of(text) for text in document.fields.values()]

    def vector_of(self, document: SearchDocument) -> Vectors | None:
        """The vector of a document's text, if one is known."""
        row = self._row(document)
        if self._previous is None or row is None or not self._previous.has_vector[row]:
            return None
        vector: Vectors = self._previous.vectors[row]
        return vector

    def _row(self, document: SearchDocument) -> int | None:
        return self._rows.get(stored_hash(document))


def build_segment(
    documents: Iterable[SearchDocument],
    vectors: Mapping[str, Vectors] | None = None,
    previous: Segment | None = None,
    mean_lengths: Lengths | None = None,
) -> Segment:
    """The segment of these documents; `vectors` are by content hash, and what `previous` knows is taken over.

    `mean_lengths` are those of the segment that this one is added to.
    """
    by_id = sorted({each.service_id: each for each in documents}.values(), key=lambda each: each.service_id)
    # Sorting leaves those of one place in the order of their ids.
    ranked = sorted(enumerate(by_id), key=lambda each: standing_place(each[1].points))
    ordered = [each for _, each in ranked]
    ranks = np.array([rank for rank, _ in ranked], np.int32)
    known = KnownTexts(previous)
    texts = [known.words_of(each) for each in ordered]
    postings, kept = build_postings(known.lexicon, texts, mean_lengths)
    stacked, has_vector = _stack(ordered, vectors or {}, known)
    places = np.array([len(each.points) for each in ordered], np.int32)
    return Segment(
        documents=_store(ordered),
        ids=np.array([each.service_id.bytes for each in by_id], "S16"),
        rows_of_ids=np.argsort(ranks).astype(np.int32),
        ranks=ranks,
        stamps=np.array([each.stamp for each in ordered], np.int64),
        hashes=np.array([stored_hash(each) for each in ordered], "S32"),
        texts=kept,
        postings=postings,
        vectors=stacked,
        has_vector=has_vector,
        places=build_places([each.points for each in ordered]),
        tags=_tags([each.codes for each in ordered]),
        languages=_tags([each.languages for each in ordered]),
        areas=_tags([[area.key for area in each.areas if area.key] for each in ordered]),
        has_access=_tags([each.access for each in ordered]),
        lacks_access=_tags([each.lacks_access for each in ordered]),
        shapes=build_shapes(area for each in ordered for area in each.areas),
        limits=limits_of(ordered),
        standing=standing_of(ordered),
        times=times_of(ordered),
        unplaced=np.flatnonzero(places == 0).astype(np.int32),
        scattered=np.flatnonzero(places > 1).astype(np.int32),
    )


def row_in(segment: Segment, service_id: uuid.UUID) -> int | None:
    """The row of a service in a segment, if it is there."""
    # Numpy's bytes end at the last that is not zero.
    place = place_in(segment.ids, service_id.bytes.rstrip(b"\0"))
    return None if place is None else int(segment.rows_of_ids[place])


def stored_hash(document: SearchDocument) -> bytes:
    """The content hash of a document as segments keep it."""
    return bytes.fromhex(document.content_hash).rstrip(b"\0")


def _store(documents: Sequence[SearchDocument]) -> StoredDocuments:
    encoded = [_ENCODER.encode(_without_shapes(each)) for each in documents]
    starts = np.concatenate([[0], np.cumsum([len(each) for each in encoded])]).astype(np.int64)
    return StoredDocuments(np.frombuffer(b"".join(encoded), np.uint8), starts)


def _without_shapes(document: SearchDocument) -> SearchDocument:
    if not any(each.shape for each in document.areas):
        return document
    return replace(document, areas=tuple(replace(each, shape=()) for each in document.areas))


def _stack(
    documents: Sequence[SearchDocument], vectors: Mapping[str, Vectors], known: KnownTexts
) -> tuple[Vectors, Marks]:
    stacked = np.zeros((len(documents), DIMENSIONS), np.float32)
    has_vector = np.zeros(len(documents), bool)
    for row, each in enumerate(documents):
        vector = vectors.get(each.content_hash)
        vector = known.vector_of(each) if vector is None else vector
        if vector is not None:
            stacked[row], has_vector[row] = vector, True
    return stacked, has_vector


def _tags(codes_of: Sequence[Collection[str]]) -> Tags:
    pairs = sorted((code.encode(), row) for row, codes in enumerate(codes_of) for code in set(codes))
    codes = sorted({code for code, _ in pairs})
    numbers = {code: number for number, code in enumerate(codes)}
    table = np.array(codes, np.bytes_) if codes else np.zeros(0, "S1")
    starts = group(np.array([numbers[code] for code, _ in pairs], np.int32), len(codes))
    return Tags(table, starts, np.array([row for _, row in pairs], np.int32))

"""Everything that can be found: a settled segment, and a small one of what has changed since.

Rows count through both. What changed or went keeps its row in the settled segment, where it is closed and looked at no
more. An index never changes; when the catalogue does, another one takes its place.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from directory.search.areas import Home
from directory.search.arrays import Floats, Ids, Marks
from directory.search.documents import SearchDocument
from directory.search.embedding import Vectors
from directory.search.hard_limits import Limits, join_limits
from directory.search.lexical import LexicalIndex
from directory.search.places import Near
from directory.search.segment import Segment, build_segment, row_in
from directory.search.standing import join_standings
from directory.search.times import join_times

Element = TypeVar("Element", bound=np.generic)

# It costs less to multiply so many rows that nobody asked for than to begin anew behind them.
_WORTH_A_JUMP = 16
_MOST_JUMPS = 200


class Documents(Sequence[SearchDocument]):
    """The documents of segments that stand one after the other."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments

    def __len__(self) -> int:
        return sum(map(len, self._segments))

    def __iter__(self) -> Iterator[SearchDocument]:
        return (each for segment in self._segments for each in segment.documents)

    def __getitem__(self, row: int) -> SearchDocument:  # type: ignore[override]
        settled = len(self._segments[0])
        return self._segments[0].documents[row] if row < settled else self._segments[1].documents[row - settled]


class CatalogueIndex:
    """The documents and, beside them, their words, meanings, places and limits, row by row."""

    def __init__(self, settled: Segment, changed: Segment | None = None, gone: Ids | None = None) -> None:
        """`gone` are the rows of `settled` that are not, or not any more, what the catalogue says.

        `segments` are the settled one and, if there is one, that of the changes; `firsts` the rows they begin with.
        """
        self.settled = settled
        self.changed = changed
        self.segments = (settled,) if changed is None else (settled, changed)
        self.firsts = (0, len(settled))[: len(self.segments)]
        self.gone = np.zeros(0, np.int32) if gone is None else gone
        self.documents = Documents(self.segments)
        self.size = len(self.documents)
        parts = [(first, each.postings) for first, each in zip(self.firsts, self.segments, strict=True)]
        self.lexical = LexicalIndex(parts, self.size)
        self.has_vector = self._joined([each.has_vector for each in self.segments])
        self.limits = join_limits([each.limits for each in self.segments])
        self.standing = join_standings([each.standing for each in self.segments])
        self.times = join_times([each.times for each in self.segments], self.firsts)
        self.is_open = self._without_gone(self.limits.is_open)
        self.unplaced = self._counted_on([each.unplaced for each in self.segments])
        self.ranks = self._counted_on([each.ranks for each in self.segments])
        self._open_on: dict[date, Marks] = {}
        self._carrying: dict[frozenset[str], Ids] = {}

    def __len__(self) -> int:
        return self.size

    @property
    def is_empty(self) -> bool:
        """Whether nothing is listed at all."""
        return self.size == len(self.gone)

    @cached_property
    def is_gone(self) -> Marks:
        """Which rows are not any more what the catalogue says."""
        marks = np.zeros(self.size, bool)
        marks[self.gone] = True
        return marks

    @cached_property
    def is_semantic(self) -> bool:
        """Whether there is anything to compare by meaning."""
        return bool(self.has_vector.any())

    def open_on(self, day: date | None) -> Marks:
        """Which rows are open on a day: what is closed for a while is not. Without a day a pause is not looked at."""
        if day is None or not self.limits.closed_from.any():
            return self.is_open
        known = self._open_on.get(day)
        if known is None:
            # A few days at most are asked about at a time. Around midnight another thread asks about another one.
            known = self.is_open & ~_closed_on(self.limits, day)
            self._open_on = {day: known}
        return known

    def row_of(self, service_id: uuid.UUID) -> int | None:
        """The row of a service, if it is listed."""
        for first, each in zip(reversed(self.firsts), reversed(self.segments), strict=True):
            place = row_in(each, service_id)
            if place is not None and not self.is_gone[first + place]:
                return first + place
        return None

    def segment_of(self, row: int) -> tuple[int, int]:
        """Which of the segments a row stands in, and where there."""
        settled = len(self.settled)
        return (0, row) if row < settled else (1, row - settled)

    def closeness(self, vector: Vectors, rows: Ids | None = None, start: int = 0) -> Floats:
        """How close in meaning documents are to a unit vector: -1 to 1, and 0 where no vector is known.

        Those of some rows in order, or of all from `start` on, which must be where a segment begins.
        """
        parts = [
            _compared(each, vector, None if rows is None else rows_from(rows, first, len(each)))
            for first, each in zip(self.firsts, self.segments, strict=True)
            if first >= start
        ]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def within(self, latitude: float, longitude: float, radius_m: float) -> Near:
        """The documents with a place no farther than this from a point given in degrees."""
        found = [each.places.within(latitude, longitude, radius_m) for each in self.segments]
        return Near(self._counted_on([each.rows for each in found]), self._joined([each.distances_m for each in found]))

    def around(self, latitude: float, longitude: float, at_least: int, reach_m: float) -> Near:
        """The documents within reach, and farther ones too while there are not this many."""
        found = [self.settled.places.around(latitude, longitude, at_least, reach_m)]
        farthest_m = max(float(found[0].distances_m.max(initial=0)), reach_m)
        found += [each.places.within(latitude, longitude, farthest_m) for each in self.segments[1:]]
        return Near(self._counted_on([each.rows for each in found]), self._joined([each.distances_m for each in found]))

    def without_vector(self) -> list[SearchDocument]:
        """The documents whose meaning is not known yet."""
        return [self.documents[int(row)] for row in np.flatnonzero(~self.has_vector & ~self.is_gone)]

    def tagged(self, code: str) -> Ids:
        """The rows of the documents tagged with a code."""
        return self._counted_on([each.tags.of(code) for each in self.segments])

    def carrying(self, codes: frozenset[str]) -> Ids:
        """The rows of the documents tagged with any of some codes, each once. They are kept for the next who asks."""
        if codes not in self._carrying:
            rows = [self.tagged(code) for code in sorted(codes)]
            self._carrying[codes] = np.unique(np.concatenate([*rows, np.zeros(0, np.int32)]))
        return self._carrying[codes]

    @cached_property
    def says_access(self) -> Marks:
        """Which rows are of documents that say something of access, at one place at least."""
        says = np.zeros(self.size, bool)
        for first, each in zip(self.firsts, self.segments, strict=True):
            for tags in (each.has_access, each.lacks_access):
                says[tags.rows + np.int32(first)] = True
        return says

    def holding_word(self, word: str) -> int:
        """How many documents hold some form of a word, if it is written in one of them just so."""
        return sum(each.postings.holding_word(word) for each in self.segments)

    def words_in(self, at_least: int) -> frozenset[str]:
        """The words, as written, of which at least so many documents hold some form."""
        held: Counter[str] = Counter()
        for each in self.segments:
            held.update(each.postings.counted_words())
        return frozenset(word for word, count in held.items() if count >= at_least)

    def speaking(self, language: str) -> Ids:
        """The rows of the documents that say they are given in a language, named by its ISO 639 code."""
        return self._counted_on([each.languages.of(language) for each in self.segments])

    def lacking(self, need: str) -> Ids:
        """The rows of the documents known to lack something at every place of theirs, by its code in `access`."""
        return self._counted_on([each.lacks_access.of(need) for each in self.segments])

    def having(self, need: str) -> Ids:
        """The rows of the documents known to have something at one place of theirs at least."""
        return self._counted_on([each.has_access.of(need) for each in self.segments])

    def serving(self, home: Home) -> Ids:
        """The rows of the documents that are for people of an area that holds a home, or may hold it; with repeats."""
        keys = {*home.codes, *(key for each in self.segments for key in each.shapes.holding(home))}
        served = [self._counted_on([each.areas.of(key) for each in self.segments]) for key in sorted(keys)]
        return np.concatenate([*served, np.zeros(0, np.int32)])

    def _joined(self, parts: Sequence[NDArray[Element]]) -> NDArray[Element]:
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _counted_on(self, parts: Sequence[Ids]) -> Ids:
        if len(parts) == 1:
            return parts[0]
        return np.concatenate([rows + np.int32(first) for first, rows in zip(self.firsts, parts, strict=True)])

    def _without_gone(self, is_open: Marks) -> Marks:
        if not len(self.gone):
            return is_open
        left = is_open.copy()
        left[self.gone] = False
        return left


def _closed_on(limits: Limits, day: date) -> Marks:
    number, back_on = day.toordinal(), limits.back_on
    closed: Marks = (limits.closed_from > 0) & (limits.closed_from <= number) & ((back_on == 0) | (back_on > number))
    return closed


def rows_from(rows: Ids, first: int, size: int) -> Ids | None:
    """Those of some sorted rows that lie in a segment, counted from its beginning; None where all of it is asked."""
    start, end = np.searchsorted(rows, [first, first + size])
    return None if end - start == size else rows[start:end] - np.int32(first)


def _compared(segment: Segment, vector: Vectors, rows: Ids | None) -> Floats:
    """The products of some rows, in order. Taking most rows out of the matrix costs more than multiplying all of it."""
    if rows is None:
        compared: Floats = segment.vectors @ vector
    elif len(rows) > len(segment) // 2:
        compared = (segment.vectors @ vector)[rows]
    else:
        compared = _compared_in_runs(segment.vectors, vector, rows)
    return compared


def _compared_in_runs(vectors: Vectors, vector: Vectors, rows: Ids) -> Floats:
    """The products of few rows. What is near stands together, and is multiplied where it stands."""
    jumps = np.flatnonzero(rows[1:] - rows[:-1] > _WORTH_A_JUMP) + 1
    if len(jumps) > _MOST_JUMPS:
        return np.take(vectors, rows, axis=0) @ vector
    compared = np.empty(len(rows), np.float32)
    for start, end in pairwise([0, *jumps.tolist(), len(rows)]):
        run = rows[start:end]
        if len(run):
            compared[start:end] = (vectors[run[0] : run[-1] + 1] @ vector)[run - run[0]]
    return compared


def build_index(
    documents: Iterable[SearchDocument],
    vectors: Mapping[str, Vectors] | None = None,
    previous: CatalogueIndex | None = None,
) -> CatalogueIndex:
    """The index of these documents in one segment; `vectors` are by content hash.

    What the settled segment of `previous` knows of their texts is taken over.
    """
    return CatalogueIndex(build_segment(documents, vectors, previous.settled if previous else None))


def add_changes(
    settled: Segment, changed: Iterable[SearchDocument], vectors: Mapping[str, Vectors], gone: Iterable[uuid.UUID] = ()
) -> CatalogueIndex:
    """The index of a settled segment in which some documents changed or are new, and others went."""
    documents = list(changed)
    # A few texts are read sooner than all that is known of the others is looked through.
    added = build_segment(documents, vectors, mean_lengths=settled.postings.mean_lengths) if documents else None
    left = {*gone, *(each.service_id for each in documents)}
    places = (row_in(settled, each) for each in left)
    return CatalogueIndex(settled, added, np.array(sorted(each for each in places if each is not None), np.int32))

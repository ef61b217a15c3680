"""Activities like another one: about the same things, within reach of it, and close to it in what they say."""

import uuid
from datetime import date

import numpy as np

from directory.search.arrays import Floats, Ids, Marks
from directory.search.documents import SearchDocument
from directory.search.index import CatalogueIndex

# Whoever goes to the one can go to the other: about ten miles.
REACH_M = 16_000.0
# Of the most alike by what they are about, so many are compared by what they say.
COMPARED = 60


def alike(index: CatalogueIndex, service_id: uuid.UUID, most: int, today: date | None = None) -> list[uuid.UUID]:
    """The activities open today most like one, the most alike first; none where it is not listed or shares nothing."""
    row = index.row_of(service_id)
    if row is None:
        return []
    shared = shared_tags(index, index.documents[row])
    shared[row] = 0
    shared *= may_be_shown(index, index.documents[row], today)
    best = np.sort(np.argsort(-shared, kind="stable")[:COMPARED])
    places: Ids = best[shared[best] > 0].astype(np.int32)
    if not len(places):
        return []
    points = shared[places] / shared[places].max() + closeness(index, row, places)
    return [index.documents[int(place)].service_id for place in places[np.argsort(-points, kind="stable")[:most]]]


def shared_tags(index: CatalogueIndex, document: SearchDocument) -> Floats:
    """For each row how much its tags have in common with a document's: the rarer a tag, the more it says."""
    points = np.zeros(len(index), np.float32)
    for code in sorted({term.code for term in document.terms if term.code}):
        rows = index.tagged(code)
        if len(rows):
            points[rows] += np.float32(np.log1p(len(index) / len(rows)))
    return points


def may_be_shown(index: CatalogueIndex, document: SearchDocument, today: date | None) -> Marks:
    """The rows that are open, and within reach of one of the document's places where it has any."""
    if not document.points:
        return index.open_on(today)
    near = np.zeros(len(index), bool)
    for point in document.points:
        near[index.within(*point, REACH_M).rows] = True
    return near & index.open_on(today)


def closeness(index: CatalogueIndex, row: int, rows: Ids) -> Floats:
    """How close in meaning some sorted rows are to another one; nought where nobody knows."""
    segment, place = index.segment_of(row)
    return index.closeness(index.segments[segment].vectors[place], rows)

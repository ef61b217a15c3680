"""Pairs that may be one, and sources that give records, for tests."""

from directory.catalogue.duplicates.candidates import pair_of
from directory.catalogue.history.record_rows import load_rows
from directory.catalogue.merging.choices import FIRST, SECOND, MergeInput, seen_of
from directory.catalogue.merging.parts import PARTS
from directory.catalogue.models.duplicates import DuplicateCandidate
from directory.catalogue.models.sources import Source, SourceRecord
from directory.db import new_id

SAME_NAME = ["same name", 1.0, "Walking group | Walking group"]


def make_candidate(db, one, other, *, score=1.2, reasons=(SAME_NAME,), **more) -> DuplicateCandidate:
    """An open pair of two services or two organizations."""
    first, second = pair_of(one.id, other.id)
    candidate = DuplicateCandidate(
        id=new_id(),
        entity=one.__tablename__,
        first_id=first,
        second_id=second,
        score=score,
        reasons=list(reasons),
        **more,
    )
    db.add(candidate)
    db.flush()
    return candidate


def wanted_merge(db, candidate, keep, *, other_fields=(), take=tuple(PARTS), note=None) -> MergeInput:
    """The choice to keep one record with its own words, but those of the other in some fields."""
    db.flush()
    pair = (candidate.first_id, candidate.second_id)
    rows = load_rows(db.connection(), candidate.entity, pair)
    side, other = (FIRST, SECOND) if keep.id == pair[0] else (SECOND, FIRST)
    choices = dict.fromkeys(other_fields, other)
    return MergeInput(side, choices, frozenset(take), seen_of(*(rows[e][candidate.entity][e] for e in pair)), note)


def give_by_source(db, record, name="The council", key=None) -> Source:
    """A source that gives a record."""
    source = Source(id=new_id(), name=name)
    db.add(source)
    db.flush()
    key = key or str(record.id)
    row = {"source_id": source.id, "entity": record.__tablename__, "source_key": key, "record_id": record.id}
    db.add(SourceRecord(**row, digest=b"then"))
    db.flush()
    return source

"""Looking for what is listed twice, and keeping the list of pairs for people to decide."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy.orm import Session

from directory.catalogue.duplicates.candidates import FoundCounts, drop_not_found, pair_of, record_found
from directory.catalogue.duplicates.compared import Subject
from directory.catalogue.duplicates.likely_pairs import Progress, find_likely_pairs
from directory.catalogue.duplicates.subjects import read_organizations, read_services
from directory.db import reading, transaction

# So many pairs are kept in one transaction, so that others can write in between.
BATCH = 500
READERS: dict[str, Callable[[Session], list[Subject]]] = {
    "service": read_services,
    "organization": read_organizations,
}


@dataclass(frozen=True)
class FindSummary:
    """What a search did: how many records were compared, and how many pairs are new, back again, or gone."""

    entity: str
    compared: int
    found: int
    new: int
    again: int
    gone: int


def find_duplicates(entity: str, progress: Progress = lambda done, total: None) -> FindSummary:
    """Compare all records of one kind and bring the list up to date. What people dismissed stays dismissed.

    Safe to run again and on a clock. The comparing is done with no transaction open.
    """
    with reading() as db:
        subjects: Sequence[Subject] = READERS[entity](db)
    found = list(find_likely_pairs(subjects, progress))
    counts, left = FoundCounts(), iter(found)
    while batch := list(islice(left, BATCH)):
        with transaction() as db:
            counts.add(record_found(db, entity, batch))
    pairs = {pair_of(one.record_id, other.record_id) for one, other, _ in found}
    with transaction() as db:
        counts.gone = drop_not_found(db, entity, pairs)
    return FindSummary(entity, len(subjects), len(found), counts.new, counts.again, counts.gone)

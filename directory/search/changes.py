"""What has changed in the catalogue since a segment was read."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import portions
from directory.catalogue.models.areas import LoadedArea
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import Taxonomy, TaxonomyTerm
from directory.catalogue.publishing import published
from directory.search.catalogue_reading import read_documents, stamp_of
from directory.search.documents import SearchDocument
from directory.search.segment import Segment, row_in

# What was changed so long before a segment was read may have been committed after it: a long import, a slow accept.
_SLOWEST_COMMIT = timedelta(minutes=10)


@dataclass(frozen=True)
class Changes:
    """The services that are not as the segment has them, and those of it that are listed no more."""

    changed: frozenset[uuid.UUID]
    gone: frozenset[uuid.UUID]

    def __len__(self) -> int:
        return len(self.changed) + len(self.gone)


def find_changes(db: Session, segment: Segment, read_at: datetime, *, all_of_it: bool = False) -> Changes:
    """What differs from a segment that was read at this moment.

    Looks at what was changed or checked since, and at everything where the counts then disagree, or if told so.
    """
    if not all_of_it:
        since = read_at - _SLOWEST_COMMIT
        touched = or_(Service.last_modified >= since, Service.assured_date >= since.date())
        listed = _read_stamps(db, published(), touched)
        put_away = frozenset(db.scalars(select(Service.id).where(~published(), touched)))
        changes = _compare(segment, listed, put_away)
        if _agrees(db, segment, changes):
            return changes
    listed = _read_stamps(db, published())
    known = frozenset(uuid.UUID(bytes=each.ljust(16, b"\0")) for each in segment.ids.tolist())
    return _compare(segment, listed, known - listed.keys())


def read_changed(db: Session, changes: Changes) -> list[SearchDocument]:
    """The documents of what has changed."""
    return [each for some in portions(sorted(changes.changed)) for each in read_documents(db, some)]


def digest_of_shared(db: Session) -> str:
    """The same as long as every term has its name and every loaded area its shape: documents carry both."""
    terms = db.execute(
        select(TaxonomyTerm.id, TaxonomyTerm.code, TaxonomyTerm.name, Taxonomy.name)
        .outerjoin(Taxonomy)
        .order_by(TaxonomyTerm.id)
    )
    areas = db.execute(select(LoadedArea.code, LoadedArea.name, LoadedArea.digest).order_by(LoadedArea.code))
    digest = hashlib.sha256()
    for row in (*terms, *areas):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def _read_stamps(db: Session, *which: object) -> Mapping[uuid.UUID, int]:
    rows = db.execute(select(Service.id, Service.last_modified, Service.version).where(*which))  # type: ignore[arg-type]
    return {service_id: stamp_of(modified, version) for service_id, modified, version in rows}


def _compare(segment: Segment, listed: Mapping[uuid.UUID, int], put_away: frozenset[uuid.UUID]) -> Changes:
    changed = frozenset(each for each, stamp in listed.items() if _stamp_in(segment, each) != stamp)
    gone = frozenset(each for each in put_away if row_in(segment, each) is not None)
    return Changes(changed, gone)


def _stamp_in(segment: Segment, service_id: uuid.UUID) -> int | None:
    row = row_in(segment, service_id)
    return None if row is None else int(segment.stamps[row])


def _agrees(db: Session, segment: Segment, changes: Changes) -> bool:
    """Whether the segment with these changes has as many services as are listed: none was removed without a trace."""
    new = sum(row_in(segment, each) is None for each in changes.changed)
    listed = db.scalar(select(func.count()).select_from(Service).where(published()))
    return bool(listed == len(segment) + new - len(changes.gone))


def rows_without_vector(segment: Segment) -> Sequence[int]:
    """The rows of a segment whose texts had not been put to the model when it was read."""
    return [int(row) for row in np.flatnonzero(~segment.has_vector)]

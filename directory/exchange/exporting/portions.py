"""The published services a portion at a time."""

import uuid
from collections.abc import Callable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import portions
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import Source, SourceRecord
from directory.catalogue.publishing import published

AT_ONCE = 200

Progress = Callable[[int, int], None]


def published_portions(
    db: Session, source_name: str | None, progress: Progress = lambda done, total: None
) -> Iterator[list[uuid.UUID]]:
    """The ids of the published services, all or those of one source, in the order of their ids."""
    wanted = select(Service.id).where(published()).order_by(Service.id)
    if source_name is not None:
        theirs = select(SourceRecord.record_id).join(Source, Source.id == SourceRecord.source_id)
        wanted = wanted.where(
            Service.id.in_(theirs.where(Source.name == source_name, SourceRecord.entity == "service"))
        )
    ids = list(db.scalars(wanted))
    for number, some in enumerate(portions(ids, AT_ONCE)):
        progress(number * AT_ONCE, len(ids))
        yield some
    progress(len(ids), len(ids))

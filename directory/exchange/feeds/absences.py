"""Services that a feed does not list any more: they stay, as no longer running, and come back when it lists them again.

A service that another source still gives stays as it is, and so does one whose status people here decided: whoever
looks after it is told.
"""

import uuid
from collections.abc import Collection, Sequence, Set
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, select
from sqlalchemy.orm import Session, aliased

from directory.audit.operations import record_act
from directory.catalogue.history.record_rows import portions
from directory.catalogue.history.revisions import record_revision
from directory.catalogue.models.feeds import FeedAbsence
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.models.sources import LocalValue, SourceRecord
from directory.catalogue.versions import bump_catalogue_version
from directory.exchange.contradictions import Contradictions
from directory.exchange.writing import unfinished

RUNNING = (ServiceStatus.ACTIVE.value, ServiceStatus.TEMPORARILY_CLOSED.value)
# Read in well under a second.
LISTED_AT_ONCE = 5_000
REASON = "The feed it comes from does not list it any more."


def list_listed(db: Session, source_id: uuid.UUID, after: str = "") -> list[tuple[str, datetime | None]]:
    """The next of the services that a feed is known to list, behind a key, with when it says that each changed."""
    query = select(SourceRecord.source_key, SourceRecord.source_last_modified)
    query = query.where(is_service_of(source_id), ~is_absent(SourceRecord), SourceRecord.source_key > after)
    return [(key, moved) for key, moved in db.execute(query.order_by(SourceRecord.source_key).limit(LISTED_AT_ONCE))]


def close_missing(db: Session, source_id: uuid.UUID, keys: Collection[str], moment: datetime) -> int:
    """Note that a feed does not list some services any more; returns how many stop running with that."""
    records = db.scalars(
        select(SourceRecord).where(is_service_of(source_id), SourceRecord.source_key.in_(keys)).with_for_update()
    ).all()
    for record in records:
        db.add(FeedAbsence(source_id=source_id, source_key=record.source_key, noticed_at=moment))
        # Should the feed list it again just as it was, it has to be looked at all the same.
        record.digest = unfinished(record.digest)
    ids = {each.record_id for each in records} - given_still(db, [each.record_id for each in records])
    kept = kept_statuses(db, ids)
    closed = [each.id for each in lock_running(db, ids) if close(db, source_id, each, kept.get(each.id), moment)]
    if closed:
        bump_catalogue_version(db)
        record_act(db, None, None, "service.vanished", "service", closed, ["status"])
    return len(closed)


def close(db: Session, source_id: uuid.UUID, service: Service, kept: LocalValue | None, moment: datetime) -> bool:
    """Say of a service that it does not run; False where people here decided whether it does."""
    gone = ServiceStatus.INACTIVE.value
    if kept is not None:
        contradictions = Contradictions(db.connection(), "service", source_id, moment)
        contradictions.hold(service.id, "status", service.status, gone, is_new=kept.source_value != gone)
        contradictions.write()
        kept.source_value = gone
        return False
    change = FieldChange("status", service.status, gone)
    service.status = gone
    service.last_modified = moment
    record_revision(db, "service", service.id, [change], source_id=source_id, reason=REASON)
    return True


def kept_statuses(db: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, LocalValue]:
    """What people here decided about some services' status."""
    query = select(LocalValue).where(LocalValue.entity == "service", LocalValue.field == "status")
    return {each.record_id: each for each in db.scalars(query.where(LocalValue.record_id.in_(ids)))}


def welcome_back(db: Session, source_id: uuid.UUID, listed: Set[str]) -> None:
    """Forget the absence of what a feed lists again."""
    absent = db.scalars(select(FeedAbsence.source_key).where(FeedAbsence.source_id == source_id))
    for some in portions(listed & set(absent)):
        db.execute(delete(FeedAbsence).where(FeedAbsence.source_id == source_id, FeedAbsence.source_key.in_(some)))


def lock_running(db: Session, ids: Collection[uuid.UUID]) -> Sequence[Service]:
    query = select(Service).where(Service.id.in_(ids), Service.status.in_(RUNNING)).order_by(Service.id)
    return db.scalars(query.with_for_update()).all()


def given_still(db: Session, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of some services are still listed: by another source, or by this one under another key (two made one)."""
    query = select(SourceRecord.record_id).where(
        SourceRecord.entity == "service",
        SourceRecord.record_id.in_(ids),
        ~is_absent(SourceRecord),
    )
    return set(db.scalars(query))


def is_service_of(source_id: uuid.UUID) -> ColumnElement[bool]:
    return and_(SourceRecord.source_id == source_id, SourceRecord.entity == "service")


def is_absent(record: type[SourceRecord]) -> ColumnElement[bool]:
    """That a source has stopped to list a service."""
    absence = aliased(FeedAbsence)
    return exists().where(absence.source_id == record.source_id, absence.source_key == record.source_key)

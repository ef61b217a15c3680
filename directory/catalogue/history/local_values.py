"""What people here changed in a record that a source gave: their value stays, and the source's is kept beside it."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from directory.catalogue.models.field_changes import FieldChange, Plain
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import LocalValue, Source, SourceRecord


def keep_beside_source(
    db: Session, actor_id: uuid.UUID, entity: str, record_id: uuid.UUID, changes: Iterable[FieldChange]
) -> None:
    """Note which fields of a record are no longer as its source says. Nothing for a record that has no source."""
    if not db.scalar(select(exists().where(is_given(entity, record_id)))):
        return
    known = local_values(db, entity, record_id)
    for change in changes:
        kept = known.get(change.field)
        if kept is None:
            db.add(
                LocalValue(
                    entity=entity,
                    record_id=record_id,
                    field=change.field,
                    source_value=change.before,
                    kept_by=actor_id,
                )
            )
        elif kept.source_value == change.after:
            db.delete(kept)
        else:
            kept.kept_by = actor_id


def local_values(db: Session, entity: str, record_id: uuid.UUID) -> Mapping[str, LocalValue]:
    """By field, what of a record was changed here, with what its source says instead."""
    kept = db.scalars(select(LocalValue).where(LocalValue.entity == entity, LocalValue.record_id == record_id))
    return {each.field: each for each in kept}


def seen_beside(service: Service, field: str, source_value: Plain) -> str:
    """What somebody saw who is about to take the source's word: that word, and the listing beside it."""
    seen = json.dumps([service.version, field, source_value], sort_keys=True)
    return hashlib.sha256(seen.encode()).hexdigest()[:32]


def list_sources(db: Session, entity: str, record_id: uuid.UUID) -> Sequence[Source]:
    """The files and feeds that give a record, by name."""
    given = select(SourceRecord.source_id).where(is_given(entity, record_id))
    return db.scalars(select(Source).where(Source.id.in_(given)).order_by(Source.name)).all()


def is_given(entity: str, record_id: uuid.UUID) -> ColumnElement[bool]:
    return and_(SourceRecord.entity == entity, SourceRecord.record_id == record_id)

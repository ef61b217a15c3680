"""What people here changed in a record that a source gave: their value stays, and the source's is kept beside it."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from directory import clock
from directory.catalogue.history.written_records import WrittenRecord
from directory.catalogue.models.field_changes import FieldChange, Plain
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.sources import LocalValue, Source, SourceRecord

# No source speaks of photographs, or of how long something is closed, so that none has another word on them.
NEVER_GIVEN = frozenset({"photograph", "closed_from", "back_on"})
# A point without its other half is none, an address elsewhere than its point misleads, and what is online has neither.
TOGETHER = (("address", "latitude", "longitude", "location_type"),)


def keep_beside_source(
    db: Session, actor_id: uuid.UUID | None, entity: str, record_id: uuid.UUID, changes: Iterable[FieldChange]
) -> None:
    """Note which fields of a record are no longer as its source says. Nothing for a record that has no source."""
    if not db.scalar(select(exists().where(is_given(entity, record_id)))):
        return
    known = local_values(db, entity, record_id)
    for change in (each for each in changes if each.field not in NEVER_GIVEN):
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
            withdraw_word(db, entity, record_id, change.field)
        else:
            kept.kept_by = actor_id


def withdraw_word(db: Session, entity: str, record_id: uuid.UUID, field: str) -> None:
    """Have what a source says of a field wait for nobody any more, as the record says the same by now."""
    waiting = select(Revision).where(
        Revision.entity == entity,
        Revision.record_id == record_id,
        Revision.state == RevisionState.WAITING,
        Revision.source_id.is_not(None),
    )
    for revision in db.scalars(waiting):
        left = [each for each in revision.changes if each["field"] != field]
        if left:
            revision.changes = left
        else:
            revision.state, revision.decided_at = RevisionState.WITHDRAWN.value, clock.now()


def local_values(db: Session, entity: str, record_id: uuid.UUID) -> Mapping[str, LocalValue]:
    """By field, what of a record was changed here, with what its source says instead."""
    kept = db.scalars(select(LocalValue).where(LocalValue.entity == entity, LocalValue.record_id == record_id))
    return {each.field: each for each in kept}


def taken_with(kept: Mapping[str, LocalValue], field: str) -> list[LocalValue]:
    """What goes back to the word of the source together with a field that was changed here; nothing for any other."""
    if field not in kept:
        return []
    fields = next((each for each in TOGETHER if field in each), (field,))
    return [kept[each] for each in fields if each in kept]


def seen_beside(record: WrittenRecord, field: str, source_value: Plain) -> str:
    """What somebody saw who is about to take the source's word: that word, and the record beside it."""
    seen = json.dumps([record.version, field, source_value], sort_keys=True)
    return hashlib.sha256(seen.encode()).hexdigest()[:32]


def seen_of(record: WrittenRecord, taken: Sequence[LocalValue]) -> str:
    """What somebody saw who takes the source's word in these fields."""
    if len(taken) == 1:
        return seen_beside(record, taken[0].field, taken[0].source_value)
    return seen_beside(record, " ".join(each.field for each in taken), [each.source_value for each in taken])


def list_sources(db: Session, entity: str, record_id: uuid.UUID) -> Sequence[Source]:
    """The files and feeds that give a record, by name."""
    given = select(SourceRecord.source_id).where(is_given(entity, record_id))
    return db.scalars(select(Source).where(Source.id.in_(given)).order_by(Source.name)).all()


def is_given(entity: str, record_id: uuid.UUID) -> ColumnElement[bool]:
    return and_(SourceRecord.entity == entity, SourceRecord.record_id == record_id)

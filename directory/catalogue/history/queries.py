"""Reading the history of records, and the names of what it speaks of."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from directory.catalogue.history.record_rows import portions
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.places import Location
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.errors import NotFound

# What a history shows on one page; older changes are on the next.
PAGE_SIZE = 50


def with_people() -> Select[Revision]:
    """Revisions with who made and who decided them."""
    return select(Revision).options(
        joinedload(Revision.author), joinedload(Revision.decider), joinedload(Revision.source)
    )


def list_history(db: Session, entity: str, record_id: uuid.UUID, page: int = 1) -> tuple[Sequence[Revision], int]:
    """What was done to a record, newest first, and how many changes there are in all."""
    of_record = (Revision.entity == entity, Revision.record_id == record_id, Revision.state == RevisionState.DONE)
    total = db.scalar(select(func.count()).select_from(Revision).where(*of_record)) or 0
    wanted = with_people().where(*of_record).order_by(Revision.decided_at.desc(), Revision.id.desc())
    return db.scalars(wanted.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)).all(), total


def get_revision(db: Session, entity: str, record_id: uuid.UUID, revision_id: int) -> Revision:
    """One revision of a record. Raises NotFound."""
    revision = db.scalar(
        with_people().where(Revision.id == revision_id, Revision.entity == entity, Revision.record_id == record_id)
    )
    if revision is None:
        raise NotFound("There is no such change.")
    return revision


def names_in(db: Session, revisions: Iterable[Revision]) -> Mapping[str, str]:
    """The names of the terms and places that revisions speak of, by id."""
    return names_of(db, (change for revision in revisions for change in revision.field_changes))


def names_of(db: Session, changes: Iterable[FieldChange]) -> Mapping[str, str]:
    """The names of the terms and places that changed rows refer to, by id."""
    rows = [
        row
        for change in changes
        for rows in (change.before, change.after)
        for row in (rows if isinstance(rows, list) else ())
    ]
    names: dict[str, str] = {}
    for column, model in (("taxonomy_term_id", TaxonomyTerm), ("location_id", Location)):
        ids = {uuid.UUID(row[column]) for row in rows if row.get(column)}
        for some in portions(ids):
            found = db.execute(select(model.id, model.name).where(model.id.in_(some)))
            names.update({str(record_id): name or "A place" for record_id, name in found})
    return names

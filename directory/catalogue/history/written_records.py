"""The records that people write: organizations, locations and services are drafted, changed and taken back alike.

What kind a record is of says its model, and in rows and addresses the name of its table, its entity.
"""

import uuid
from collections.abc import Mapping
from typing import TypeVar

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.interfaces import LoaderOption

from directory.accounts.actor import Actor
from directory.catalogue.history.record_rows import TABLES
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.revisions import Revision, RevisionKind
from directory.catalogue.models.services import Service, Stage
from directory.catalogue.publishing import published_locations, published_organizations
from directory.catalogue.queries import for_organization_page, for_page
from directory.db import Base
from directory.errors import Conflict, NotFound

WrittenRecord = Organization | Location | Service
Model = TypeVar("Model", bound=WrittenRecord)
MODELS: Mapping[str, type[WrittenRecord]] = {
    Organization.__tablename__: Organization,
    Location.__tablename__: Location,
    Service.__tablename__: Service,
}
CHANGED_SINCE = "Somebody changed this while you were looking at it. Look at it again, then decide."
NO_SUCH = {
    Organization.__tablename__: "There is no such organisation.",
    Location.__tablename__: "There is no such venue.",
    Service.__tablename__: "There is no such activity.",
}


def with_everything(model: type[Base]) -> tuple[LoaderOption, ...]:
    """What the pages about a record show."""
    if model is Organization:
        return for_organization_page()
    if model is Location:
        return (selectinload(Location.addresses), selectinload(Location.accessibility))
    return for_page()


def get_record(db: Session, model: type[Model], record_id: uuid.UUID, *, to_change: bool = False) -> Model:
    """A record with everything its pages show. Raises NotFound.

    `to_change` keeps others from changing it, and from making it one with another, before this is done.
    """
    wanted = select(model).where(model.id == record_id).options(*with_everything(model))
    if to_change:
        hold_record(db, model.__tablename__, record_id)
        wanted = wanted.execution_options(populate_existing=True)
    record = db.scalar(wanted)
    if record is None:
        raise NotFound(NO_SUCH[model.__tablename__])
    return record


def hold_record(db: Session, entity: str, record_id: uuid.UUID) -> None:
    """Keep others from changing a record before this is done. Raises NotFound where it is gone."""
    table = TABLES[entity]
    # SQLite lets nobody else write anyway.
    if db.scalar(select(table.c.id).where(table.c.id == record_id).with_for_update()) is None:
        raise NotFound(NO_SUCH[entity])


def has_started(db: Session, actor: Actor, record: WrittenRecord) -> bool:
    """Whether the actor began to write a record."""
    began = select(Revision.id).where(
        Revision.entity == record.__tablename__,
        Revision.record_id == record.id,
        Revision.kind == RevisionKind.ADDED.value,
        Revision.author_id == actor.user_id,
    )
    return bool(db.scalar(select(exists(began))))


def is_published(db: Session, record: WrittenRecord) -> bool:
    """Whether everybody sees a record: a listing that was published, or who runs one, or where one happens."""
    if isinstance(record, Service):
        return record.stage == Stage.PUBLISHED
    condition = published_organizations() if isinstance(record, Organization) else published_locations()
    model = type(record)
    return bool(db.scalar(select(exists().where(model.id == record.id, condition))))


def is_written_at_once(db: Session, actor: Actor, record: WrittenRecord) -> bool:
    """Whether a record says at once what the actor writes, because nobody else has seen it yet."""
    if isinstance(record, Service):
        return record.stage == Stage.DRAFT
    return has_started(db, actor, record) and not is_published(db, record)


def flush_or_tell(db: Session) -> None:
    """Write what is in hand to the database now. Raises Conflict where somebody else changed a record first."""
    try:
        db.flush()
    except StaleDataError:
        raise Conflict(CHANGED_SINCE) from None

"""Where records come from, and the version of the whole catalogue that workers watch."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from directory.accounts.models import User
from directory.catalogue.models.field_changes import Plain
from directory.db import Base, moment, new_id


class Source(Base):
    """A file or feed that records are taken from, by the name an operator gave it."""

    __tablename__ = "source"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    licence: Mapped[str | None]
    added_at: Mapped[datetime] = mapped_column(default=moment)


class SourceRecord(Base):
    """What a source calls one of our records, and the digest of what it last said about it.

    `entity` is the table of the record; `source_key` the id the source gives it. An unchanged digest means that
    nothing has to be looked at again.
    """

    __tablename__ = "source_record"

    source_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"), primary_key=True)
    entity: Mapped[str] = mapped_column(primary_key=True)
    source_key: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[uuid.UUID]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    source_last_modified: Mapped[datetime | None]

    __table_args__ = (Index(None, "record_id"),)


class LocalValue(Base):
    """A field of a record from a source that somebody here changed: the record holds their value, and keeps it.

    `source_value` is what the source says instead, None where it says nothing. `kept_by` is empty where the group of
    the record said so itself.
    """

    __tablename__ = "local_value"

    entity: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    source_value: Mapped[Plain | None] = mapped_column(JSON(none_as_null=True))
    kept_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    kept_at: Mapped[datetime] = mapped_column(default=moment)

    __table_args__ = (Index(None, "kept_by"),)


class CatalogueState(Base):
    """One row: a number that grows with each commit that changes the catalogue."""

    __tablename__ = "catalogue_state"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    version: Mapped[int] = mapped_column(default=0)

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

"""The append-only tables of audit events and of the chain that holds them together."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, BigInteger, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, moment


class AuditEvent(Base):
    """One act: who did what to which record, and which fields it touched. No foreign keys: it outlives its subjects.

    `origin` is the place on the network it was done from; None for a command, a job, and all from before it was noted.
    """

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Mapped[datetime] = mapped_column(default=moment)
    actor_id: Mapped[uuid.UUID | None]
    scheme_id: Mapped[uuid.UUID | None]
    action: Mapped[str]
    subject: Mapped[str]
    subject_ids: Mapped[list[str]] = mapped_column(JSON)
    fields: Mapped[list[str]] = mapped_column(JSON)
    origin: Mapped[str | None]

    __table_args__ = (Index(None, "scheme_id", "at"), Index(None, "actor_id", "at"))


class AuditLink(Base):
    """The link of one event in the chain: a digest of the event and of the link before. In the order of `id`."""

    __tablename__ = "audit_link"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    event_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    digest: Mapped[str]

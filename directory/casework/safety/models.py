"""Risks and safeguarding concerns, of a client or of somebody who waits with a referral to us."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class Risk(Base):
    """A risk that is known of somebody, or with `is_none_known` that none is.

    `since` is as it was told. Where nobody wrote it down, it came with a referral; `asked_at` and `asked_by` say that a
    colleague asked about it since, and it is so. It stands until it is ended by a person: `why_ended` says why.
    """

    __tablename__ = "risk"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    person_id: Mapped[uuid.UUID]
    client_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client.id"))
    referral_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("referral.id"))
    is_none_known: Mapped[bool] = mapped_column(default=False)
    kind_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    since: Mapped[date | None]
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    asked_at: Mapped[datetime | None]
    asked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    ended_on: Mapped[date | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    why_ended_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    submission_key: Mapped[str | None]
    replays: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    kind = SealedText("kind_sealed")
    words = SealedText("words_sealed")
    why_ended = SealedText("why_ended_sealed")

    recorder: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[recorded_by])
    asker: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[asked_by])
    ender: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[ended_by])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint("client_id IS NULL OR client_id = person_id", name="sealed_as_the_client"),
        CheckConstraint("is_none_known = (kind_sealed IS NULL)", name="none_known_or_a_kind"),
        CheckConstraint("(asked_at IS NULL) = (asked_by IS NULL)", name="asked_by_somebody"),
        CheckConstraint("(ended_on IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "scheme_id", "ended_on"),
        Index(None, "client_id"),
        Index(None, "person_id"),
        Index(None, "referral_id"),
        Index(None, "recorded_by"),
        Index(None, "asked_by"),
        Index(None, "ended_by"),
    )


class SafeguardingConcern(Base):
    """A worry that somebody is harmed or neglected, or may be. Few may read it, and who does is written down.

    `acted` is what was done about it so far. Where `is_hidden`, the person does not find it in what they are given of
    all that is held of them, and `why_hidden` says why that would do harm.
    """

    __tablename__ = "safeguarding_concern"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    person_id: Mapped[uuid.UUID]
    client_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client.id"))
    referral_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("referral.id"))
    kind_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    acted_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    noticed_on: Mapped[date | None]
    is_hidden: Mapped[bool] = mapped_column(default=True)
    why_hidden_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    ended_on: Mapped[date | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    why_ended_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    submission_key: Mapped[str | None]
    replays: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    kind = SealedText("kind_sealed")
    words = SealedText("words_sealed")
    acted = SealedText("acted_sealed")
    why_hidden = SealedText("why_hidden_sealed")
    why_ended = SealedText("why_ended_sealed")

    recorder: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[recorded_by])
    ender: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[ended_by])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint("client_id IS NULL OR client_id = person_id", name="sealed_as_the_client"),
        CheckConstraint("(ended_on IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "scheme_id", "ended_on"),
        Index(None, "client_id"),
        Index(None, "person_id"),
        Index(None, "referral_id"),
        Index(None, "recorded_by"),
        Index(None, "ended_by"),
    )

"""Senders and their keys."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Base, moment, new_id


class SenderKind(StrEnum):
    """Whose system it is."""

    PRACTICE = "GP practice"
    HOSPITAL = "hospital"
    COUNCIL = "council"
    GROUP = "voluntary organisation"
    OTHER = "other"


class Scope(StrEnum):
    """What a sender may do: send referrals, and ask how its own ones stand."""

    SEND = "referrals.send"
    READ = "referrals.read"


class ApiSender(Base):
    """A system that sends referrals to a scheme. One that was disabled is known no more, from that moment on."""

    __tablename__ = "api_sender"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    name: Mapped[str]
    kind: Mapped[str]
    may_send: Mapped[bool]
    may_read: Mapped[bool]
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(default=moment)
    disabled_at: Mapped[datetime | None]
    submission_key: Mapped[str]
    replays: Mapped[int] = mapped_column(default=0)

    keys: Mapped[list["SenderKey"]] = relationship(lazy="raise", order_by="SenderKey.made_at", back_populates="sender")

    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(repr(each.value) for each in SenderKind)})", name="known_kind"),
        CheckConstraint("may_send OR may_read", name="may_something"),
        Index(
            "uq_api_sender_name_in_use",
            "scheme_id",
            "name",
            unique=True,
            sqlite_where=text("disabled_at IS NULL"),
            postgresql_where=text("disabled_at IS NULL"),
        ),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "made_by"),
    )

    @property
    def scopes(self) -> frozenset[Scope]:
        may = {Scope.SEND: self.may_send, Scope.READ: self.may_read}
        return frozenset(scope for scope, is_given in may.items() if is_given)


class SenderKey(Base):
    """A key of a sender: its open part, which stands in lists, and a digest of its secret part.

    With a test key everything is checked and answered, and nothing kept. A key that has an end is known until then.
    """

    __tablename__ = "sender_key"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    sender_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("api_sender.id"))
    name: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    is_test: Mapped[bool]
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(default=moment)
    ends_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]

    sender: Mapped[ApiSender] = relationship(lazy="raise", back_populates="keys")

    __table_args__ = (Index(None, "sender_id"), Index(None, "made_by"))

    def works_at(self, now: datetime) -> bool:
        """Whether it is known at a moment, where its sender is."""
        return self.ends_at is None or now < self.ends_at

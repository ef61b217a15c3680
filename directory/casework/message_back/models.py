"""Messages to GP practices and referrers, as drafts and as they were sent."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.message_back.content import Content, read_content
from directory.casework.models import Client, one_of
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class Addressee(StrEnum):
    """Who is told."""

    PRACTICE = "gp practice"
    REFERRER = "referrer"


class SentBy(StrEnum):
    """How a message went: by a signed link in a letter, on paper, or by hand into their own system."""

    EMAIL = "email"
    PAPER = "paper"
    BY_HAND = "by hand"


class MessageBack(Base):
    """One message about one case. Once it is sent nothing of it changes; one that `corrects` another follows it."""

    __tablename__ = "message_back"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"))
    addressee: Mapped[str]
    number: Mapped[int]
    corrects_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("message_back.id"))
    to_name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    to_email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(default=moment)
    sent_way: Mapped[str | None]
    sent_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    sent_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    to_name = SealedText("to_name_sealed")
    to_email = SealedText("to_email_sealed")
    content = SealedText("content_sealed")

    client: Mapped[Client] = relationship(lazy="raise")
    sender: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[sent_by])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint(one_of("addressee", Addressee), name="known_addressee"),
        CheckConstraint(one_of("sent_way", SentBy), name="known_sent_way"),
        CheckConstraint("(sent_at IS NULL) = (sent_way IS NULL)", name="sent_some_way"),
        CheckConstraint("(sent_at IS NULL) = (sent_by IS NULL)", name="sent_by_somebody"),
        UniqueConstraint("case_id", "addressee", "number"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "corrects_id"),
        Index(None, "made_by"),
        Index(None, "sent_by"),
        Index(
            "uq_message_back_draft",
            "case_id",
            "addressee",
            unique=True,
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None

    @property
    def told(self) -> Content:
        """What stands in it."""
        return read_content(self.content)

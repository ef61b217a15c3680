"""What people tell their team from their own page."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.models import Client, Purpose, one_of
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class Told(StrEnum):
    """What somebody tells their team: that something is wrong, that they want a copy, that they changed their mind.

    A change of mind is about all of what was asked, about one group, or about being supported at all.
    """

    CORRECTION = "correction"
    COPY = "copy"
    WITHDRAWAL = "withdrawal"
    GROUP = "group"
    STOP = "stop"


class OwnPageMessage(Base):
    """Something a person told their team from their own page. It waits until somebody has seen to it.

    `note` is what they wrote of something that is wrong, or why they want no more support, or the group that is to be
    told nothing more; `purpose` what they no longer agree to. That they want no more support they may take back, as
    long as nobody has seen to it.
    """

    __tablename__ = "own_page_message"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    kind: Mapped[str]
    purpose: Mapped[str | None]
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    submission_key: Mapped[str]
    told_at: Mapped[datetime] = mapped_column(default=moment)
    seen_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    seen_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]

    note = SealedText("note_sealed")

    client: Mapped[Client] = relationship(lazy="raise")
    seer: Mapped[User | None] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint(one_of("kind", Told), name="known_kind"),
        CheckConstraint(one_of("purpose", Purpose), name="known_purpose"),
        CheckConstraint(
            "kind = 'stop' OR (kind IN ('correction', 'group')) = (note_sealed IS NOT NULL)", name="correction_has_note"
        ),
        CheckConstraint("(kind = 'withdrawal') = (purpose IS NOT NULL)", name="withdrawal_has_purpose"),
        CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name="seen_by_somebody"),
        CheckConstraint(
            "taken_back_at IS NULL OR (kind = 'stop' AND seen_at IS NULL)", name="taken_back_before_it_was_seen"
        ),
        UniqueConstraint("client_id", "submission_key"),
        Index(None, "scheme_id", "seen_at"),
        Index(None, "seen_by"),
    )

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has seen to it, and it was not taken back."""
        return self.seen_at is None and self.taken_back_at is None

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

"""What a group asks a team about somebody who is referred to it, and the answer."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.db import Base, moment, new_id
from directory.referrals.models import OnwardReferral
from directory.security.sealing import SealedText


class ReferralQuestion(Base):
    """A question of a group, asked by its link; who answered it, and when."""

    __tablename__ = "referral_question"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    onward_referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("onward_referral.id"))
    link_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("signed_link.id"))
    submission_key: Mapped[str]
    question_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    asked_at: Mapped[datetime] = mapped_column(default=moment)
    answer_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]

    question = SealedText("question_sealed")
    answer = SealedText("answer_sealed")

    referral: Mapped[OnwardReferral] = relationship(lazy="raise")
    answerer: Mapped[User | None] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered_by_somebody"),
        CheckConstraint("(answered_at IS NULL) = (answer_sealed IS NULL)", name="answer_has_time"),
        UniqueConstraint("onward_referral_id", "submission_key"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "scheme_id", "answered_at"),
        Index(None, "link_id"),
        Index(None, "answered_by"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

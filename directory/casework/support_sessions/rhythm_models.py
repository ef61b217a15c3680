"""How somebody wants to be met, pauses of their support, and whether they would have liked more of it."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.models import one_of
from directory.casework.support_sessions.models import RemindBy, Way
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class SessionRhythm(Base):
    """How often, on which days and in which way somebody wants to be met in one case: their wish, in their words too.

    Without `weeks` it is as they ask. `days` are days of the week from 0, a Monday, with commas between.
    """

    __tablename__ = "session_rhythm"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"), unique=True)
    weeks: Mapped[int | None]
    days: Mapped[str] = mapped_column(default="")
    way: Mapped[str | None]
    remind_by: Mapped[str | None]
    wish_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    version: Mapped[int] = mapped_column(default=1)

    wish = SealedText("wish_sealed")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint(one_of("way", Way), name="known_way"),
        CheckConstraint(one_of("remind_by", RemindBy), name="known_remind_by"),
        CheckConstraint("weeks BETWEEN 1 AND 8", name="some_weeks"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "recorded_by"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def weekdays(self) -> frozenset[int]:
        """The days of the week that suit, from 0, a Monday; none where all do."""
        return frozenset(int(each) for each in self.days.split(",") if each)


class SupportPause(Base):
    """A time in which support rests: from a day, until another if that is known, and why. Its weeks do not count.

    It ends by itself on `until_on`, or on `ended_on` where somebody ended it.
    """

    __tablename__ = "support_pause"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    why_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    paused_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    paused_at: Mapped[datetime] = mapped_column(default=moment)
    ended_on: Mapped[date | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))

    why = SealedText("why_sealed")

    pauser: Mapped[User] = relationship(lazy="raise", foreign_keys=[paused_by])

    __table_args__ = (
        CheckConstraint("until_on > from_on", name="until_after_from"),
        CheckConstraint("ended_on >= from_on", name="ended_after_from"),
        CheckConstraint("(ended_on IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "case_id"),
        Index(None, "paused_by"),
        Index(None, "ended_by"),
        Index(
            "uq_support_pause_open",
            "case_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def ends_on(self) -> date | None:
        """The first day on which support goes on again, as far as it is known."""
        return self.ended_on or self.until_on


class MoreWanted(Base):
    """Whether somebody would have liked more sessions than they had, asked at the end of a case."""

    __tablename__ = "more_wanted"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"), unique=True)
    is_wanted: Mapped[bool]
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)

    note = SealedText("note_sealed")

    __table_args__ = (Index(None, "client_id", "scheme_id"), Index(None, "recorded_by"))

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

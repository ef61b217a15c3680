"""What a scheme knows of a group as people who work together: when they met, and who knows whom."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.catalogue.models.merging import follows
from directory.catalogue.models.organizations import Organization
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText

# One key seals what meetings were about: those are not about one person.
SEALED_FOR = uuid.UUID("3f0a6c52-9c1b-4a0d-8d5e-6b7a1f2c9e41")


class MeetingWay(StrEnum):
    """How a scheme and a group met."""

    VISIT = "visit"
    FORUM = "forum"
    MEETING = "meeting"
    CALL = "call"


class GroupMeeting(Base):
    """Staff of a scheme met a group, or many at once. What was said is sealed: it may name people."""

    __tablename__ = "group_meeting"
    person_id: ClassVar[uuid.UUID] = SEALED_FOR

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    way: Mapped[str]
    met_on: Mapped[date]
    about_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    taken_back_at: Mapped[datetime | None]
    submission_key: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)

    about = SealedText("about_sealed")

    groups: Mapped[list["MeetingGroup"]] = relationship(lazy="raise", back_populates="meeting")
    colleagues: Mapped[list[User]] = relationship(lazy="raise", secondary="meeting_colleague", order_by=User.name)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint("way IN ('visit', 'forum', 'meeting', 'call')", name="known_way"),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "scheme_id", "met_on"),
        Index(None, "recorded_by"),
    )


class MeetingGroup(Base):
    """A group was at a meeting. Two rows of one say no more than one does: two groups that are made one were both."""

    __tablename__ = "meeting_group"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("group_meeting.id", ondelete="CASCADE"))
    organization_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), info=follows()
    )

    meeting: Mapped[GroupMeeting] = relationship(lazy="raise", back_populates="groups")
    organization: Mapped[Organization] = relationship(lazy="raise")

    __table_args__ = (Index(None, "meeting_id"), Index(None, "organization_id"))


class MeetingColleague(Base):
    """Somebody of staff was at a meeting."""

    __tablename__ = "meeting_colleague"

    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("group_meeting.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"), primary_key=True)

    __table_args__ = (Index(None, "user_id"),)


class GroupContact(Base):
    """A colleague knows somebody at a group, by what they do there. Who that is is sealed under a key of their own.

    Who asks to be forgotten has neither name nor a way to reach them here any more, and their key is destroyed.
    """

    __tablename__ = "group_contact"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    organization_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), info=follows()
    )
    known_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    part: Mapped[str]
    name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reach_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    taken_back_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]
    submission_key: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)

    name = SealedText("name_sealed")
    reach = SealedText("reach_sealed")

    organization: Mapped[Organization] = relationship(lazy="raise")
    knower: Mapped[User] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint(
            "(forgotten_at IS NULL) = (name_sealed IS NOT NULL) AND (forgotten_at IS NULL OR reach_sealed IS NULL)",
            name="forgotten_without_name",
        ),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "scheme_id", "organization_id"),
        Index(None, "organization_id"),
        Index(None, "known_by"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row: nobody else's words are under it."""
        return self.id

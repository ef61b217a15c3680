"""Photographs of activities: what each shows in words, and the pictures themselves, which are kept in the database.

So one backup holds them, and each of many web servers has them.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Base, moment, new_id


class PictureFile(Base):
    """A picture in one width, as it is sent to browsers."""

    __tablename__ = "picture_file"

    digest: Mapped[str] = mapped_column(ForeignKey("picture.digest", ondelete="CASCADE"), primary_key=True)
    width: Mapped[int] = mapped_column(primary_key=True)
    height: Mapped[int]
    # Pages need to know how large a picture is, and only who asks for the file itself needs this.
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)

    __table_args__ = (CheckConstraint("width > 0 AND height > 0", name="has_size"),)


class Picture(Base):
    """A picture that somebody sent, as it was written anew; named by a digest of its widest file.

    `unused_since` is there while no listing shows it, and nobody's draft or suggestion would: such ones are let go of.
    """

    __tablename__ = "picture"

    digest: Mapped[str] = mapped_column(primary_key=True)
    sent_at: Mapped[datetime] = mapped_column(default=moment)
    unused_since: Mapped[datetime | None] = mapped_column(default=moment)

    files: Mapped[list[PictureFile]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by=PictureFile.width
    )

    __table_args__ = (Index(None, "unused_since"),)


class Photograph(Base):
    """A picture in its place on the page of an activity, with what somebody would see who cannot see it.

    `agreed_on` is when whoever sent it said that the people in it agreed to be shown, and that it may be used.
    """

    __tablename__ = "photograph"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(ForeignKey(Picture.digest))
    position: Mapped[int] = mapped_column(default=0)
    alt_text: Mapped[str]
    credit: Mapped[str | None]
    agreed_on: Mapped[date]

    picture: Mapped[Picture] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint("alt_text <> ''", name="is_told_in_words"),
        Index(None, "service_id"),
        Index(None, "digest"),
    )

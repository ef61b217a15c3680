"""Schemes, users, the roles they hold, and where they are signed in."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Base, moment, new_id


class Scheme(Base):
    """A social prescribing team with its own clients and staff. The catalogue is shared by all schemes."""

    __tablename__ = "scheme"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    is_default: Mapped[bool] = mapped_column(default=False)
    minimum_age: Mapped[int] = mapped_column(default=14)
    session_limit: Mapped[int] = mapped_column(default=6)


class User(Base):
    """A member of staff. `session_stamp` is in every session of theirs: changing it ends all of them at once."""

    __tablename__ = "user_account"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    session_stamp: Mapped[uuid.UUID] = mapped_column(default=new_id)
    is_active: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime] = mapped_column(default=moment)
    last_signed_in_at: Mapped[datetime | None]

    grants: Mapped[list["RoleGrant"]] = relationship(lazy="raise", cascade="all, delete-orphan")

    __table_args__ = (CheckConstraint("email = lower(email)", name="email_in_lower_case"),)

    @property
    def working_scheme_id(self) -> uuid.UUID:
        """The scheme they work in: for somebody with roles in several, always the same one of them."""
        return min((grant.scheme_id for grant in self.grants), key=str)


class RoleGrant(Base):
    """A user holds a role in a scheme."""

    __tablename__ = "role_grant"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)

    scheme: Mapped[Scheme] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint(
            "role IN ('coordinator', 'champion', 'manager', 'commissioner', 'editor', 'administrator')",
            name="known_role",
        ),
        Index(None, "scheme_id"),
    )


class SignInSession(Base):
    """What is remembered of one browser, found by a digest of its token and sealed. `user_id` is who is signed in."""

    __tablename__ = "sign_in_session"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    began_at: Mapped[datetime] = mapped_column(default=moment)
    seen_at: Mapped[datetime] = mapped_column(default=moment)
    state: Mapped[str]

    __table_args__ = (Index(None, "user_id"), Index(None, "seen_at"))

"""Schemes, users, the roles they hold, where they are signed in, and what they sign in with."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class LawfulBasis(StrEnum):
    """What allows a scheme to keep and use what people tell it (UK GDPR, article 6)."""

    PUBLIC_TASK = "public task"
    LEGITIMATE_INTERESTS = "legitimate interests"
    CONSENT = "consent"


class SpecialBasis(StrEnum):
    """What allows that for health and other things that are more private (UK GDPR, article 9)."""

    CARE = "health or social care"
    PUBLIC_INTEREST = "substantial public interest"
    EXPLICIT_CONSENT = "explicit consent"


class Scheme(Base):
    """A social prescribing team with its own clients and staff. The catalogue is shared by all schemes.

    Days are working days, each counted from the day on which somebody asked: until somebody has answered, and until
    the person is reached, by how urgent it is. So many days after that managers are told. Weights are what a case
    counts beside an ordinary one, in hundredths of it. `phone` and `address` are where people and groups reach it.
    """

    __tablename__ = "scheme"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    is_default: Mapped[bool] = mapped_column(default=False)
    minimum_age: Mapped[int] = mapped_column(default=14)
    needs_gp: Mapped[bool] = mapped_column(default=True, server_default=true())
    session_limit: Mapped[int] = mapped_column(default=6)
    settings_version: Mapped[int] = mapped_column(default=1, server_default="1")
    answer_days: Mapped[int] = mapped_column(default=2, server_default="2")
    contact_days: Mapped[int] = mapped_column(default=5, server_default="5")
    soon_contact_days: Mapped[int] = mapped_column(default=3, server_default="3")
    urgent_contact_days: Mapped[int] = mapped_column(default=1, server_default="1")
    escalate_days: Mapped[int] = mapped_column(default=2, server_default="2")
    contact_attempts: Mapped[int] = mapped_column(default=3, server_default="3")
    caseload_size: Mapped[int] = mapped_column(default=40, server_default="40")
    missed_sessions_count: Mapped[bool] = mapped_column(default=False, server_default=false())
    case_weeks: Mapped[int] = mapped_column(default=16, server_default="16")
    new_weight: Mapped[int] = mapped_column(default=150, server_default="150")
    paused_weight: Mapped[int] = mapped_column(default=25, server_default="25")
    long_weight: Mapped[int] = mapped_column(default=100, server_default="100")
    interpreter_weight: Mapped[int] = mapped_column(default=50, server_default="50")
    visit_weight: Mapped[int] = mapped_column(default=50, server_default="50")
    first_nudge_days: Mapped[int] = mapped_column(default=3, server_default="3")
    second_nudge_days: Mapped[int] = mapped_column(default=6, server_default="6")
    give_back_days: Mapped[int] = mapped_column(default=9, server_default="9")
    reopen_days: Mapped[int] = mapped_column(default=28, server_default="28")
    acknowledge_days: Mapped[int] = mapped_column(default=3, server_default="3")
    complaint_days: Mapped[int] = mapped_column(default=25, server_default="25")
    phone: Mapped[str | None]
    address: Mapped[str | None]
    lawful_basis: Mapped[str] = mapped_column(default=LawfulBasis.PUBLIC_TASK.value, server_default="public task")
    special_basis: Mapped[str] = mapped_column(default=SpecialBasis.CARE.value, server_default="health or social care")


class SchemeArea(Base):
    """The first half of postcodes, like LS11, whose people a scheme supports."""

    __tablename__ = "scheme_area"

    outward: Mapped[str] = mapped_column(primary_key=True)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id", ondelete="CASCADE"))

    __table_args__ = (Index(None, "scheme_id"),)


class User(Base):
    """A member of staff. `session_stamp` is in every session of theirs: changing it ends all of them at once.

    Until they have joined, by taking an invitation, the account opens nothing and keeps its address from no other.
    `work_phone` is where the people they support may ring them.
    """

    __tablename__ = "user_account"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str]
    name: Mapped[str]
    work_phone: Mapped[str | None]
    password_hash: Mapped[str | None]
    session_stamp: Mapped[uuid.UUID] = mapped_column(default=new_id)
    is_active: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime] = mapped_column(default=moment)
    last_signed_in_at: Mapped[datetime | None]
    enabled_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]
    last_scheme_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("scheme.id", ondelete="SET NULL"))

    grants: Mapped[list["RoleGrant"]] = relationship(lazy="raise", cascade="all, delete-orphan")

    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_in_lower_case"),
        Index(None, "email"),
        Index(
            "uq_user_account_joined_email",
            "email",
            unique=True,
            sqlite_where=text("joined_at IS NOT NULL"),
            postgresql_where=text("joined_at IS NOT NULL"),
        ),
    )

    @property
    def working_scheme_id(self) -> uuid.UUID:
        """The scheme they work in until they choose another: the one they chose last, if they have a role there."""
        schemes = {grant.scheme_id for grant in self.grants}
        return self.last_scheme_id if self.last_scheme_id in schemes else min(schemes, key=str)


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


class AuthenticatorApp(Base):
    """The app that shows a user's codes. Its secret is sealed; `last_step` is the newest code used, as its half minute.

    A code is good once: one with a step up to `last_step` is refused.
    """

    __tablename__ = "authenticator_app"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), unique=True)
    secret_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    last_step: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(default=moment)

    secret = SealedText("secret_sealed")


class RecoveryCode(Base):
    """A code to be used once, where the app or the key is lost; kept as a digest."""

    __tablename__ = "recovery_code"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(unique=True)
    used_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "user_id"),)


class Passkey(Base):
    """A key in a phone, laptop or stick of a user. `times_used` is its own count, which may not go back."""

    __tablename__ = "passkey"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    name: Mapped[str]
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    times_used: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(default=moment)
    used_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "user_id"),)


class LinkedIdentity(Base):
    """The account at their organisation's provider with which a user signs in: its issuer, and their subject there."""

    __tablename__ = "linked_identity"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), unique=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(default=moment)
    used_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("issuer", "subject"),)


class AccountLink(Base):
    """A link by which its holder may choose a password once, found by a digest of its token.

    `user_id` is empty where somebody asked for one with an address that nobody has: such a link opens nothing.
    """

    __tablename__ = "account_link"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    purpose: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(default=moment)
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User | None] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint("purpose IN ('invitation', 'new password')", name="known_purpose"),
        Index(None, "user_id"),
        Index(None, "ends_at"),
    )

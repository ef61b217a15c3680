"""Tries to reach somebody, who supported whom, and what coordinators say of themselves."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from directory.accounts.models import User
from directory.casework.models import one_of
from directory.casework.triage.kinds import (
    AllocationReason,
    ContactHow,
    ContactResult,
    Gender,
    NoticeAbout,
    TellGround,
    ToldWay,
    TookOver,
    WhereTo,
)
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText, sealed_texts_of


class FollowsPerson:
    """What is written down of somebody who asked, and goes with them once they are a client.

    Sealed under `person_id`: the key of the referral, and that of the client from the day on which they are taken on.
    """

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    person_id: Mapped[uuid.UUID]
    referral_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("referral.id"))
    client_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client.id"))

    def belong_to(self, client_id: uuid.UUID) -> None:
        """Be about a client from now on, and sealed under their key."""
        model: Any = type(self)
        told = {text.name: getattr(self, text.name) for text in sealed_texts_of(model)}
        self.person_id = self.client_id = client_id
        for name, value in told.items():
            setattr(self, name, value)


def follows_args() -> tuple[CheckConstraint | Index, ...]:
    """The constraints and indexes of each table of what follows a person."""
    return (
        CheckConstraint("referral_id IS NOT NULL OR client_id IS NOT NULL", name="about_somebody"),
        CheckConstraint("client_id IS NULL OR client_id = person_id", name="sealed_for_client"),
        Index(None, "person_id"),
        Index(None, "referral_id"),
        Index(None, "client_id", "scheme_id"),
    )


class ContactAttempt(FollowsPerson, Base):
    """One try to reach somebody: how, on which day, and what came of it. `again_on` is when to try next."""

    __tablename__ = "contact_attempt"

    how: Mapped[str]
    result: Mapped[str]
    tried_on: Mapped[date]
    again_on: Mapped[date | None]
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    tried_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    submission_key: Mapped[str]

    note = SealedText("note_sealed")

    __table_args__ = (
        CheckConstraint(one_of("how", ContactHow), name="known_how"),
        CheckConstraint(one_of("result", ContactResult), name="known_result"),
        CheckConstraint("again_on >= tried_on", name="again_afterwards"),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "tried_by", "again_on"),
        *follows_args(),
    )


class NeedsMore(FollowsPerson, Base):
    """That somebody needs more than this service can give, as a person decided: where to, and what comes next.

    There is always a next step with a day. `spoke_to` is whom a colleague spoke to so that nobody has to tell it twice,
    and `took_over` whether they have taken them over. Where `is_end`, support here ended with it.
    """

    __tablename__ = "needs_more"

    where_to: Mapped[str]
    where_words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    why_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    spoke_to_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    spoke_on: Mapped[date | None]
    took_over: Mapped[str]
    next_step_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    next_step_on: Mapped[date]
    done_on: Mapped[date | None]
    done_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    tell_ground: Mapped[str]
    is_end: Mapped[bool] = mapped_column(default=False)
    decided_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime] = mapped_column(default=moment)
    submission_key: Mapped[str]

    where_words = SealedText("where_words_sealed")
    why = SealedText("why_sealed")
    spoke_to = SealedText("spoke_to_sealed")
    next_step = SealedText("next_step_sealed")

    __table_args__ = (
        CheckConstraint(one_of("where_to", WhereTo), name="known_where_to"),
        CheckConstraint(one_of("took_over", TookOver), name="known_took_over"),
        CheckConstraint(one_of("tell_ground", TellGround), name="known_tell_ground"),
        CheckConstraint("where_to <> 'other' OR where_words_sealed IS NOT NULL", name="says_where_else"),
        CheckConstraint("(spoke_on IS NULL) = (spoke_to_sealed IS NULL)", name="spoke_to_somebody"),
        CheckConstraint("took_over <> 'yes' OR spoke_on IS NOT NULL", name="taken_over_by_somebody"),
        CheckConstraint("(done_on IS NULL) = (done_by IS NULL)", name="done_by_somebody"),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "scheme_id", "next_step_on"),
        Index(None, "decided_by"),
        Index(None, "done_by"),
        *follows_args(),
    )


class ReferrerNotice(FollowsPerson, Base):
    """That whoever referred somebody is to be told of something: by a letter, or by a colleague who then says so.

    Who asked for themself is told themself, which `is_to_person` says: then no practice hears of it.
    `agreed_on` is the day on which the person agreed that they are told more than how it stands; then `more` is told,
    and their practice may be told too. `actions` are what the reader is asked to do. `content` is the short message as
    it was when they were told, and stays so.
    """

    __tablename__ = "referrer_notice"

    about: Mapped[str]
    is_letter: Mapped[bool]
    due_on: Mapped[date]
    told_at: Mapped[datetime | None]
    told_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    told_way: Mapped[str | None]
    agreed_on: Mapped[date | None]
    is_for_practice: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_to_person: Mapped[bool] = mapped_column(default=False, server_default=false())
    actions_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    more_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    content_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(default=moment)
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    actions = SealedText("actions_sealed")
    more = SealedText("more_sealed")
    content = SealedText("content_sealed")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint(one_of("about", NoticeAbout), name="known_about"),
        CheckConstraint(one_of("told_way", ToldWay), name="known_told_way"),
        CheckConstraint("told_way IS NULL OR told_at IS NOT NULL", name="told_some_way"),
        CheckConstraint(
            "agreed_on IS NOT NULL OR (more_sealed IS NULL AND NOT is_for_practice)", name="more_is_agreed"
        ),
        CheckConstraint("(told_at IS NULL) = (told_by IS NULL)", name="told_by_somebody"),
        CheckConstraint("NOT (is_to_person AND is_for_practice)", name="to_person_alone"),
        CheckConstraint("referral_id IS NOT NULL", name="of_a_referral"),
        UniqueConstraint("referral_id", "about"),
        Index(None, "scheme_id", "due_on"),
        Index(None, "told_by"),
        Index(None, "made_by"),
        *follows_args(),
    )


class Allocation(Base):
    """Who supports a client from a moment on, who decided it, and why. The first has nobody before it.

    Of who was taken on directly it says, as a referral does, when colleagues were told that they are to be reached.
    One of a hand-over of many names it; where that was taken back, it counts as no change.
    """

    __tablename__ = "allocation"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    from_user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    to_user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    by_user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str]
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    allocated_at: Mapped[datetime] = mapped_column(default=moment)
    contact_told_at: Mapped[datetime | None]
    contact_late_told_at: Mapped[datetime | None]
    handover_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("caseload_handover.id"))
    taken_back_at: Mapped[datetime | None]

    note = SealedText("note_sealed")

    __table_args__ = (
        CheckConstraint(one_of("reason", AllocationReason), name="known_reason"),
        CheckConstraint("from_user_id <> to_user_id", name="to_somebody_else"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "from_user_id"),
        Index(None, "to_user_id"),
        Index(None, "by_user_id"),
        Index(None, "handover_id"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id


class CaseloadHandover(Base):
    """That a manager gave clients of a colleague, who leaves or is long away, to others; taken back or not.

    To whom each went stands in the allocations that name it.
    """

    __tablename__ = "caseload_handover"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    from_user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    by_user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(default=moment)
    submission_key: Mapped[str]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))

    __table_args__ = (
        CheckConstraint(one_of("reason", AllocationReason), name="known_reason"),
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_by_somebody"),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "scheme_id", "made_at"),
        Index(None, "from_user_id"),
        Index(None, "by_user_id"),
        Index(None, "undone_by"),
    )


class CoordinatorProfile(Base):
    """What somebody who supports people says of themself, so that the right ones are proposed; all of it optional.

    `languages` and `areas` are words and first halves of postcodes, as typed, with commas between them.
    """

    __tablename__ = "coordinator_profile"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"))
    gender: Mapped[str | None]
    languages: Mapped[str] = mapped_column(default="")
    areas: Mapped[str] = mapped_column(default="")
    capacity: Mapped[int | None]
    is_full: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint(one_of("gender", Gender), name="known_gender"),
        CheckConstraint("capacity > 0", name="capacity_above_nought"),
        UniqueConstraint("scheme_id", "user_id"),
        Index(None, "user_id"),
    )

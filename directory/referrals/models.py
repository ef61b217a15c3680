"""Onward referrals, the history of their moves, and what somebody agrees to for the group of one."""

import json
import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.models import Case, Client, GivenBy, GivenHow, one_of
from directory.catalogue.models.merging import follows
from directory.catalogue.models.services import Service
from directory.db import Base, moment, new_id
from directory.referrals.states import OPEN, Reason, ReferralState
from directory.referrals.tell_by import TellBy
from directory.referrals.told_parts import ToldPart
from directory.security.sealing import SealedText

STATES = ", ".join(f"'{state}'" for state in ReferralState)
IS_OPEN = f"state IN ({', '.join(sorted(repr(str(state)) for state in OPEN))})"
REFERRED_TO_BOTH = "Somebody has an open referral to each of these. Ask the coordinators to close one of the two first."
REASONS = ", ".join(f"'{reason}'" for reason in Reason)


class OnwardReferral(Base):
    """A client sent on to a service. `match_reasons` is JSON for staff; `message` is what the provider is told.

    `warned_of` is a JSON list of what whoever sent them was warned of, in fixed words; empty where there was nothing.
    `room_warning` says why there may have been no room when it was made, and `in_spite` why it was made all the same.
    `sent_on_from_id` is the referral that came to nothing and that this one was made in the place of.
    """

    __tablename__ = "onward_referral"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"))
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id"), info=follows(unless=REFERRED_TO_BOTH))
    reference: Mapped[str]
    state: Mapped[str] = mapped_column(default=ReferralState.SENT.value)
    state_on: Mapped[date]
    match_reasons_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    message_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    warned_of: Mapped[str | None]
    room_warning: Mapped[str | None]
    in_spite_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sent_on_from_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("onward_referral.id"))
    tell_by: Mapped[str] = mapped_column(default=TellBy.EMAIL.value, server_default=TellBy.EMAIL.value)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(default=moment)
    submission_key: Mapped[str]
    replays: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    match_reasons = SealedText("match_reasons_sealed")
    message = SealedText("message_sealed")
    in_spite = SealedText("in_spite_sealed")

    client: Mapped[Client] = relationship(lazy="raise")
    case: Mapped[Case] = relationship(lazy="raise")
    service: Mapped[Service] = relationship(lazy="raise")
    maker: Mapped[User] = relationship(lazy="raise")
    moves: Mapped[list["ReferralMove"]] = relationship(lazy="raise", order_by="ReferralMove.number")
    agreements: Mapped[list["GroupAgreement"]] = relationship(
        lazy="raise", order_by="GroupAgreement.recorded_at", back_populates="referral"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint(f"state IN ({STATES})", name="known_state"),
        CheckConstraint(one_of("tell_by", TellBy), name="known_tell_by"),
        UniqueConstraint("scheme_id", "reference"),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "scheme_id", "state"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "case_id"),
        Index(None, "service_id"),
        Index(None, "sent_on_from_id"),
        Index(
            "uq_onward_referral_open",
            "case_id",
            "service_id",
            unique=True,
            sqlite_where=text(IS_OPEN),
            postgresql_where=text(IS_OPEN),
        ),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def is_written_to(self) -> bool:
        """Whether emails about it leave for its group by themselves."""
        return self.tell_by == TellBy.EMAIL

    @property
    def standing_moves(self) -> list["ReferralMove"]:
        """The moves that count: neither taken back, nor the taking back of another."""
        taken_back = {each.takes_back for each in self.moves}
        return [each for each in self.moves if each.takes_back is None and each.number not in taken_back]


class ReferralMove(Base):
    """One move of a referral: from which state to which, on what day, told by whom, and why.

    A colleague wrote it down, or the group told it itself by its link. Moves are numbered from 1 within a referral and
    never deleted. One that takes another back names its number in
    `takes_back`, and says why in its note. `settled_at` and `settled_by` say that a colleague has seen what the group
    answered, and that nothing else is wanted after it.
    """

    __tablename__ = "referral_move"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    onward_referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("onward_referral.id"))
    number: Mapped[int] = mapped_column(server_default="0")
    takes_back: Mapped[int | None]
    submission_key: Mapped[str | None]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    reason: Mapped[str | None]
    happened_on: Mapped[date]
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    link_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("signed_link.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))

    note = SealedText("note_sealed")

    recorder: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[recorded_by])

    __table_args__ = (
        CheckConstraint("(recorded_by IS NULL) = (link_id IS NOT NULL)", name="told_by_one"),
        CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", name="settled_by_somebody"),
        CheckConstraint(f"to_state IN ({STATES})", name="known_to_state"),
        CheckConstraint(f"from_state IN ({STATES})", name="known_from_state"),
        CheckConstraint(f"reason IN ({REASONS})", name="known_reason"),
        CheckConstraint("to_state NOT IN ('declined', 'ended') OR reason IS NOT NULL", name="ending_has_reason"),
        Index(None, "client_id"),
        Index(None, "onward_referral_id"),
        Index(None, "settled_by"),
        Index(None, "scheme_id", "happened_on"),
        Index("uq_referral_move_number", "onward_referral_id", "number", unique=True),
        Index("uq_referral_move_submission", "onward_referral_id", "submission_key", unique=True),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id


class GroupAgreement(Base):
    """An agreement for the group of one referral, from a day, perhaps until another.

    Where they did not agree, `sharing_id` is what was written down of telling others without it. `parts` is JSON: what
    may be told. A change of mind ends one; agreeing again is another.
    """

    __tablename__ = "group_agreement"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    onward_referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("onward_referral.id"))
    parts: Mapped[str]
    given_on: Mapped[date]
    given_how: Mapped[str | None]
    given_by: Mapped[str | None]
    sharing_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unagreed_sharing.id"))
    withdrawn_on: Mapped[date | None]
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)

    note = SealedText("note_sealed")

    referral: Mapped[OnwardReferral] = relationship(lazy="raise", back_populates="agreements")
    recorder: Mapped[User] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint(one_of("given_how", GivenHow), name="known_given_how"),
        CheckConstraint(one_of("given_by", GivenBy), name="known_given_by"),
        CheckConstraint("(sharing_id IS NULL) = (given_how IS NOT NULL)", name="agreed_or_ground"),
        CheckConstraint("(given_how IS NULL) = (given_by IS NULL)", name="given_by_somebody"),
        CheckConstraint("withdrawn_on >= given_on", name="withdrawn_after_given"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "sharing_id"),
        Index(None, "recorded_by"),
        Index(
            "uq_group_agreement_in_force",
            "onward_referral_id",
            unique=True,
            sqlite_where=text("withdrawn_on IS NULL"),
            postgresql_where=text("withdrawn_on IS NULL"),
        ),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def told_parts(self) -> frozenset[ToldPart]:
        """What may be told beside who it is."""
        return frozenset(ToldPart(each) for each in json.loads(self.parts))

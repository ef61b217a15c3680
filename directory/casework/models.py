"""Clients, consents, cases and plans. Every row belongs to a scheme; what tells of a person is sealed."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.named_person import NamedPerson
from directory.casework.triage.kinds import Gender
from directory.catalogue.models.merging import follows
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class Purpose(StrEnum):
    """What a client is asked to agree to, each on its own.

    That their details are shared with groups they are referred to; that they are contacted; that what was measured
    for them counts in the evaluation; that their GP practice, and whoever referred them, are told how it went.
    """

    REFERRAL = "referral"
    CONTACT = "contact"
    EVALUATION = "evaluation"
    FEEDBACK = "feedback"


class Answer(StrEnum):
    """What somebody said when they were asked to agree."""

    YES = "yes"
    NO = "no"


class GivenHow(StrEnum):
    """How an answer was given."""

    SPOKEN = "spoken"
    PAPER = "on paper"
    ONLINE = "online"


class GivenBy(StrEnum):
    """Who answered: the person, or somebody who may answer for them."""

    THEMSELF = "themself"
    PARENT = "parent or guardian"
    ATTORNEY = "power of attorney"
    BEST_INTERESTS = "best interests"


def one_of(column: str, values: type[StrEnum]) -> str:
    """The condition that a column holds one of the values."""
    return f"{column} IN ({', '.join(repr(str(each)) for each in values)})"


def age_between(born_on: date, day: date) -> int:
    """Whole years of age on a day. Somebody born on 29 February is a year older on 1 March of a common year."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


class Client(NamedPerson, Base):
    """A person who is supported. Known in addresses and conversation by `reference`, never by name.

    `due_since` is the day since when managers see that the record soon goes by itself. `compared_version` is the
    version that was compared last with the team's other records.
    """

    __tablename__ = "client"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    reference: Mapped[str]
    coordinator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    postcode_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    born_on_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    nhs_number_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    other_phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    address_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_by_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_times_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    language_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    interpreter_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    tokens_by: Mapped[str | None]
    compared_version: Mapped[int | None]
    safe_contact_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    letters_home: Mapped[bool | None]
    submission_key: Mapped[str]
    replays: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(default=moment)
    restricted_at: Mapped[datetime | None]
    due_since: Mapped[date | None]
    coordinator_gender: Mapped[str | None]
    wants_somebody_new: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    postcode = SealedText("postcode_sealed")
    nhs_number = SealedText("nhs_number_sealed")
    phone = SealedText("phone_sealed")
    other_phone = SealedText("other_phone_sealed")
    email = SealedText("email_sealed")
    address = SealedText("address_sealed")
    contact_by = SealedText("contact_by_sealed")
    contact_times = SealedText("contact_times_sealed")
    language = SealedText("language_sealed")
    interpreter = SealedText("interpreter_sealed")
    safe_contact = SealedText("safe_contact_sealed")

    coordinator: Mapped[User] = relationship(lazy="raise")
    consents: Mapped[list["Consent"]] = relationship(lazy="raise", order_by="Consent.given_on")
    cases: Mapped[list["Case"]] = relationship(lazy="raise", order_by="Case.opened_on", back_populates="client")
    deaths: Mapped[list["Death"]] = relationship(lazy="raise", order_by="Death.recorded_at")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint(one_of("coordinator_gender", Gender), name="known_coordinator_gender"),
        UniqueConstraint("scheme_id", "reference"),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "scheme_id", "coordinator_id"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.id

    @property
    def revision(self) -> int:
        """A number that rises with every change of the record or of a case, so that two people notice each other."""
        return self.version + sum(case.version for case in self.cases)

    @property
    def death(self) -> "Death | None":
        """What is written down of their death, unless that was taken back."""
        return next((each for each in self.deaths if each.undone_at is None), None)

    def age_on(self, day: date) -> int | None:
        """Whole years of age on a day; None where the birth date is not known."""
        return age_between(self.born_on, day) if self.born_on else None


class AgreementWording(Base):
    """What a scheme reads out before somebody agrees, by version. An old version is never changed."""

    __tablename__ = "agreement_wording"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    purpose: Mapped[str]
    number: Mapped[int]
    text: Mapped[str]
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(default=moment)

    __table_args__ = (
        CheckConstraint(one_of("purpose", Purpose), name="known_purpose"),
        UniqueConstraint("scheme_id", "purpose", "number"),
        Index(None, "made_by"),
    )


class Consent(Base):
    """A client's answer for one purpose: an agreement from one day, perhaps until another; or a no on one day.

    A no is kept as an agreement that ended on the day it began, so that it never counts as one. Where no wording is
    named, the answer was given before versions were kept. `note` says who answered for somebody, and why they may; or
    why somebody under 16 can answer by themselves.
    """

    __tablename__ = "consent"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    purpose: Mapped[str] = mapped_column(default=Purpose.REFERRAL.value)
    answer: Mapped[str] = mapped_column(default=Answer.YES.value, server_default="yes")
    given_on: Mapped[date]
    withdrawn_on: Mapped[date | None]
    wording_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agreement_wording.id"))
    given_how: Mapped[str | None]
    given_by: Mapped[str | None]
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)

    note = SealedText("note_sealed")

    wording: Mapped[AgreementWording | None] = relationship(lazy="raise")
    recorder: Mapped[User] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint(one_of("purpose", Purpose), name="known_purpose"),
        CheckConstraint(one_of("answer", Answer), name="known_answer"),
        CheckConstraint(one_of("given_how", GivenHow), name="known_given_how"),
        CheckConstraint(one_of("given_by", GivenBy), name="known_given_by"),
        CheckConstraint("withdrawn_on >= given_on", name="withdrawn_after_given"),
        CheckConstraint(
            "answer = 'yes' OR (withdrawn_on IS NOT NULL AND withdrawn_on = given_on)", name="no_never_counts"
        ),
        Index(None, "client_id", "scheme_id"),
        Index(None, "wording_id"),
        Index(
            "uq_consent_in_force",
            "client_id",
            "purpose",
            unique=True,
            sqlite_where=text("withdrawn_on IS NULL"),
            postgresql_where=text("withdrawn_on IS NULL"),
        ),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id


class Case(Base):
    """One spell of support. A client has at most one open case.

    `counted_scheme_id` is the scheme that opened it and has it in its figures, where another one supports them now.
    """

    __tablename__ = "client_case"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    statement_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    counted_scheme_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("scheme.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    statement = SealedText("statement_sealed")

    client: Mapped[Client] = relationship(lazy="raise", back_populates="cases")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint("closed_on >= opened_on", name="closed_after_opened"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "scheme_id", "closed_on"),
        Index(
            "uq_client_case_open",
            "client_id",
            unique=True,
            sqlite_where=text("closed_on IS NULL"),
            postgresql_where=text("closed_on IS NULL"),
        ),
    )

    def comes_after(self, other: "Case") -> bool:
        """Whether this spell came after another one; of two that began on one day it is the one that went on."""
        if self.opened_on != other.opened_on:
            return self.opened_on > other.opened_on
        return self.id != other.id and self.closed_on != self.opened_on

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id


class Death(Base):
    """That a client has died: when, if it is known, and who told us. One that was a mistake stays, as undone.

    `case_id` is the spell of support that ended with it.
    """

    __tablename__ = "death"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client_case.id"))
    died_on: Mapped[date | None]
    told_by_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    undone_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    undone_at: Mapped[datetime | None]
    why_undone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    told_by = SealedText("told_by_sealed")
    why_undone = SealedText("why_undone_sealed")

    __table_args__ = (
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_by_somebody"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "case_id"),
        Index(None, "recorded_by"),
        Index(
            "uq_death_stands",
            "client_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id


class KeptQuestion(Base):
    """What a member of staff asked the matcher, kept for a few hours so that they can go back to the results.

    Sealed under the key of the client it is about, else of the member of staff.
    """

    __tablename__ = "match_question"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    client_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client.id"))
    question_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    asked_at: Mapped[datetime] = mapped_column(default=moment)

    question = SealedText("question_sealed")

    __table_args__ = (Index(None, "client_id", "scheme_id"), Index(None, "user_id"), Index(None, "asked_at"))

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id or self.user_id


class PlannedState(StrEnum):
    """How an activity on a plan stands."""

    TO_TALK_ABOUT = "to talk about"
    REFERRED = "referred"
    SET_ASIDE = "set aside"


PLANNED_STATES = ", ".join(f"'{state}'" for state in PlannedState)
IS_ON_PLAN = f"state <> '{PlannedState.SET_ASIDE}'"
PLANS_BOTH = "Somebody's plan holds each of these. Ask the coordinators to set one of the two aside first."


class PlannedActivity(Base):
    """An activity on the plan of a spell of support. `reasons` is JSON: why it was suggested, as it was shown."""

    __tablename__ = "planned_activity"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"))
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id"), info=follows(unless=PLANS_BOTH))
    state: Mapped[str] = mapped_column(default=PlannedState.TO_TALK_ABOUT.value)
    reasons_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    added_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    added_at: Mapped[datetime] = mapped_column(default=moment)
    version: Mapped[int] = mapped_column(default=1)

    reasons = SealedText("reasons_sealed")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint(f"state IN ({PLANNED_STATES})", name="known_state"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "case_id"),
        Index(None, "service_id"),
        Index(None, "added_by"),
        Index(
            "uq_planned_activity_on_plan",
            "case_id",
            "service_id",
            unique=True,
            sqlite_where=text(IS_ON_PLAN),
            postgresql_where=text(IS_ON_PLAN),
        ),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

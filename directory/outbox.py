"""Messages to send, written in the same transaction as the change they tell of.

Nothing leaves the building inside a transaction: a message of a change that was rolled back is never sent, and one of
a change that was kept is never forgotten. `jobs.sending` sends them.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, Index, LargeBinary, and_, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from directory import clock
from directory.db import Base, add_once, moment, new_id
from directory.security.sealing import SealedText, sealed_texts_of

# What is noted as the error of a letter that left and came back, before the code that the mail server gave.
CAME_BACK = "came back"


class OutboxMessage(Base):
    """One message to one address. Address, subject and text are sealed under the key of the person it is about."""

    __tablename__ = "outbox_message"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    about_id: Mapped[uuid.UUID]
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    address_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    subject_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(default=moment)
    due_at: Mapped[datetime] = mapped_column(default=moment)
    tries: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    gave_up_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    last_error: Mapped[str | None]

    address = SealedText("address_sealed")
    subject = SealedText("subject_sealed")
    text = SealedText("text_sealed")

    __table_args__ = (
        CheckConstraint(
            "(sent_at IS NULL OR gave_up_at IS NULL)"
            " AND (cancelled_at IS NULL OR coalesce(sent_at, gave_up_at) IS NULL)",
            name="one_ending",
        ),
        Index(None, "due_at"),
        Index(None, "about_id"),
        Index(None, "person_id"),
        Index(None, "kind", "made_at"),
    )

    @property
    def has_come_back(self) -> bool:
        """Whether it left, and a mail server said that it did not arrive."""
        return self.gave_up_at is not None and (self.last_error or "").startswith(CAME_BACK)


@dataclass(frozen=True)
class Letter:
    """What is to be said to whom. `dedupe_key` is the same for the same news, so that it is sent once.

    `is_to_person` is known as it leaves: whether it goes to somebody about themself, so that its sender names no team.
    """

    kind: str
    dedupe_key: str
    address: str
    subject: str
    text: str
    is_to_person: bool = False


def queue_letter(
    db: Session, person_id: uuid.UUID, about_id: uuid.UUID, letter: Letter, *, due_at: datetime | None = None
) -> OutboxMessage:
    """Have a letter sent once this transaction is kept, or later. The same news queued twice is one message."""
    known = find_letter(db, letter.dedupe_key)
    if known is not None:
        return known
    message = message_of(person_id, about_id, letter, due_at or clock.now())
    kept, _ = add_once(db, message, lambda: find_letter(db, letter.dedupe_key))
    return kept


def queue_new_letters(db: Session, person_id: uuid.UUID, letters: Mapping[uuid.UUID, Letter]) -> None:
    """Have many letters sent at once, each by the id of what it is about, which was made in this very transaction.

    Its key names that id, so that nobody can have queued it before.
    """
    db.add_all(message_of(person_id, about_id, letter, clock.now()) for about_id, letter in letters.items())


def message_of(person_id: uuid.UUID, about_id: uuid.UUID, letter: Letter, due_at: datetime) -> OutboxMessage:
    """A letter as it waits to be sent."""
    return OutboxMessage(
        id=new_id(),
        person_id=person_id,
        kind=letter.kind,
        about_id=about_id,
        dedupe_key=letter.dedupe_key,
        address=letter.address,
        subject=letter.subject,
        text=letter.text,
        due_at=due_at,
    )


def find_letter(db: Session, dedupe_key: str) -> OutboxMessage | None:
    return db.scalar(select(OutboxMessage).where(OutboxMessage.dedupe_key == dedupe_key))


def find_message_about(db: Session, about_id: uuid.UUID) -> OutboxMessage | None:
    """The last message about a record."""
    wanted = select(OutboxMessage).where(OutboxMessage.about_id == about_id)
    return db.scalar(wanted.order_by(OutboxMessage.made_at.desc()).limit(1))


def messages_about(db: Session, about_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, OutboxMessage]:
    """The last message about each of some records, by the record's id; none for one that there is no message about."""
    if not about_ids:
        return {}
    wanted = select(OutboxMessage).where(OutboxMessage.about_id.in_(about_ids)).order_by(OutboxMessage.made_at)
    return {each.about_id: each for each in db.scalars(wanted)}


def is_waiting() -> ColumnElement[bool]:
    """The messages that have no ending yet, as a condition: not sent, not given up, not cancelled."""
    return and_(
        OutboxMessage.sent_at.is_(None), OutboxMessage.gave_up_at.is_(None), OutboxMessage.cancelled_at.is_(None)
    )


def cancel_letters(
    db: Session,
    *,
    person_id: uuid.UUID | None = None,
    about_id: uuid.UUID | None = None,
    of: ColumnElement[bool] | None = None,
) -> int:
    """Hold back for good every letter that still waits about a person, or about one record; says how many.

    Only those that `of` is true of, where it is given.
    """
    wanted = OutboxMessage.person_id == person_id if person_id else OutboxMessage.about_id == about_id
    waits = and_(is_waiting(), of) if of is not None else is_waiting()
    waiting = db.scalars(select(OutboxMessage).where(wanted, waits).with_for_update()).all()
    for message in waiting:
        message.cancelled_at = clock.now()
    return len(waiting)


def give_letters(db: Session, about_ids: Collection[uuid.UUID], person_id: uuid.UUID) -> None:
    """Seal every letter about some records under the key of another person, who is found to be the one it is about.

    Those that left go along too, so that they are erased with the person.
    """
    others = (OutboxMessage.about_id.in_(about_ids), OutboxMessage.person_id != person_id)
    for message in db.scalars(select(OutboxMessage).where(*others).with_for_update()):
        told = {text.name: getattr(message, text.name) for text in sealed_texts_of(OutboxMessage)}
        message.person_id = person_id
        for name, value in told.items():
            setattr(message, name, value)


def release_letters(
    db: Session, *, held_since: datetime, person_id: uuid.UUID | None = None, about_id: uuid.UUID | None = None
) -> int:
    """Let letters wait to leave again, about a person or one record, that were held back since a moment; says how many.

    What went wrong before they were held back does not count against them.
    """
    wanted = OutboxMessage.person_id == person_id if person_id else OutboxMessage.about_id == about_id
    held_back = select(OutboxMessage).where(wanted, OutboxMessage.cancelled_at >= held_since)
    held = db.scalars(held_back.with_for_update()).all()
    for message in held:
        message.cancelled_at, message.due_at = None, clock.now()
        message.tries, message.last_error = 0, None
    return len(held)


def count_waiting(db: Session) -> int:
    """How many messages have no ending yet."""
    return db.scalar(select(func.count()).select_from(OutboxMessage).where(is_waiting())) or 0


def count_given_up(db: Session) -> int:
    """How many messages never arrived: tried as often as they may be, or sent back."""
    return db.scalar(select(func.count()).where(OutboxMessage.gave_up_at.is_not(None))) or 0

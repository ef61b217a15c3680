"""Who was erased: that they were, when and why, and nothing else of them."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from directory.accounts.actor import Actor
from directory.casework.references import read_reference
from directory.db import Base
from directory.security.key_tables import PersonErased


class ErasureReason(StrEnum):
    """Why a record was erased."""

    ASKED = "asked"
    TIME_OVER = "time over"
    MADE_IN_ERROR = "made in error"


REASONS = ", ".join(f"'{reason}'" for reason in ErasureReason)
WHY = {
    ErasureReason.ASKED: ", as the person asked",
    ErasureReason.TIME_OVER: ", when the time for keeping it was over",
    ErasureReason.MADE_IN_ERROR: ", since it was made in error",
}


class ErasedPerson(Base):
    """A tombstone. Its reference, for the team whose client it was, leads to a page that says so and to nothing else.

    One that was brought over from the key store, after a restore, may know of no team, reference or reason.
    """

    __tablename__ = "erased_person"

    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    scheme_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("scheme.id"))
    reference: Mapped[str | None]
    erased_at: Mapped[datetime]
    reason: Mapped[str | None]

    __table_args__ = (
        CheckConstraint(f"reason IN ({REASONS})", name="known_reason"),
        Index(None, "scheme_id", "reference"),
    )

    @property
    def why(self) -> str:
        """The reason, as the end of a sentence that says when."""
        return WHY[ErasureReason(self.reason)] if self.reason else ""


def check_not_erased(db: Session, actor: Actor, reference: str) -> None:
    """Raises PersonErased where a client of the actor's team with this reference was erased."""
    wanted = read_reference(reference)
    if wanted is None or not actor.may("casework.read"):
        return
    of_team = (ErasedPerson.scheme_id == actor.scheme_id, ErasedPerson.reference == wanted)
    stone = db.scalar(select(ErasedPerson).where(*of_team))
    if stone is not None:
        raise PersonErased(stone.erased_at, stone.why)

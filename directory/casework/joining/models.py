"""Records that were joined into another, and pairs of records that may be of one person."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.models import Client, one_of
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class JoinedRecord(Base):
    """A second record of a client, joined into the kept one. It goes when the two are parted.

    Its `id` and `reference` are those that the joined record had. `otherwise` is JSON: what one of the two said
    otherwise, by the name of the attribute, and did not stay. `journal` is JSON: see `journal.Journal`.
    """

    __tablename__ = "joined_record"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    reference: Mapped[str]
    otherwise_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    journal_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    joined_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    joined_at: Mapped[datetime] = mapped_column(default=moment)

    otherwise = SealedText("otherwise_sealed")
    journal = SealedText("journal_sealed")

    joiner: Mapped[User] = relationship(lazy="raise")

    __table_args__ = (
        UniqueConstraint("scheme_id", "reference"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "joined_by"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def said_otherwise(self) -> Mapping[str, str]:
        """What one of the two records said otherwise and did not stay, by the name of the attribute."""
        found: dict[str, str] = json.loads(self.otherwise)
        return found


class PairState(StrEnum):
    """Whether two records that are alike wait for somebody to look, or were found to be of two people."""

    LIKELY = "likely"
    TWO_PEOPLE = "two people"


class AlikePair(Base):
    """Two records of one team that may be of one person, or of which somebody said that they are of two."""

    __tablename__ = "alike_pair"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    other_client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    state: Mapped[str] = mapped_column(default=PairState.LIKELY.value)
    found_at: Mapped[datetime] = mapped_column(default=moment)
    said_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    said_at: Mapped[datetime | None]

    client: Mapped[Client] = relationship(lazy="raise", foreign_keys=[client_id])
    other_client: Mapped[Client] = relationship(lazy="raise", foreign_keys=[other_client_id])

    __table_args__ = (
        CheckConstraint(one_of("state", PairState), name="known_state"),
        CheckConstraint("client_id <> other_client_id", name="two_records"),
        CheckConstraint("(said_at IS NULL) = (said_by IS NULL)", name="said_by_somebody"),
        UniqueConstraint("client_id", "other_client_id"),
        Index(None, "scheme_id", "state"),
        Index(None, "other_client_id"),
        Index(None, "said_by"),
    )

"""Transfers of a client to another scheme: the one way in which a record crosses from one to another."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import Scheme
from directory.casework.models import Client
from directory.casework.rules import initials_of
from directory.casework.transfers.states import OPEN, Ground, TransferState
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText

STATES = ", ".join(f"'{state}'" for state in TransferState)
GROUNDS = ", ".join(f"'{ground}'" for ground in Ground)
IS_OPEN = f"state IN ({', '.join(sorted(repr(str(state)) for state in OPEN))})"


class ClientTransfer(Base):
    """The offer of a client by one scheme to another, and what became of it. It stays with the scheme that offered.

    `reference` is the client's, as the sending scheme knew them: all that it keeps once they are gone.
    """

    __tablename__ = "client_transfer"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    to_scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    reference: Mapped[str]
    state: Mapped[str]
    ground: Mapped[str]
    agreed_on: Mapped[date | None]
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    answer_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[datetime] = mapped_column(default=moment)
    approved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    reason = SealedText("reason_sealed")
    answer = SealedText("answer_sealed")

    client: Mapped[Client] = relationship(lazy="raise")
    scheme: Mapped[Scheme] = relationship(lazy="raise", foreign_keys=[scheme_id])
    to_scheme: Mapped[Scheme] = relationship(lazy="raise", foreign_keys=[to_scheme_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint(f"state IN ({STATES})", name="known_state"),
        CheckConstraint(f"ground IN ({GROUNDS})", name="known_ground"),
        CheckConstraint("(ground = 'agreement') = (agreed_on IS NOT NULL)", name="agreement_has_date"),
        CheckConstraint("scheme_id <> to_scheme_id", name="to_another"),
        CheckConstraint(f"({IS_OPEN}) = (ended_at IS NULL)", name="ended_has_moment"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "to_scheme_id", "state"),
        Index(
            "uq_client_transfer_open",
            "client_id",
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
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state in OPEN

    @property
    def initials(self) -> str:
        """All that the receiving team sees of a name before it accepts."""
        return initials_of(self.client.listed_name)

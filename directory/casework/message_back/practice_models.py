"""GP practices to which a team writes: where each gets its messages."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.db import Base, moment, new_id


class KnownPractice(Base):
    """A GP practice that a team writes to: its code, its name, and the address that a colleague looked at last.

    It is about no person.
    """

    __tablename__ = "known_practice"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    code: Mapped[str]
    name: Mapped[str]
    email: Mapped[str]
    changed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    changed_at: Mapped[datetime] = mapped_column(default=moment)
    version: Mapped[int] = mapped_column(default=1)

    changer: Mapped[User] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (UniqueConstraint("scheme_id", "code"), Index(None, "changed_by"))

"""What registers of charities say of the numbers that groups of the catalogue have."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base


class RegisterEntry(Base):
    """A charity in a register, by the code of the register (org-id.guide) and the bare number, as of a day.

    Only charities that a group of the catalogue names are kept.
    """

    __tablename__ = "register_entry"

    register: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    other_name: Mapped[str | None]
    is_removed: Mapped[bool]
    removed_on: Mapped[date | None]
    loaded_on: Mapped[date]

    __table_args__ = (CheckConstraint("is_removed OR removed_on IS NULL", name="removed_on_a_day"),)

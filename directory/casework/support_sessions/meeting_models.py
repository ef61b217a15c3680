"""What a support session and an assessment share: a time at which a coordinator meets somebody, perhaps at home."""

import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import moment


class Meeting:
    """A time at which a coordinator and a person meet, as columns that more than one table has.

    A home visit has a colleague as buddy, who is told where nobody has checked in by `check_in_due_at`. `remind_by` is
    how the person wants to be reminded, a RemindBy, and `remind_on` the day for it; an email leaves by itself.
    """

    # The state of one that is to come, in every table.
    PLANNED: ClassVar = "planned"
    # The states in which it is called off, so that nobody waits for a check-in.
    CALLED_OFF: ClassVar[frozenset[str]]

    starts_at: Mapped[datetime]
    lasts_minutes: Mapped[int]
    way: Mapped[str]
    state: Mapped[str]
    buddy_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    check_in_due_at: Mapped[datetime | None]
    checked_in_at: Mapped[datetime | None]
    checked_in_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    alerted_at: Mapped[datetime | None]
    remind_by: Mapped[str | None]
    remind_on: Mapped[date | None]
    reminded_at: Mapped[datetime | None]
    reminded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    planned_at: Mapped[datetime] = mapped_column(default=moment)

    @property
    def ends_at(self) -> datetime:
        """When it is over, as planned."""
        return self.starts_at + timedelta(minutes=self.lasts_minutes)

    @property
    def is_awaited(self) -> bool:
        """Whether it is a home visit of which nobody has checked in yet.

        Not one that was called off, nor one that was over when somebody wrote it down.
        """
        if self.check_in_due_at is None or self.planned_at >= self.check_in_due_at:
            return False
        return self.checked_in_at is None and self.state not in self.CALLED_OFF

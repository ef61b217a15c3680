"""How far an open case has come. Rules alone."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from directory.casework.support_sessions.rules import whole_weeks


class Stage(StrEnum):
    """How far an open case has come: what it waits for next, or that it rests."""

    TO_REACH = "to reach"
    TO_ASSESS = "to assess"
    SUPPORTED = "supported"
    PAUSED = "paused"


@dataclass(frozen=True)
class Next:
    """The next appointment: when, and whether it is an assessment."""

    starts_at: datetime
    is_assessment: bool = False


@dataclass(frozen=True)
class Rest:
    """A time in which support rests; `ends_on` is the first day on which it goes on again."""

    from_on: date
    ends_on: date | None

    def is_on(self, today: date) -> bool:
        return self.from_on <= today and (self.ends_on is None or self.ends_on > today)


@dataclass(frozen=True)
class OpenCase:
    """An open case, without a name: enough to sort, to filter and to weigh it by.

    `reached_on` is when a try last reached them, `met_on` when they last came to a session or an assessment.
    """

    client_id: UUID
    case_id: UUID
    coordinator_id: UUID
    opened_on: date
    reached_on: date | None = None
    met_on: date | None = None
    next: Next | None = None
    is_paused: bool = False
    paused_until: date | None = None
    days_paused: int = 0
    has_interpreter: bool = False
    has_home_visits: bool = False
    is_restricted: bool = field(default=False, compare=False)

    @property
    def stage(self) -> Stage:
        if self.is_paused:
            return Stage.PAUSED
        if self.met_on:
            return Stage.SUPPORTED
        return Stage.TO_ASSESS if self.reached_on else Stage.TO_REACH

    @property
    def last_contact_on(self) -> date | None:
        """When they were last spoken to, as far as it is written down."""
        return max(filter(None, (self.reached_on, self.met_on)), default=None)

    @property
    def lacks_next(self) -> bool:
        """Whether nothing is planned with somebody whose support goes on."""
        return self.next is None and not self.is_paused

    def weeks_on(self, today: date) -> int:
        """For how many whole weeks they are supported; weeks in which support rested do not count."""
        return whole_weeks(self.opened_on, today, self.days_paused)

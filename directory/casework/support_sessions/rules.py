"""Numbers of support sessions, and how many are left, with plain values in and plain answers out."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from directory.casework.support_sessions.states import GROUPS, ReasonGroup, SessionReason, SessionState

DAYS_OF_WEEK = 7


@dataclass(frozen=True)
class Counted:
    """Of a support session, just what its number is worked out from."""

    id: uuid.UUID
    starts_at: datetime
    state: SessionState
    reason: SessionReason | None = None


def counted_of(session_id: uuid.UUID, starts_at: datetime, state: str, reason: str | None) -> Counted:
    """A session as it is counted, from the words in which it is kept."""
    return Counted(session_id, starts_at, SessionState(state), SessionReason(reason) if reason else None)


def uses_one(session: Counted, *, missed_count: bool) -> bool:
    """Whether a session counts against the limit, or will unless something comes between.

    One that was cancelled in advance or moved does not; one that was missed only where the team says so, and never
    where it was our doing.
    """
    if session.state is SessionState.MISSED:
        return missed_count and session.reason is not None and GROUPS[session.reason] is not ReasonGroup.OURS
    return session.state in (SessionState.PLANNED, SessionState.HAPPENED)


def numbers_of(sessions: Iterable[Counted], *, missed_count: bool) -> dict[uuid.UUID, int]:
    """The number of each session that uses one, by its id: in the order of time, from 1."""
    counting = [each for each in sessions if uses_one(each, missed_count=missed_count)]
    in_order = sorted(counting, key=lambda each: (each.starts_at, each.id))
    return {each.id: number for number, each in enumerate(in_order, start=1)}


@dataclass(frozen=True)
class Allowance:
    """How many sessions a case may have, and how many of them are used up or planned.

    `given` is what the team gives everybody, `extra` what was allowed on top.
    """

    given: int
    extra: int
    used: int
    planned: int

    @property
    def limit(self) -> int:
        return self.given + self.extra

    @property
    def left(self) -> int:
        """How many more can be planned; none where more are than may be, because the team now gives fewer."""
        return max(0, self.limit - self.used - self.planned)


def allowance_of(sessions: Sequence[Counted], *, given: int, extra: int, missed_count: bool) -> Allowance:
    """How the sessions of a case stand to the limit."""
    counting = [each for each in sessions if uses_one(each, missed_count=missed_count)]
    planned = sum(each.state is SessionState.PLANNED for each in counting)
    return Allowance(given, extra, len(counting) - planned, planned)


def whole_weeks(opened_on: date, until: date, paused_days: int = 0) -> int:
    """For how many whole weeks somebody has been supported until a day, without the days on which it was paused."""
    return max(0, (until - opened_on).days - paused_days) // DAYS_OF_WEEK

"""What is asked about support sessions."""

import uuid
from dataclasses import dataclass
from datetime import date, time

from directory.casework.support_sessions.models import RemindBy, Way
from directory.casework.support_sessions.states import SessionReason, SessionState

LONGEST_PLACE = 300
LONGEST_NOTE = 1_000
LONGEST_NOTES = 8_000
LONGEST_SHARED = 2_000
USUAL_MINUTES = 60
USUAL_CHECK_IN = 30
LATEST_CHECK_IN = 240
SHORTEST_MINUTES = 5
LONGEST_MINUTES = 480
MOST_ASKED_FOR = 12


@dataclass(frozen=True)
class MeetingInput:
    """When, how and where somebody is to be met, and by whom.

    `in_spite` where the actor knows that the coordinator has something else then. A home visit needs a buddy, and says
    how many minutes after its end the coordinator checks in at the latest. `remind_by` is how they are reminded.
    """

    day: date
    at: time
    way: Way
    coordinator_id: uuid.UUID
    submission_key: str
    lasts_minutes: int = USUAL_MINUTES
    place: str | None = None
    in_spite: bool = False
    buddy_id: uuid.UUID | None = None
    check_in_minutes: int = USUAL_CHECK_IN
    remind_by: RemindBy | None = None


@dataclass(frozen=True)
class SessionInput(MeetingInput):
    """A support session as it is to be."""


@dataclass(frozen=True)
class OutcomeInput:
    """What became of a session: `seen` is its version as it was looked at."""

    state: SessionState
    seen: int
    reason: SessionReason | None = None
    note: str | None = None
    notes: str | None = None
    shared: str | None = None


@dataclass(frozen=True)
class MoreSessionsInput:
    """How many more sessions somebody needs, and why."""

    sessions: int
    reason: str
    submission_key: str


@dataclass(frozen=True)
class DecisionInput:
    """What a manager decides of a question for more sessions, and why."""

    is_allowed: bool
    answer: str | None = None

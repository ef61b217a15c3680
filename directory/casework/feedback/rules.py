"""By when a complaint is acknowledged and answered, and whether that is late. Rules alone.

The regulations for complaints about NHS services in England ask for an acknowledgement within three working days (The
Local Authority Social Services and National Health Service Complaints (England) Regulations 2009, regulation 13), and
leave the time for the answer to be agreed with who complained. Twenty-five working days is what the regulations before
them said (2004, amended 2006), and what many promise still. Both are settings of a team.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from directory.accounts.models import Scheme
from directory.casework.feedback.kinds import FeedbackKind, GivenBy
from directory.casework.feedback.states import needs_answer
from directory.working_days import add_working_days


@dataclass(frozen=True)
class FeedbackDays:
    """Working days that a team has set itself, each from the day on which it was told. `nation` keeps its holidays."""

    acknowledge: int
    answer: int
    nation: str

    def acknowledge_by(self, kind: FeedbackKind, given_by: GivenBy, received_on: date) -> date | None:
        """The last day to tell whoever complained that we have it; None where nobody waits for that."""
        if not needs_answer(kind, given_by):
            return None
        return add_working_days(received_on, self.acknowledge, self.nation)

    def answer_by(self, kind: FeedbackKind, received_on: date) -> date | None:
        """The last day to answer a complaint, or to have looked into an incident; None for thanks."""
        if kind is FeedbackKind.COMPLIMENT:
            return None
        return add_working_days(received_on, self.answer, self.nation)


def days_of(scheme: Scheme, nation: str) -> FeedbackDays:
    """What a team has set itself, as its settings say."""
    return FeedbackDays(scheme.acknowledge_days, scheme.complaint_days, nation)


class Promptness(StrEnum):
    """Whether something that was promised by a day was done."""

    IN_TIME = "in time"
    LATE = "late"
    NOT_YET = "not yet"
    OVERDUE = "overdue"
    NOBODY_WAITS = "nobody waits"


def promptness(by: date | None, done_on: date | None, today: date) -> Promptness:
    """Whether it was done by the day that was promised; where no day was, nobody waited for it."""
    if done_on is not None:
        return Promptness.LATE if by is not None and done_on > by else Promptness.IN_TIME
    if by is None:
        return Promptness.NOBODY_WAITS
    return Promptness.OVERDUE if by < today else Promptness.NOT_YET

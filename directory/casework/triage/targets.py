"""By when somebody is to be answered and reached, in working days, and how that stands today. Rules alone."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from directory.accounts.models import Scheme
from directory.casework.referrals_in.referral_details import Urgency
from directory.working_days import add_working_days


class Standing(StrEnum):
    """How a target stands on a day."""

    AHEAD = "ahead"
    DUE = "due today"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Targets:
    """What a team has set itself: working days from the day on which somebody asked. `nation` keeps its holidays."""

    answer_days: int
    contact_days: int
    soon_days: int
    urgent_days: int
    escalate_days: int
    nation: str

    def answer_by(self, asked_on: date) -> date:
        """The last day on which a colleague takes somebody on, or answers otherwise, in time."""
        return add_working_days(asked_on, self.answer_days, self.nation)

    def reach_by(self, asked_on: date, urgency: Urgency | None) -> date:
        """The last day on which somebody is reached in time. What nobody has judged yet counts as routine."""
        days = {Urgency.URGENT: self.urgent_days, Urgency.SOON: self.soon_days}
        return add_working_days(asked_on, days.get(urgency or Urgency.ROUTINE, self.contact_days), self.nation)

    def escalated_on(self, due_on: date) -> date:
        """The day on which managers are told that somebody has not been reached."""
        return add_working_days(due_on, self.escalate_days, self.nation)


def targets_of(scheme: Scheme, nation: str) -> Targets:
    """What a team has set itself, as its settings say."""
    return Targets(
        answer_days=scheme.answer_days,
        contact_days=scheme.contact_days,
        soon_days=scheme.soon_contact_days,
        urgent_days=scheme.urgent_contact_days,
        escalate_days=scheme.escalate_days,
        nation=nation,
    )


def standing_on(due_on: date, today: date) -> Standing:
    if due_on < today:
        return Standing.OVERDUE
    return Standing.DUE if due_on == today else Standing.AHEAD

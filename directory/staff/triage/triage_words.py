"""The words of triage, as its pages say them."""

from dataclasses import dataclass
from datetime import date

from directory.casework.inputs import ContactBy
from directory.casework.referrals_in.referral_details import Urgency
from directory.casework.triage.kinds import AllocationReason, ContactHow, ContactResult, Gender
from directory.casework.triage.targets import Standing, standing_on
from directory.web.fields.choices import Choice
from directory.web.words import uk_short_date

URGENCY_WORDS = {
    Urgency.URGENT: ("Urgent", "red"),
    Urgency.SOON: ("Soon", "orange"),
    Urgency.ROUTINE: ("Routine", "grey"),
}
GENDER_CHOICES = (
    Choice("", "It does not matter to them"),
    Choice(Gender.WOMAN.value, "A woman"),
    Choice(Gender.MAN.value, "A man"),
)
HOW_CHOICES = [Choice(each.value, each.value.capitalize()) for each in ContactHow]
# How somebody is tried first who would rather be reached in a way.
FIRST_TRIED = {
    ContactBy.CALL.value: ContactHow.PHONE.value,
    ContactBy.MESSAGE.value: ContactHow.TEXT.value,
    ContactBy.EMAIL.value: ContactHow.EMAIL.value,
    ContactBy.LETTER.value: ContactHow.LETTER.value,
}
RESULT_CHOICES = (
    Choice(ContactResult.REACHED.value, "We spoke, or they answered"),
    Choice(ContactResult.CALL_BACK.value, "They asked us to try again"),
    Choice(ContactResult.MESSAGE.value, "We left a message"),
    Choice(ContactResult.NO_ANSWER.value, "No answer"),
    Choice(ContactResult.WRONG.value, "The number or address is wrong"),
)
RESULT_WORDS = {ContactResult(each.value): each.label for each in RESULT_CHOICES}
REASON_WORDS = {
    AllocationReason.TAKEN_ON: "Taken on",
    AllocationReason.PERSON_ASKED: "The person asked for it",
    AllocationReason.AREA: "Where they live",
    AllocationReason.CASELOAD: "Who has room",
    AllocationReason.AWAY: "Their coordinator is away",
    AllocationReason.LEFT: "Their coordinator has left",
    AllocationReason.TRANSFERRED: "They came from another team",
    AllocationReason.TAKEN_BACK: "A hand-over was taken back",
    AllocationReason.OTHER: "Another reason",
}


@dataclass(frozen=True)
class Target:
    """By when something is to be done, and what stands beside it once that day has come."""

    day: str
    state: str = ""
    colour: str = ""

    @property
    def words(self) -> str:
        return f"{self.day}: {self.state.lower()}" if self.state else self.day


def target_of(due_on: date, today: date) -> Target:
    """How something that is to be done by a day stands today."""
    standing, day = standing_on(due_on, today), uk_short_date(due_on)
    if standing is Standing.AHEAD:
        return Target(day)
    return Target(day, standing.value.capitalize(), "red" if standing is Standing.OVERDUE else "yellow")

"""The questions of when, how and where somebody is met, for a support session as for an assessment."""

import uuid
from collections.abc import Sequence
from typing import Any, TypeVar

from directory.accounts.models import User
from directory.casework.support_sessions.inputs import (
    LATEST_CHECK_IN,
    LONGEST_MINUTES,
    LONGEST_PLACE,
    SHORTEST_MINUTES,
    USUAL_CHECK_IN,
    USUAL_MINUTES,
)
from directory.casework.support_sessions.models import RemindBy, Way
from directory.staff.clients.client_forms import LIKE_A_DATE
from directory.staff.support_sessions.session_words import WAY_WORDS
from directory.staff.writing.times.clock_times import TimeField
from directory.web.fields.choices import AnyOfField, Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import NumberField, TextField
from directory.web.forms import LynchpinForm

Planned = TypeVar("Planned")
NOT_REMINDED = "no"
REMINDER_WORDS = {
    RemindBy.TEXT: "By text",
    RemindBy.CALL: "By a call",
    RemindBy.EMAIL: "By email",
    RemindBy.LETTER: "By letter",
}
REMINDER_HINTS = {
    RemindBy.TEXT: "It stands on My day, the working day before, for you to send",
    RemindBy.EMAIL: "It leaves by itself the working day before, and names nothing",
    RemindBy.LETTER: "It stands on My day four working days before, for you to print",
}
REMINDERS = [
    Choice(NOT_REMINDED, "Not at all"),
    *(Choice(each.value, words, REMINDER_HINTS.get(each, "")) for each, words in REMINDER_WORDS.items()),
]


class MeetingForm(LynchpinForm[Planned]):
    """When, how and where somebody is to be met, and how they are reminded of it."""

    day = DayField("Day", required="Enter the day", hint=LIKE_A_DATE)
    at = TimeField("Time", required="Enter the time", hint="Like 10:30 or 2pm")
    lasts_minutes = NumberField(
        "How many minutes?",
        required="Enter how many minutes it takes",
        default=USUAL_MINUTES,
        least=SHORTEST_MINUTES,
        most=LONGEST_MINUTES,
    )
    way = OneOfField(
        "How do you meet?",
        [Choice(each.value, WAY_WORDS[each]) for each in Way],
        required="Choose how you meet",
    )
    place = TextField(
        "Where? (optional)",
        hint="For example, the library café. At their home: the address, if it is not the one in their record",
        longest=LONGEST_PLACE,
    )
    coordinator_id = PickField("Who meets them?", required="Choose who meets them")
    buddy_id = PickField(
        "Who is told if nobody checks in?",
        empty="Choose a colleague",
        hint="For a home visit. Managers are told as well",
    )
    check_in_minutes = NumberField(
        "How many minutes after the end do they check in at the latest?",
        default=USUAL_CHECK_IN,
        least=0,
        most=LATEST_CHECK_IN,
    )
    in_spite = AnyOfField("", [Choice("yes", "Plan it all the same")])
    remind_by = OneOfField("How are they reminded?", REMINDERS)

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        if self.way.data == Way.PLACE and not self.place.data:
            self.place.errors = ["Say where you meet"]
            is_valid = False
        return bool(is_valid)

    def wanted_meeting(self) -> dict[str, Any]:
        """What was entered, by the names of `MeetingInput`."""
        check_in: Any = self.check_in_minutes.data
        is_reminded = self.remind_by.data not in (None, "", NOT_REMINDED)
        return {
            "day": self.day.data,
            "at": self.at.time,
            "way": Way(self.way.data),
            "coordinator_id": uuid.UUID(self.coordinator_id.data),
            "submission_key": str(self.submission_key.data),
            "lasts_minutes": self.lasts_minutes.data,
            "place": self.place.data or None,
            "in_spite": "yes" in (self.in_spite.data or ()),
            "buddy_id": uuid.UUID(self.buddy_id.data) if self.buddy_id.data else None,
            "check_in_minutes": USUAL_CHECK_IN if check_in is None else check_in,
            "remind_by": RemindBy(self.remind_by.data) if is_reminded else None,
        }


def people_choices(coordinators: Sequence[User], buddies: Sequence[User]) -> dict[str, list[Choice]]:
    """Who may meet somebody, and who may be told where nobody checks in."""
    return {
        "coordinator_id": [Choice(str(each.id), each.name) for each in coordinators],
        "buddy_id": [Choice(str(each.id), each.name) for each in buddies],
    }

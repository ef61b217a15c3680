"""Forms of triage: how urgent it is, what somebody wishes, who takes them on, and a try to reach them."""

from flask import request

from directory.casework.inputs import LONGEST_NOTE
from directory.casework.referrals_in.referral_details import Urgency
from directory.casework.triage.attempts import AttemptInput
from directory.casework.triage.kinds import ContactHow, ContactResult, Gender
from directory.casework.triage.wishing import WishInput
from directory.staff.triage.triage_words import GENDER_CHOICES, HOW_CHOICES, RESULT_CHOICES, URGENCY_WORDS
from directory.web.fields.choices import AnyOfField, Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm

URGENCY_CHOICES = [Choice(each.value, words) for each, (words, _) in URGENCY_WORDS.items()]
SOMEBODY_NEW = Choice("new", "Somebody who has not supported them before")


def chosen_references() -> list[str]:
    """Whom somebody ticked on the page of those who wait."""
    return list(dict.fromkeys(each for each in request.form.getlist("chosen") if each))


class UrgencyForm(LynchpinForm[Urgency]):
    urgency = OneOfField("How soon are they to be reached?", URGENCY_CHOICES, required="Choose how soon", small=True)

    def to_input(self) -> Urgency:
        return Urgency(self.urgency.data)


class ManyForm(LynchpinForm[str]):
    """What is done with all that are ticked: how urgent they are, or who takes them on."""

    urgency = PickField("How soon?", URGENCY_CHOICES, empty="Choose")
    to = PickField("Who takes them on?", empty="Choose")

    def to_input(self) -> str:
        return ""


class WishForm(LynchpinForm[WishInput]):
    gender = OneOfField("Who is to support them?", GENDER_CHOICES, small=True)
    new = AnyOfField("And is it to be somebody new?", [SOMEBODY_NEW], small=True)

    def to_input(self) -> WishInput:
        return WishInput(Gender(self.gender.data) if self.gender.data else None, bool(self.new.data))


class AttemptForm(LynchpinForm[AttemptInput]):
    how = OneOfField("How did you try?", HOW_CHOICES, required="Choose how you tried", small=True)
    result = OneOfField("What came of it?", RESULT_CHOICES, required="Choose what came of it", small=True)
    tried_on = DayField("When? (optional)", hint="Leave this empty for today")
    again_on = DayField("When will you try again? (optional)", hint="It is on your list that day")
    try_note = LongTextField("Anything to remember of it (optional)", rows=2, longest=LONGEST_NOTE)

    def to_input(self) -> AttemptInput:
        return AttemptInput(
            ContactHow(self.how.data),
            ContactResult(self.result.data),
            str(self.submission_key.data),
            self.tried_on.data,
            self.again_on.data,
            self.try_note.data or None,
        )

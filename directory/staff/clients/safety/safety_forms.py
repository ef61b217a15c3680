"""Forms about a client's safety."""

from typing import Any

from marshmallow import ValidationError

from directory.casework.safety.inputs import (
    LONGEST_SAFETY_NOTE,
    ConcernHandlingInput,
    ConcernHandlingSchema,
    ConcernInput,
    ConcernSchema,
    EndingInput,
    EndingSchema,
    RiskInput,
    RiskSchema,
)
from directory.staff.clients.client_forms import LIKE_A_DATE
from directory.staff.clients.safety.safety_words import CONCERN_WORDS, RISK_HINTS, RISK_WORDS
from directory.web.fields.choices import Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField
from directory.web.forms import FormErrors, LynchpinForm, SeenField, add_messages, plain_messages

SHOWN, HIDDEN = "shown", "hidden"
CONCERN_CHOICES = [Choice(each.value, words) for each, words in CONCERN_WORDS.items()]


class RiskForm(LynchpinForm[RiskInput]):
    schema = RiskSchema

    seen = SeenField()
    kind = OneOfField(
        "What kind of risk?",
        [Choice(each.value, words, RISK_HINTS.get(each, "")) for each, words in RISK_WORDS.items()],
        required="Choose what kind of risk it is",
    )
    words = LongTextField(
        "What should colleagues know? (optional)",
        hint="What may happen, what sets it off, and what helps. They can ask to read this",
        rows=4,
        longest=LONGEST_SAFETY_NOTE,
    )
    since = DayField("Since when, if it is known (optional)", hint=LIKE_A_DATE)


class RiskConfirmForm(LynchpinForm[int]):
    """That a risk is so as it is written, as it was seen."""

    seen = SeenField()

    def to_input(self) -> int:
        return int(self.seen.data)


class SafetyEndingForm(LynchpinForm[EndingInput]):
    schema = EndingSchema

    seen = SeenField()
    ended_on = DayField("Over since", required="Enter the date", hint=LIKE_A_DATE)
    why = LongTextField(
        "Why does it no longer stand?",
        required="Say why it no longer stands",
        hint="How you know. It stays in their record, as ended",
        rows=2,
        longest=LONGEST_SAFETY_NOTE,
    )


class ConcernForm(LynchpinForm[ConcernInput]):
    schema = ConcernSchema

    kind = PickField(
        "What may it be?",
        CONCERN_CHOICES,
        empty="Choose what it may be",
        required="Choose what it may be",
    )
    words = LongTextField(
        "What worries you?",
        required="Say what worries you",
        hint="What you saw or heard, from whom, and their words. Keep what you think apart from what you know",
        rows=5,
        longest=LONGEST_SAFETY_NOTE,
    )
    noticed_on = DayField("Since when, if it is known (optional)", hint=LIKE_A_DATE)


class ConcernChangeForm(LynchpinForm[tuple[ConcernInput, ConcernHandlingInput]]):
    """Loads into the concern, and what is done with it."""

    seen = SeenField()
    kind = PickField("What may it be?", CONCERN_CHOICES, required="Choose what it may be")
    words = LongTextField("What worries you?", required="Say what worries you", rows=5, longest=LONGEST_SAFETY_NOTE)
    noticed_on = DayField("Since when, if it is known (optional)", hint=LIKE_A_DATE)
    acted = LongTextField(
        "What was done about it? (optional)",
        hint="Who was told and when: your safeguarding lead, the council, the police; and what they answered",
        rows=4,
        longest=LONGEST_SAFETY_NOTE,
    )
    told = OneOfField(
        "Do they find it in what we give them of all we hold?",
        [
            Choice(HIDDEN, "No: it would do harm", "To them, or to somebody else, if it were read at home"),
            Choice(SHOWN, "Yes"),
        ],
        required="Say whether they find it",
    )
    why_hidden = LongTextField("If not: what harm would it do?", rows=2, longest=LONGEST_SAFETY_NOTE)

    def load(self) -> tuple[ConcernInput, ConcernHandlingInput]:
        """Both inputs. Raises FormErrors with the messages of the fields and of both schemas."""
        is_valid = self.validate()
        handling = {**self.answers(ConcernHandlingSchema), "is_hidden": self.told.data == HIDDEN}
        try:
            found = ConcernSchema().load(self.answers(ConcernSchema)), ConcernHandlingSchema().load(handling)
        except ValidationError as error:
            add_messages(self, plain_messages(self, error))
            raise FormErrors(self) from None
        if not is_valid:
            raise FormErrors(self)
        return found


def told_of(is_hidden: bool) -> str:
    return HIDDEN if is_hidden else SHOWN


def shown_values(about: Any, *names: str) -> dict[str, Any]:
    """What a form begins with, of a risk or a concern that is there."""
    return {"seen": about.version, **{name: getattr(about, name) for name in names}}

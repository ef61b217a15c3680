"""What is asked where somebody needs more than this service: at any time, and as their case is closed for it."""

from typing import Any, Generic

from directory.casework.inputs import LONGEST_NOTE
from directory.casework.triage.kinds import TellGround, TookOver, WhereTo
from directory.casework.triage.passing_on import NeedsMoreInput
from directory.staff.triage.person_page import TOOK_OVER_WORDS, WHERE_WORDS
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import Input, LynchpinForm

GROUND_CHOICES = (
    Choice(TellGround.AGREED.value, "They agreed to it"),
    Choice(TellGround.SAFETY.value, "It is needed to keep them or somebody else safe"),
    Choice(TellGround.NONE.value, "Neither: I decide what to tell, and tell it myself"),
)
TOOK_OVER_CHOICES = [Choice(each.value, words) for each, words in TOOK_OVER_WORDS.items()]


class HandOverForm(LynchpinForm[Input], Generic[Input]):
    """Who can give somebody what they need, whom a colleague spoke to there, and what comes next."""

    where_to = OneOfField(
        "Who can give what they need?",
        [Choice(each.value, words) for each, words in WHERE_WORDS.items()],
        required="Choose who can give what they need",
    )
    where_words = TextField("Who exactly? (optional, needed for somewhere else)", longest=200)
    why = LongTextField(
        "Why is our service not enough?", required="Say why our service is not enough", rows=3, longest=LONGEST_NOTE
    )
    spoke_to = TextField(
        "Whom did you speak to there? (optional)", hint="So that they need not tell it twice", longest=200
    )
    spoke_on = DayField("When? (optional)")
    took_over = OneOfField(
        "Have they taken them over?", TOOK_OVER_CHOICES, required="Say whether they have taken them over"
    )
    next_step = LongTextField("What comes next, and who does it?", required="Say what comes next", rows=2, longest=500)
    next_step_on = DayField("By when?", required="Say by when")
    tell_ground = OneOfField(
        "May whoever referred them be told?",
        GROUND_CHOICES,
        required="Say whether they may be told",
        hint="A letter names nobody, and asks them to ring us",
    )

    def hand_over(self, **more: Any) -> NeedsMoreInput:
        """What was answered, as the operation takes it."""
        return NeedsMoreInput(
            where_to=WhereTo(self.where_to.data),
            why=self.why.data or "",
            next_step=self.next_step.data or "",
            next_step_on=self.next_step_on.data,
            submission_key=str(self.submission_key.data),
            where_words=self.where_words.data or None,
            spoke_to=self.spoke_to.data or None,
            spoke_on=self.spoke_on.data,
            took_over=TookOver(self.took_over.data),
            tell_ground=TellGround(self.tell_ground.data),
            **more,
        )

"""Forms of an assessment: when it is, what was found, and why it was not held."""

from directory.casework.assessment.assessing import FoundInput, NotHeldInput, PlannedInput
from directory.casework.assessment.assessment_states import CopyPart, Topic
from directory.casework.inputs import LONGEST_LINE, LONGEST_NOTE, LONGEST_STATEMENT
from directory.casework.support_sessions.inputs import LONGEST_MINUTES, SHORTEST_MINUTES
from directory.casework.support_sessions.states import SessionReason
from directory.staff.cases.assessing.assessment_words import PARTS, TOPICS
from directory.staff.support_sessions.meeting_forms import MeetingForm
from directory.staff.support_sessions.session_words import REASON_WORDS
from directory.web.fields.choices import AnyOfField, Choice, OneOfField
from directory.web.fields.text import LongTextField, NumberField, TextField
from directory.web.forms import BaseForm, LynchpinForm, SeenField


class PlanAssessmentForm(MeetingForm[PlannedInput]):
    """When and how an assessment is to be, or was."""

    seen = SeenField()

    def to_input(self) -> PlannedInput:
        return PlannedInput(**self.wanted_meeting(), seen=self.seen.data or None)


class FoundForm(LynchpinForm[FoundInput]):
    lasts_minutes = NumberField(
        "How many minutes did it take?",
        required="Enter how many minutes it took",
        least=SHORTEST_MINUTES,
        most=LONGEST_MINUTES,
    )
    present = TextField(
        "Who was there beside them and you? (optional)", hint="Such as “her daughter Ann”", longest=LONGEST_LINE
    )
    strengths = LongTextField(
        "What are they good at, and who and what helps them? (optional)",
        hint="What they enjoy, whom they can rely on, what they have managed before",
        rows=5,
        longest=LONGEST_STATEMENT,
    )
    needs = AnyOfField("What do they need? (optional)", hint="Matches look for these", small=True, columns=True)
    concerns = LongTextField(
        "Needs and concerns in words (optional)", hint="As they tell it", rows=5, longest=LONGEST_STATEMENT
    )
    off_copy = AnyOfField(
        "What stays off their copy of the plan? (optional)",
        [Choice(each.value, PARTS[each]) for each in CopyPart],
        hint="Others at home may read it. Untick only what is safe there",
        small=True,
    )
    not_asked = AnyOfField(
        "What is not asked yet? (optional)",
        [Choice(each.value, TOPICS[each]) for each in Topic],
        hint="So that it is not taken for “nothing to tell”",
        small=True,
        columns=True,
    )
    notes = LongTextField(
        "Notes for your team (optional)", hint="They are never on their copy", longest=LONGEST_STATEMENT
    )
    seen = SeenField()

    def to_input(self) -> FoundInput:
        return FoundInput(
            present=self.present.data or None,
            strengths=self.strengths.data or None,
            concerns=self.concerns.data or None,
            notes=self.notes.data or None,
            needs=tuple(sorted(set(self.needs.data or ()))),
            not_asked=tuple(each for each in Topic if each in (self.not_asked.data or ())),
            off_copy=tuple(each for each in CopyPart if each in (self.off_copy.data or ())),
            lasts_minutes=self.lasts_minutes.data,
            seen=self.seen.data or None,
        )


class NotHeldForm(LynchpinForm[NotHeldInput]):
    reason = OneOfField(
        "Why was it not held?",
        [(each.value, words) for each, words in REASON_WORDS.items()],
        required="Choose why it was not held",
        small=True,
    )
    why = TextField("More on why (optional)", longest=LONGEST_NOTE)
    seen = SeenField()

    def to_input(self) -> NotHeldInput:
        return NotHeldInput(SessionReason(self.reason.data), self.why.data or None, self.seen.data or None)


class SeenAssessmentForm(BaseForm):
    """The version of an assessment that was shown beside a button."""

    seen = SeenField()

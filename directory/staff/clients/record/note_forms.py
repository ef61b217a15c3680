"""Forms of notes about a client."""

from directory.casework.record.inputs import LONGEST_NOTE, NoteCorrectionInput, NoteInput
from directory.staff.clients.client_forms import require_day
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm

TEAM, SHARED = "team", "shared"
FOR_WHOM = [
    Choice(TEAM, "The team alone", "They read it only if they ask for a copy of everything we hold"),
    Choice(
        SHARED,
        "The person may see it too",
        "It stands on their own page, if they have one. Write it so that they can read it",
    ),
]


class NoteForm(LynchpinForm[NoteInput]):
    words = LongTextField(
        "What happened, or what you want to remember", required="Write the note", rows=6, longest=LONGEST_NOTE
    )
    happened_on = DayField("On which day", required="Enter the day")
    for_whom = OneOfField("Whom it is for", FOR_WHOM, required="Choose whom it is for", default=TEAM)

    def to_input(self) -> NoteInput:
        day = require_day(self.happened_on)
        return NoteInput(self.words.data, day, self.for_whom.data == SHARED, self.submission_key.data)


class NoteCorrectionForm(LynchpinForm[NoteCorrectionInput]):
    words = LongTextField("What it should say", required="Write what it should say", rows=6, longest=LONGEST_NOTE)
    why = TextField("Why you change it", required="Say why you change it", longest=500)
    for_whom = OneOfField("Whom it is for", FOR_WHOM, required="Choose whom it is for")

    def to_input(self) -> NoteCorrectionInput:
        is_shared = self.for_whom.data == SHARED
        return NoteCorrectionInput(self.words.data, self.why.data, is_shared, self.submission_key.data)


class NoteRemovalForm(LynchpinForm[NoteCorrectionInput]):
    why_out = TextField(
        "Why it does not belong here",
        required="Say why it does not belong here",
        hint="Such as “it is about somebody else”. Name nobody",
        longest=500,
    )

    def to_input(self) -> NoteCorrectionInput:
        return NoteCorrectionInput(None, self.why_out.data, is_shared=False, submission_key=self.submission_key.data)

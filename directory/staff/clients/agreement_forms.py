"""Forms about what people agree to: their answer, and that they changed their mind."""

from datetime import date

from directory.casework.inputs import LONGEST_NOTE, AnswerInput, AnswerSchema
from directory.casework.models import Answer, GivenBy, GivenHow
from directory.staff.clients.agreement_words import BY, BY_HINTS, HOW
from directory.staff.clients.client_forms import LIKE_A_DATE, require_day
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, SeenField

ANSWERS = (Choice(Answer.YES.value, "Yes"), Choice(Answer.NO.value, "No"))


class AnswerForm(LynchpinForm[AnswerInput]):
    schema = AnswerSchema

    wording_number = SeenField()
    answer = OneOfField("What did they say?", ANSWERS, required="Choose what they said", inline=True)
    given_on = DayField("When?", required="Enter the date", hint=LIKE_A_DATE)
    given_how = OneOfField(
        "How?", [Choice(each.value, HOW[each]) for each in GivenHow], required="Choose how they told you"
    )
    given_by = OneOfField(
        "Who answered?",
        [Choice(each.value, BY[each], BY_HINTS.get(each, "")) for each in GivenBy],
        required="Choose who answered",
    )
    note = LongTextField(
        "Note (optional)",
        hint="If somebody answered for them: who it was, and how you know that they may. If they are under 16: how you "
        "know that they understand it.",
        rows=3,
        longest=LONGEST_NOTE,
    )


class WithdrawalForm(LynchpinForm[date]):
    withdrawn_on = DayField("When did they tell you?", required="Enter the date they told you", hint=LIKE_A_DATE)

    def to_input(self) -> date:
        return require_day(self.withdrawn_on)

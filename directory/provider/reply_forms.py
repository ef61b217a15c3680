"""What a group says behind the link of a referral."""

from collections.abc import Sequence

from directory.referrals.inputs import MoveInput, MoveSchema
from directory.referrals.replies import ANSWERS, NO_REASONS
from directory.referrals.states import Reason, ReferralState
from directory.web.fields.choices import Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, SeenField

S = ReferralState
ANSWER_WORDS = {
    S.ACCEPTED: "Yes, we have room",
    S.WAITING: "They are on our waiting list",
    S.DECLINED: "No, it is not for us",
    S.ATTENDED: "They came",
    S.NOT_ATTENDED: "They did not come",
}
REASON_WORDS = {
    Reason.NO_ROOM: "We have no room",
    Reason.NOT_ELIGIBLE: "It is not for them: age or who it is for",
    Reason.OUT_OF_AREA: "They live outside our area",
    Reason.OTHER: "Another reason",
}


class AnswerForm(LynchpinForm[MoveInput]):
    schema = MoveSchema

    seen = SeenField()
    to = OneOfField("What do you want to tell us?", required="Choose an answer")
    reason = PickField(
        "If no, why?",
        [(reason.value, REASON_WORDS[reason]) for reason in NO_REASONS],
        empty="Choose a reason",
    )
    happened_on = DayField("When was this?", required="Enter the date", hint="For example, 27 3 2026")
    note = LongTextField("Anything else we should know (optional)", rows=3, longest=2_000)


def answer_choices(answers: Sequence[ReferralState] = ANSWERS) -> list[Choice]:
    """Answers to choose from, in words; all there are where none are named, since a second click is known later."""
    return [Choice(each.value, ANSWER_WORDS[each]) for each in answers]

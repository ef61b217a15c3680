"""What a group says behind the link of a referral."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from marshmallow import Schema

from directory.catalogue.models.conditions import Room
from directory.champions.capacity.room_inputs import RoomInput
from directory.champions.capacity.room_models import RoomWay
from directory.referrals.inputs import MoveInput, MoveSchema
from directory.referrals.questions import LONGEST, QuestionSchema, WordsInput
from directory.referrals.replies import ANSWERS, NO_REASONS, STOPPED_REASONS
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
    S.ATTENDED: "They came for the first time",
    S.NOT_ATTENDED: "They did not come",
    S.GOING: "They still come",
    S.ENDED: "They have stopped coming",
}
# A no of its own: it tells everybody that there is no room.
FULL = Choice("full", "No, we are full", "We show everybody that you are full, until you say otherwise")
REASON_WORDS = {
    Reason.NO_ROOM: "We have no room",
    Reason.NOT_ELIGIBLE: "It is not for them: age or who it is for",
    Reason.OUT_OF_AREA: "They live outside our area",
    Reason.FINISHED: "It has come to its end",
    Reason.MOVED_ON: "They found something else, or need it no more",
    Reason.HEALTH: "Their health",
    Reason.DUTIES: "Work, or caring for somebody",
    Reason.MOVED_AWAY: "They moved away",
    Reason.NOT_MY_THING: "It was not for them",
    Reason.OTHER: "Another reason",
}


class AnswerForm(LynchpinForm[MoveInput]):
    schema = MoveSchema

    seen = SeenField()
    to = OneOfField("What do you want to tell us?", required="Choose an answer")
    reason = PickField(
        "If no, or if they stopped: why?",
        [(reason.value, words) for reason, words in REASON_WORDS.items()],
        empty="Choose a reason",
    )
    happened_on = DayField("When was this?", required="Enter the date", hint="For example, 27 3 2026")
    note = LongTextField("Anything else we should know (optional)", rows=3, longest=2_000)

    @property
    def says_full(self) -> bool:
        """Whether they say that they have no room for anybody."""
        return bool(self.to.data == FULL.value)

    def answers(self, schema: type[Schema]) -> dict[str, Any]:
        """What they say; that they are full is a no for want of room."""
        full = {"to": S.DECLINED.value, "reason": Reason.NO_ROOM.value} if self.says_full else {}
        return {**super().answers(schema), **full}


class QuestionForm(LynchpinForm[WordsInput]):
    schema = QuestionSchema

    words = LongTextField(
        "Your question",
        required="Write your question",
        hint="Such as “Can they manage three steps?” Only the team reads it.",
        rows=4,
        longest=LONGEST,
    )


def answer_choices(answers: Sequence[ReferralState] = ANSWERS) -> list[Choice]:
    """Answers to choose from, in words; all there are where none are named, since a second click is known later."""
    choices = [Choice(each.value, ANSWER_WORDS[each]) for each in answers]
    if S.DECLINED in answers:
        choices.insert([each.value for each in choices].index(S.DECLINED.value) + 1, FULL)
    return choices


def reason_choices(answers: Sequence[ReferralState]) -> list[tuple[str, str]]:
    """The reasons that go with what can be answered now."""
    asked = (*(NO_REASONS if S.DECLINED in answers else ()), *(STOPPED_REASONS if S.ENDED in answers else ()))
    return [(each.value, REASON_WORDS[each]) for each in dict.fromkeys(asked)]


def full_today(today: date) -> RoomInput:
    """What a group says of its room that has none."""
    return RoomInput(Room.FULL, RoomWay.LINK, today)

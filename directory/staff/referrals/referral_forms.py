"""Forms about a referral: for whom, sending it, and what became of it."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from marshmallow import Schema
from wtforms import HiddenField

from directory.accounts.actor import Actor
from directory.casework.models import Client, GivenBy, GivenHow
from directory.casework.sharing.models import UnagreedSharing
from directory.champions.noting.note_models import ListingNote
from directory.champions.noting.notes import told
from directory.errors import NotFound
from directory.referrals.inputs import (
    GroupAgreementInput,
    GroupAgreementSchema,
    MoveInput,
    MoveSchema,
    OldOne,
    OnwardReferralInput,
    OnwardReferralSchema,
    TakeBackInput,
    TakeBackSchema,
)
from directory.referrals.questions import LONGEST, AnswerSchema, WordsInput
from directory.referrals.states import MOVES, Reason, ReferralState
from directory.referrals.tell_by import TellBy
from directory.referrals.told_parts import ToldPart
from directory.staff.clients.agreement_words import BY, HOW
from directory.staff.matching.shown_reasons import read_reasons
from directory.web.fields.choices import AnyOfField, Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm, QueryForm, SeenField
from directory.web.words import uk_short_date

S = ReferralState
# What somebody says who records it, in the order in which it usually happens.
MOVE_WORDS = {
    S.ACCEPTED: "The group said yes",
    S.WAITING: "The group put them on a waiting list",
    S.DECLINED: "The group said no",
    S.ATTENDED: "They went for the first time",
    S.NOT_ATTENDED: "They did not go",
    S.GOING: "They still go",
    S.ENDED: "They have stopped going, or it has finished",
    S.WITHDRAWN: "We took the referral back",
}
REASON_WORDS = {
    Reason.NO_ROOM: "No room",
    Reason.NOT_ELIGIBLE: "It is not for them: age or who it is for",
    Reason.OUT_OF_AREA: "They live outside the area",
    Reason.NO_REPLY: "The group did not reply",
    Reason.CLIENT_CHANGED_MIND: "They changed their mind",
    Reason.FINISHED: "It has finished",
    Reason.MOVED_ON: "They found something else, or need it no more",
    Reason.HEALTH: "Their health",
    Reason.DUTIES: "Work, or caring for somebody",
    Reason.MOVED_AWAY: "They moved away",
    Reason.TOO_FAR: "Too far, or hard to get to",
    Reason.WRONG_TIME: "The wrong time",
    Reason.COST: "What it costs",
    Reason.NOT_MY_THING: "Not what they like to do",
    Reason.PEOPLE: "They do not feel at home with the people there",
    Reason.TOO_MANY_PEOPLE: "Too many people, or too loud",
    Reason.OTHER: "Another reason",
}
# Why a group says no, or why somebody has stopped.
ENDING_REASONS = (
    Reason.NO_ROOM,
    Reason.NOT_ELIGIBLE,
    Reason.OUT_OF_AREA,
    Reason.NO_REPLY,
    Reason.CLIENT_CHANGED_MIND,
    Reason.FINISHED,
    Reason.MOVED_ON,
    Reason.HEALTH,
    Reason.DUTIES,
    Reason.MOVED_AWAY,
    Reason.OTHER,
)
# Why something is not for somebody, in the order of what is easiest to put right elsewhere.
NOT_FOR_ME_REASONS = (
    Reason.TOO_FAR,
    Reason.WRONG_TIME,
    Reason.COST,
    Reason.NOT_MY_THING,
    Reason.PEOPLE,
    Reason.TOO_MANY_PEOPLE,
    Reason.HEALTH,
    Reason.DUTIES,
    Reason.CLIENT_CHANGED_MIND,
    Reason.OTHER,
)
PART_WORDS = {
    ToldPart.PHONE: "Their phone numbers",
    ToldPart.EMAIL: "Their email address",
    ToldPart.REACHING: "How and when to reach them safely",
    ToldPart.TALKING: "Their language, and help to talk",
    ToldPart.COMING: "Who comes along at first, and how they get there",
}
TELL_WORDS = {
    TellBy.EMAIL: ("By email", "A link, which opens with a code only"),
    TellBy.PHONE: ("By telephone", "You ring them. No email leaves"),
    TellBy.PRINT: ("By a letter on paper", "You print it, with a slip to answer on. No email leaves"),
}
PART_HINTS = {ToldPart.EMAIL: "Not where others at home could read it"}


class FindActivityForm(QueryForm):
    client = HiddenField()
    sent_on_from = HiddenField()
    name = TextField("Name of the activity or group", longest=200)


class ChooseClientForm(LynchpinForm[str]):
    service_id = HiddenField()
    match = HiddenField()
    reasons = HiddenField()
    client = PickField("Person", empty="Choose a person")

    def to_input(self) -> str:
        reference: str = self.client.data
        return reference


class AgreedFields(LynchpinForm[Any]):
    """What somebody agrees to for one group."""

    agreed_on = DayField(
        "When did they agree that this group is told?", hint="For example, 27 3 2026. Ask them about this group by name"
    )
    agreed_how = PickField("How did they say so?", [(each.value, HOW[each]) for each in GivenHow])
    agreed_by = PickField("Who said so?", [(each.value, BY[each]) for each in GivenBy])
    agreed_note = LongTextField(
        "If somebody else did, or they are under 16: who it was, and how you know that they may",
        rows=2,
        longest=1_000,
    )
    parts = AnyOfField(
        "What may the group be told?",
        [Choice(each.value, PART_WORDS[each], PART_HINTS.get(each, "")) for each in ToldPart],
        hint="Their name and your message are always told. Where they live and how old they are never is",
    )
    sharing_id = PickField("Without their agreement, as you wrote down", empty="No: they agreed")

    @property
    def agreed_answers(self) -> dict[str, Any]:
        """What was answered, as its schema wants it."""
        given_on = self.agreed_on.data
        return {
            "given_on": given_on.isoformat() if given_on else None,
            "how": self.agreed_how.data or GivenHow.SPOKEN.value,
            "by": self.agreed_by.data or GivenBy.THEMSELF.value,
            "note": self.agreed_note.data or None,
            "parts": list(self.parts.data or ()),
            "sharing_id": self.sharing_id.data or None,
        }


class AgreeAgainForm(AgreedFields):
    def to_input(self) -> GroupAgreementInput:
        wanted: GroupAgreementInput = GroupAgreementSchema().load(self.agreed_answers)
        return wanted


class ReferralForm(AgreedFields):
    client = HiddenField()
    sent_on_from = HiddenField()
    old_one = OneOfField("What becomes of the referral before?", [(each.value, each.value) for each in OldOne])
    service_id = HiddenField()
    match = HiddenField()
    reasons = HiddenField()
    tell_by = OneOfField("How is the group told?", [Choice(each.value, *TELL_WORDS[each]) for each in TellBy])
    message = LongTextField(
        "Your message to the group (optional)",
        hint="Only what they need to make this person welcome, such as “uses a walking frame”",
        rows=4,
        longest=2_000,
    )
    in_spite = LongTextField(
        "Why do you send them all the same?",
        hint="Such as “they keep a place for us”, or “she wants to try again”. For your team only.",
        rows=2,
        longest=500,
    )
    # What was noted since this page was opened is asked for by the operation.
    heeded = AnyOfField("Before you send it", hint="A champion asks for this", validate_choice=False)

    def to_input(self) -> OnwardReferralInput:
        service_id = read_service_id(self.service_id.data)
        reasons = read_reasons(service_id, self.client.data or "", self.reasons.data or "")
        wanted: OnwardReferralInput = OnwardReferralSchema().load(
            {
                "service_id": str(service_id),
                "submission_key": self.submission_key.data,
                "message": self.message.data or None,
                "match_reasons": [reason[:500] for reason in reasons],
                "in_spite": self.in_spite.data or None,
                "heeded": [each for each in self.heeded.data or () if is_uuid(each)],
                "agreed": self.agreed_answers,
                "sent_on_from": self.sent_on_from.data or None,
                "tell_by": self.tell_by.data or TellBy.EMAIL.value,
                "old_one": self.old_one.data or OldOne.STAYS.value,
            }
        )
        return wanted


class MoveForm(LynchpinForm[MoveInput]):
    schema = MoveSchema

    seen = SeenField()
    to = OneOfField("What happened?", required="Choose what happened")
    happened_on = DayField("When?", required="Enter the date", hint="For example, 27 3 2026")
    reason = PickField(
        "Why?",
        [(reason.value, REASON_WORDS[reason]) for reason in ENDING_REASONS],
        hint="Only where the group said no, or it has ended",
        empty="Choose a reason",
    )
    note = LongTextField("Note for your team (optional)", rows=3, longest=2_000)


class NotForMeForm(LynchpinForm[MoveInput]):
    schema = MoveSchema

    seen = SeenField()
    reason = OneOfField(
        "Did they say why? (optional)",
        [Choice(reason.value, REASON_WORDS[reason]) for reason in NOT_FOR_ME_REASONS],
        hint="Nobody has to. It helps us to suggest what suits them better",
    )
    happened_on = DayField("When did they say so?", required="Enter the date", hint="For example, 27 3 2026")
    note = LongTextField("In their words (optional)", rows=3, longest=2_000)

    def answers(self, schema: type[Schema]) -> dict[str, Any]:
        return {**super().answers(schema), "to": S.NOT_FOR_ME.value}


class AnswerForm(LynchpinForm[WordsInput]):
    schema = AnswerSchema

    words = LongTextField(
        "Your answer",
        required="Write your answer",
        hint="Only what they need to know to make this person welcome",
        rows=4,
        longest=LONGEST,
    )


class TakeBackForm(LynchpinForm[TakeBackInput]):
    schema = TakeBackSchema

    number = SeenField()
    why = LongTextField(
        "Why is it taken back?",
        required="Say why it is taken back",
        hint="Such as “I wrote it down for the wrong person”. It stays in the history.",
        rows=2,
        longest=500,
    )


def read_service_id(text: str | None) -> uuid.UUID:
    """The id of a service that a form sent. Raises NotFound for what is none."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        raise NotFound("There is no such activity.") from None


def heeding_choices(notes: Sequence[ListingNote], today: date) -> list[Choice]:
    """What somebody ticks who did as the notes of an activity say."""
    return [Choice(str(each.id), f"I rang them. The note says: {told(each, today)}") for each in notes]


def ground_choices(grounds: Sequence[UnagreedSharing]) -> list[tuple[str, str]]:
    """What was written down of telling others without agreement, to go by."""
    return [(str(each.id), f"{each.ground.capitalize()}, {uk_short_date(each.shared_on)}") for each in grounds]


def tell_choices(*, has_address: bool) -> list[Choice]:
    """How a group can be told: without an address not by email."""
    ways = [each for each in TellBy if has_address or each is not TellBy.EMAIL]
    return [Choice(each.value, *TELL_WORDS[each]) for each in ways]


def is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def every_move() -> list[Choice]:
    """All that can be recorded. Whether it can happen now is for the operation, which also knows a second click."""
    return [Choice(state.value, words) for state, words in MOVE_WORDS.items()]


def moves_from(state: ReferralState) -> list[Choice]:
    """What can happen next to a referral in a state."""
    return [Choice(each.value, words) for each, words in MOVE_WORDS.items() if each in MOVES[state]]


def client_choices(clients: Sequence[Client], actor: Actor) -> list[Choice]:
    """Clients to pick from, by name, the actor's own first."""
    ordered = sorted(clients, key=lambda each: (each.coordinator_id != actor.user_id, each.listed_name.casefold()))
    return [Choice(each.reference, f"{each.listed_name} ({each.reference})") for each in ordered]

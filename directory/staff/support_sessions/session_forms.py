"""Forms about support sessions: when one is to be, what became of it, and asking for more."""

from typing import Any

from directory.casework.support_sessions.inputs import (
    LONGEST_NOTE,
    LONGEST_NOTES,
    LONGEST_SHARED,
    MOST_ASKED_FOR,
    DecisionInput,
    MoreSessionsInput,
    OutcomeInput,
    SessionInput,
)
from directory.casework.support_sessions.models import Way
from directory.casework.support_sessions.states import SessionReason, SessionState
from directory.staff.support_sessions.meeting_forms import MeetingForm, Planned
from directory.staff.support_sessions.session_words import REASON_WORDS
from directory.web.fields.choices import Choice, OneOfField, PickField
from directory.web.fields.text import LongTextField, NumberField, TextField
from directory.web.forms import LynchpinForm, SeenField

MISSED_REASONS = [Choice(each.value, words) for each, words in REASON_WORDS.items()]
BEFOREHAND = {
    SessionReason.ILLNESS: "They are ill",
    SessionReason.CRISIS: "They have a crisis",
    SessionReason.COULD_NOT: "They cannot make it, for another reason",
    SessionReason.CHOSE_NOT_TO: "They chose not to",
    SessionReason.OURS: "We cannot",
    SessionReason.LOGISTICS: "The room, the line or getting there",
}
CANCELLED_REASONS = [Choice(each.value, words) for each, words in BEFOREHAND.items()]
OUTCOMES = [
    Choice(SessionState.HAPPENED.value, "It happened"),
    Choice(SessionState.MISSED.value, "It did not happen", "They, or we, were not there"),
    Choice(SessionState.CANCELLED.value, "It was cancelled beforehand", "It uses none of their sessions"),
]


class TimedForm(MeetingForm[Planned]):
    """When and how a session is to be."""

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        if self.way.data == Way.HOME and not self.buddy_id.data:
            self.buddy_id.errors = ["Choose a colleague who is told if nobody checks in"]
            is_valid = False
        return bool(is_valid)

    def wanted_session(self) -> SessionInput:
        return SessionInput(**self.wanted_meeting())


class SessionForm(TimedForm[SessionInput]):
    def to_input(self) -> SessionInput:
        return self.wanted_session()


class RescheduleForm(TimedForm[tuple[SessionInput, OutcomeInput]]):
    """The new time, and why the old one does not hold."""

    seen = SeenField()
    reason = PickField("Why is it moved?", CANCELLED_REASONS, empty="Choose why", required="Choose why it is moved")
    note = TextField("More on why (optional)", longest=LONGEST_NOTE)

    def to_input(self) -> tuple[SessionInput, OutcomeInput]:
        reason = SessionReason(self.reason.data)
        why = OutcomeInput(SessionState.RESCHEDULED, self.seen.data, reason, self.note.data or None)
        return self.wanted_session(), why


class OutcomeForm(LynchpinForm[OutcomeInput]):
    """What became of a session, and what was said in it."""

    seen = SeenField()
    state = OneOfField("What became of it?", OUTCOMES, required="Choose what became of it")
    missed_because = PickField("Why did it not happen?", MISSED_REASONS, empty="Choose why")
    cancelled_because = PickField("Why was it cancelled?", CANCELLED_REASONS, empty="Choose why")
    note = TextField("More on why (optional)", longest=LONGEST_NOTE)
    notes = LongTextField(
        "Notes for your team (optional)",
        hint="What was said and what comes next. It is kept sealed, and not sent to anybody",
        rows=6,
        longest=LONGEST_NOTES,
    )
    shared = LongTextField(
        "For them to read (optional)",
        hint="What you agreed, in words for them. It stands on their own page, if they have one",
        rows=3,
        longest=LONGEST_SHARED,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        for state, field, message in (
            (SessionState.MISSED, self.missed_because, "Choose why it did not happen"),
            (SessionState.CANCELLED, self.cancelled_because, "Choose why it was cancelled"),
        ):
            if self.state.data == state and not field.data:
                field.errors = [message]
                return False
        return bool(is_valid)

    def to_input(self) -> OutcomeInput:
        state = SessionState(self.state.data)
        told = {SessionState.MISSED: self.missed_because.data, SessionState.CANCELLED: self.cancelled_because.data}
        reason = told.get(state)
        return OutcomeInput(
            state,
            self.seen.data,
            SessionReason(reason) if reason else None,
            self.note.data or None,
            self.notes.data or None,
            self.shared.data or None,
        )


class TakeBackForm(LynchpinForm[int]):
    seen = SeenField()

    def to_input(self) -> int:
        return int(self.seen.data)


class MoreSessionsForm(LynchpinForm[MoreSessionsInput]):
    sessions = NumberField(
        "How many more?", required="Enter how many more they need", default=1, least=1, most=MOST_ASKED_FOR
    )
    reason = LongTextField(
        "Why do they need more?",
        required="Say why they need more",
        hint="What is still to be done, and how it will end",
        rows=4,
        longest=LONGEST_NOTE,
    )

    def to_input(self) -> MoreSessionsInput:
        sessions: Any = self.sessions.data
        return MoreSessionsInput(sessions, self.reason.data or "", str(self.submission_key.data))


class DecisionForm(LynchpinForm[DecisionInput]):
    is_allowed = OneOfField(
        "What do you decide?", [Choice("yes", "Allow them"), Choice("no", "No")], required="Choose what you decide"
    )
    answer = LongTextField(
        "What do you tell the coordinator?",
        hint="Needed where you say no: why, and what they can do instead",
        rows=3,
        longest=LONGEST_NOTE,
    )

    def to_input(self) -> DecisionInput:
        return DecisionInput(self.is_allowed.data == "yes", self.answer.data or None)

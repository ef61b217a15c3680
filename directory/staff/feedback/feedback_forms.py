"""Forms about complaints, thanks and incidents."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from directory.accounts.models import User
from directory.casework.feedback.inputs import (
    LONGEST_LINE,
    LONGEST_WORDS,
    FactsInput,
    FeedbackInput,
    FollowUpInput,
    StepInput,
)
from directory.casework.feedback.kinds import CameBy, FeedbackAbout, FeedbackKind, Finding, GivenBy, Severity
from directory.casework.feedback.models import Feedback
from directory.casework.feedback.states import FeedbackState, moves_of
from directory.staff.clients.client_forms import LIKE_A_DATE, require_day
from directory.staff.feedback.feedback_words import (
    ABOUT,
    FINDINGS,
    GIVER_HINTS,
    GIVERS,
    KIND_HINTS,
    KINDS,
    SEVERITIES,
    SEVERITY_HINTS,
    STATES,
    WAYS,
)
from directory.web.fields.choices import AnyOfField, Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm, SeenField

AS_NOW, HEARD = "", "heard"


def chosen(words: Mapping[Any, str], hints: Mapping[Any, str] | None = None) -> list[Choice]:
    return [Choice(each.value, text, (hints or {}).get(each, "")) for each, text in words.items()]


def id_of(text: str | None) -> uuid.UUID | None:
    """The id that one of the offered answers holds."""
    return uuid.UUID(text) if text else None


class FeedbackForm(LynchpinForm[FeedbackInput]):
    """What somebody told, as a colleague writes it down. `client` is the reference of whom it is about."""

    kind = OneOfField("What is it?", chosen(KINDS, KIND_HINTS), required="Choose what it is")
    given_by = OneOfField("Who told you?", chosen(GIVERS, GIVER_HINTS), required="Choose who told you")
    client = TextField(
        "Reference of the client it is about, if it is about one",
        hint="Ten letters, from their page. Leave it empty where it is about nobody you support",
        width=20,
        longest=20,
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    giver = TextField("Their name, if it is not the client (optional)", longest=LONGEST_LINE)
    giver_contact = TextField("How to reach them (optional)", longest=LONGEST_LINE)
    came_by = OneOfField(
        "Which way did it come?",
        [each for each in chosen(WAYS) if each.value != CameBy.OWN_PAGE],
        required="Choose which way it came",
    )
    received_on = DayField("When did you hear of it?", required="Enter the date", hint=LIKE_A_DATE)
    happened_on = DayField("When did it happen, if it is known (optional)", hint=LIKE_A_DATE)
    about = OneOfField("What is it about?", chosen(ABOUT), required="Choose what it is about")
    about_user_id = PickField(
        "Which colleague, if it is about one?",
        empty="Nobody of our team",
        hint="They do not read it, nor see that it is there, unless it is thanks",
    )
    severity = OneOfField("How bad was it? Thanks need no answer", chosen(SEVERITIES, SEVERITY_HINTS))
    words = LongTextField(
        "What did they say?",
        required="Write what they said",
        hint="In their own words, as far as you can",
        rows=5,
        longest=LONGEST_WORDS,
    )
    wish = LongTextField("What would put it right for them? (optional)", rows=2, longest=LONGEST_WORDS)

    def to_input(self) -> FeedbackInput:
        return FeedbackInput(
            kind=FeedbackKind(self.kind.data),
            given_by=GivenBy(self.given_by.data),
            came_by=CameBy(self.came_by.data),
            about=FeedbackAbout(self.about.data),
            words=str(self.words.data),
            received_on=require_day(self.received_on),
            happened_on=self.happened_on.data,
            severity=Severity(self.severity.data) if self.severity.data else None,
            about_user_id=id_of(self.about_user_id.data),
            wish=self.wish.data or None,
            giver=self.giver.data or None,
            giver_contact=self.giver_contact.data or None,
        )


class PuttingRightForm(LynchpinForm[FactsInput]):
    """What of it can be put right: all but who told it, which way and when, and in which words."""

    seen = SeenField()
    kind = OneOfField("What is it?", chosen(KINDS, KIND_HINTS), required="Choose what it is")
    about = OneOfField("What is it about?", chosen(ABOUT), required="Choose what it is about")
    about_user_id = PickField(
        "Which colleague, if it is about one?",
        empty="Nobody of our team",
        hint="From then on they do not read it, nor see that it is there, unless it is thanks",
    )
    severity = OneOfField("How bad was it? Thanks need no answer", chosen(SEVERITIES, SEVERITY_HINTS))
    happened_on = DayField("When did it happen, if it is known (optional)", hint=LIKE_A_DATE)
    wish = LongTextField("What would put it right for them? (optional)", rows=2, longest=LONGEST_WORDS)
    giver = TextField("The name of whoever told it, if it is not the client (optional)", longest=LONGEST_LINE)
    giver_contact = TextField("How to reach them (optional)", longest=LONGEST_LINE)

    def to_input(self) -> FactsInput:
        return FactsInput(
            kind=FeedbackKind(self.kind.data),
            about=FeedbackAbout(self.about.data),
            severity=Severity(self.severity.data) if self.severity.data else None,
            happened_on=self.happened_on.data,
            about_user_id=id_of(self.about_user_id.data),
            wish=self.wish.data or None,
            giver=self.giver.data or None,
            giver_contact=self.giver_contact.data or None,
        )


class StepForm(LynchpinForm[StepInput]):
    seen = SeenField()
    words = LongTextField(
        "What was done?",
        required="Write what was done",
        hint="Whom you spoke to, what you found, what you told them. Thanks: whom you passed them on to",
        rows=4,
        longest=LONGEST_WORDS,
    )
    told_them = AnyOfField("Do they know that we have it?", [Choice(HEARD, "Yes, we told them")])
    to_state = OneOfField("How does it stand now?", required="")
    finding = PickField("What did you find?", chosen(FINDINGS), empty="Not known yet")
    learning = LongTextField(
        "What do we learn from it? (optional)", hint="No names. Managers read it", rows=2, longest=LONGEST_WORDS
    )

    def to_input(self) -> StepInput:
        return StepInput(
            words=str(self.words.data),
            to_state=FeedbackState(self.to_state.data) if self.to_state.data else None,
            is_acknowledged=HEARD in (self.told_them.data or []),
            finding=Finding(self.finding.data) if self.finding.data else None,
            learning=self.learning.data or None,
        )


class FollowUpForm(LynchpinForm[FollowUpInput]):
    follow_seen = SeenField()
    owner_id = PickField("Who sees to it?", empty="Nobody yet")
    next_step = LongTextField("What comes next? (optional)", rows=2, longest=LONGEST_WORDS)
    next_step_on = DayField("By when?", hint=LIKE_A_DATE)
    answer_by = DayField(
        "By when do they have our answer?", hint="Where you agreed another day with whoever told you, say which"
    )

    def to_input(self) -> FollowUpInput:
        return FollowUpInput(
            owner_id=id_of(self.owner_id.data),
            next_step=self.next_step.data or None,
            next_step_on=self.next_step_on.data,
            answer_by=self.answer_by.data,
        )


def people(users: Iterable[User]) -> list[Choice]:
    return [Choice(str(each.id), each.name) for each in users]


EVERY_STATE: Mapping[str, Sequence[Choice]] = {"to_state": [Choice(AS_NOW, "As before"), *chosen(STATES)]}


def state_choices(feedback: Feedback) -> dict[str, Sequence[Choice]]:
    """How it may come to stand from where it is, and that it stays so."""
    kind, state = FeedbackKind(feedback.kind), FeedbackState(feedback.state)
    moves = moves_of(kind, GivenBy(feedback.given_by), state)
    return {
        "to_state": [
            Choice(AS_NOW, f"As before: {STATES[state].lower()}"),
            *(Choice(each.value, STATES[each]) for each in moves),
        ]
    }


def facts_of(feedback: Feedback) -> dict[str, object]:
    """What the form to put it right begins with."""
    names = ("kind", "about", "severity", "happened_on", "wish", "giver", "giver_contact")
    about = str(feedback.about_user_id) if feedback.about_user_id else ""
    return {"seen": feedback.version, "about_user_id": about} | {each: getattr(feedback, each) for each in names}


def follow_up_of(feedback: Feedback) -> dict[str, object]:
    """What the form of what comes next begins with."""
    names = ("next_step", "next_step_on", "answer_by")
    owner = str(feedback.owner_id) if feedback.owner_id else ""
    return {"follow_seen": feedback.version, "owner_id": owner} | {each: getattr(feedback, each) for each in names}

"""Forms about a plan: a goal, a goal with its first action, and an action."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from marshmallow import Schema
from wtforms import HiddenField

from directory.casework.assessment.plan_inputs import (
    LONGEST_GOAL,
    SAY_WHAT,
    SAY_WHO,
    ActionInput,
    ActionSchema,
    GoalInput,
    GoalSchema,
)
from directory.casework.assessment.plan_models import HIGHEST, LOWEST, Goal
from directory.casework.assessment.plan_states import GoalState, Whose
from directory.casework.inputs import LONGEST_LINE, LONGEST_NOTE
from directory.web.fields.choices import AnyOfField, Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField, NumberField, TextField
from directory.web.forms import BaseForm, LynchpinForm, SeenField, SubmissionKeyField, new_submission_key
from directory.web.ids import find_id

# How a goal is rated with somebody.
HOW_MUCH = "From 1, not much, to 10, more than anything"
HOW_SURE = "From 1, not at all, to 10, completely"
Said = TypeVar("Said")
WHO_CHOICES = (
    (Whose.PERSON.value, "They do"),
    (Whose.COORDINATOR.value, "Their coordinator does"),
    (Whose.OTHER.value, "Somebody else does"),
)
IDEA_CHOICES = (
    (Whose.PERSON.value, "Theirs"),
    (Whose.COORDINATOR.value, "Their coordinator’s"),
    (Whose.OTHER.value, "Somebody else’s"),
)
OFF_COPY = (Choice("yes", "Leave this off their copy of the plan"),)


class PrivateForm(LynchpinForm[Said]):
    """Something that may be left off the copy of the plan that the person gets."""

    is_private = AnyOfField("Private", OFF_COPY, small=True)
    note = LongTextField(
        "Note for your team (optional)", hint="It is never on their copy", rows=3, longest=LONGEST_NOTE
    )
    seen = SeenField()

    def answers(self, schema: type[Schema]) -> dict[str, Any]:
        return {**super().answers(schema), "is_private": bool(self.is_private.data)}


class GoalForm(PrivateForm[GoalInput]):
    schema = GoalSchema

    words = LongTextField(
        "What do they want?",
        hint="In their own words, such as “I want to get to the shops by myself again”",
        rows=3,
        longest=LONGEST_GOAL,
        required="Write down what they want",
    )
    importance = NumberField(
        "How much does it matter to them? (optional)",
        hint=HOW_MUCH,
        least=LOWEST,
        most=HIGHEST,
        width=2,
    )
    confidence = NumberField(
        "How sure are they that they can do it? (optional)",
        hint=HOW_SURE,
        least=LOWEST,
        most=HIGHEST,
        width=2,
    )
    needs = AnyOfField("What is it about? (optional)", hint="Matches look for these", small=True, columns=True)


class NewGoalForm(GoalForm):
    """A goal, and the first action towards it where there is one."""

    first_what = TextField(
        "What happens first? (optional)", hint="Such as “Ring the walking group together”", longest=LONGEST_NOTE
    )
    first_who = OneOfField("Who does it?", WHO_CHOICES, default=Whose.PERSON.value, small=True)
    first_who_name = TextField("Who?", hint="Such as “her daughter” or “the housing team”", longest=LONGEST_LINE)
    first_due_on = DayField("By when? (optional)", hint="For example, 27 3 2027")
    first_idea = OneOfField("Whose idea was it?", IDEA_CHOICES, default=Whose.PERSON.value, small=True)

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        if self.first_what.data and self.first_who.data == Whose.OTHER and not self.first_who_name.data:
            self.first_who_name.errors = [SAY_WHO]
            return False
        return is_valid

    def load(self) -> GoalInput:
        goal = super().load()
        return replace(goal, first=self.first_action(goal.submission_key)) if self.first_what.data else goal

    def first_action(self, submission_key: str) -> ActionInput:
        who = Whose(self.first_who.data)
        return ActionInput(
            what=self.first_what.data,
            who=who,
            who_name=self.first_who_name.data if who is Whose.OTHER else None,
            idea=Whose(self.first_idea.data),
            due_on=self.first_due_on.data,
            submission_key=submission_key,
        )


class ActionForm(PrivateForm[ActionInput]):
    schema = ActionSchema

    planned_id = HiddenField()
    what = LongTextField("What will be done?", rows=2, longest=LONGEST_NOTE)
    goal_id = PickField("Towards which goal?", empty="No goal in particular")
    who = OneOfField("Who does it?", WHO_CHOICES, required="Choose who does it", small=True)
    who_name = TextField("Who?", hint="Such as “her daughter” or “the housing team”", longest=LONGEST_LINE)
    due_on = DayField("By when? (optional)", hint="For example, 27 3 2027")
    idea = OneOfField("Whose idea was it?", IDEA_CHOICES, required="Choose whose idea it was", small=True)
    helps = LongTextField(
        "What helps them to do it? (optional)",
        hint="Such as “the 4 bus stops outside” or “a friend comes along the first time”",
        rows=3,
        longest=LONGEST_NOTE,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Said together with what is wrong elsewhere, and not only once the rest is right."""
        is_valid = bool(super().validate(extra_validators))
        planned = find_id(self.planned_id.data)
        self.planned_id.data = str(planned) if planned else None
        missing = []
        if not self.what.data and planned is None:
            missing.append((self.what, SAY_WHAT))
        if self.who.data == Whose.OTHER and not self.who_name.data:
            missing.append((self.who_name, SAY_WHO))
        for field, message in missing:
            field.errors = [message]
        return is_valid and not missing


class MoveGoalForm(BaseForm):
    """How a goal or an action is to stand, and the version that was shown beside the button."""

    to = HiddenField()
    seen = SeenField()
    submission_key = SubmissionKeyField(default=new_submission_key)


def goal_choices(goals: Sequence[Goal], kept: Goal | None = None) -> list[Choice]:
    """The goals that an action may lead to: those on the plan that are worked on, and the one that it leads to now."""
    offered = [each for each in goals if each.removed_at is None]
    going = [each for each in offered if each is kept or each.state in (GoalState.OPEN, GoalState.ON_HOLD)]
    return [Choice(str(each.id), shortened(each.words)) for each in going]


def shortened(words: str, longest: int = 80) -> str:
    """The beginning of a goal, for a line in a list."""
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]}…"

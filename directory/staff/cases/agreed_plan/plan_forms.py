"""Forms: that somebody agreed to their plan, when it is looked at next, and what came of looking at it."""

import uuid
from collections.abc import Sequence
from typing import Any

from directory.accounts.models import User
from directory.casework.assessment.agreeing_plan import HeldReviewInput, NextReviewInput, PlanAgreementInput
from directory.casework.assessment.agreement_models import AgreedHow
from directory.casework.assessment.goals import MOST_GOALS
from directory.casework.assessment.plan_inputs import RatingInput
from directory.casework.assessment.plan_models import HIGHEST, LOWEST
from directory.casework.assessment.plan_states import ActionState
from directory.casework.inputs import LONGEST_NOTE, LONGEST_STATEMENT
from directory.staff.cases.goals.goal_forms import HOW_MUCH, HOW_SURE
from directory.web.fields.choices import Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.rows import RowForm, RowsField
from directory.web.fields.text import LongTextField, NumberField
from directory.web.forms import LynchpinForm, SeenField
from directory.web.ids import find_id

HOW_CHOICES = (
    Choice(AgreedHow.IN_PERSON.value, "In person"),
    Choice(AgreedHow.PHONE.value, "On the phone"),
    Choice(AgreedHow.VIDEO.value, "By video"),
    Choice(AgreedHow.WRITING.value, "In writing"),
)
BECAME_CHOICES = (
    Choice(ActionState.TO_DO.value, "Still to do"),
    Choice(ActionState.DONE.value, "Done"),
    Choice(ActionState.DROPPED.value, "Dropped"),
)
# More are on no page that somebody looks at together.
MOST_ACTIONS = 100


class AgreePlanForm(LynchpinForm[PlanAgreementInput]):
    agreed_on = DayField("When did they agree?", required="Enter the day", hint="For example, 27 3 2026")
    how = OneOfField("How?", HOW_CHOICES, required="Choose how they agreed", small=True)
    note = LongTextField("Note for your team (optional)", rows=2, longest=LONGEST_NOTE)
    seen = SeenField()

    def to_input(self) -> PlanAgreementInput:
        day: Any = self.agreed_on.data
        return PlanAgreementInput(
            agreed_on=day,
            how=AgreedHow(self.how.data),
            seen=int(self.seen.data or 0),
            note=self.note.data or None,
            submission_key=str(self.submission_key.data),
        )


class NextReviewForm(LynchpinForm[NextReviewInput]):
    due_on = DayField("When do you look at the plan again?", required="Enter the day", hint="For example, 27 3 2027")
    owner_id = PickField("Who sees to it?", required="Choose who sees to it")
    seen = SeenField()

    def to_input(self) -> NextReviewInput:
        day: Any = self.due_on.data
        return NextReviewInput(day, uuid.UUID(self.owner_id.data), self.seen.data or None)


class RatingRow(RowForm):
    """How one goal stands with them today."""

    importance = NumberField("How much does it matter?", hint=HOW_MUCH, least=LOWEST, most=HIGHEST, width=2)
    confidence = NumberField("How sure are they?", hint=HOW_SURE, least=LOWEST, most=HIGHEST, width=2)


class ActionRow(RowForm):
    """What became of one action that was to do: `row_id` is its id. Without an answer it is to do as before."""

    became = OneOfField("What became of it?", BECAME_CHOICES, small=True, inline=True)


class HeldReviewForm(LynchpinForm[HeldReviewInput]):
    """What came of looking at the plan. The rows are one for each goal, and one for each action that is to do."""

    held_on = DayField("When did you look at it together?", required="Enter the day", hint="For example, 27 3 2026")
    ratings = RowsField(RatingRow, most=MOST_GOALS)
    actions = RowsField(ActionRow, most=MOST_ACTIONS)
    said = LongTextField(
        "What did they say? (optional)", hint="For your team: it is not on their copy", longest=LONGEST_STATEMENT
    )
    due_on = DayField("When do you look at it next? (optional)", hint="For example, 27 3 2027")
    owner_id = PickField("Who sees to it?")
    seen = SeenField()

    def to_input(self) -> HeldReviewInput:
        day: Any = self.held_on.data
        due: Any = self.due_on.data
        following = NextReviewInput(due, uuid.UUID(self.owner_id.data)) if due else None
        return HeldReviewInput(
            held_on=day,
            said=self.said.data or None,
            ratings={goal_id: rating for goal_id, rating in map(rating_of, self.ratings) if goal_id},
            following=following,
            seen=int(self.seen.data or 0),
            became=dict(became for each in self.actions if (became := became_of(each))),
        )


def became_of(row: Any) -> tuple[uuid.UUID, ActionState] | None:
    """What became of the action of a row; None where it is still to do."""
    action_id, became = find_id(row.form.row_id.data), row.form.became.data
    if action_id is None or became not in (ActionState.DONE, ActionState.DROPPED):
        return None
    return action_id, ActionState(became)


def rating_of(row: Any) -> tuple[uuid.UUID | None, RatingInput]:
    return find_id(row.form.row_id.data), RatingInput(row.form.importance.data, row.form.confidence.data)


def owner_choices(coordinators: Sequence[User]) -> list[Choice]:
    return [Choice(str(each.id), each.name) for each in coordinators]

"""What the operations of a plan take."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from directory.casework.assessment.plan_models import HIGHEST, LOWEST
from directory.casework.assessment.plan_states import Whose
from directory.casework.inputs import LONGEST_LINE, LONGEST_NOTE

LONGEST_GOAL = 1_000
SAY_WHAT = "Say what will be done"
SAY_WHO = "Say who does it, such as “her daughter” or “the housing team”"


@dataclass(frozen=True)
class ActionInput:
    """One step: what, by whom, by when, whose idea it was, what helps, and what only colleagues read.

    `goal_id` is the goal it leads to, and `planned_id` the activity on the plan that it is, where there is one.
    """

    what: str | None = None
    who: Whose = Whose.PERSON
    idea: Whose = Whose.PERSON
    who_name: str | None = None
    due_on: date | None = None
    helps: str | None = None
    note: str | None = None
    is_private: bool = False
    goal_id: uuid.UUID | None = None
    planned_id: uuid.UUID | None = None
    submission_key: str = ""
    seen: int | None = None


@dataclass(frozen=True)
class GoalInput:
    """What somebody wants, in their words, how much it matters and how sure they are, and the needs it is about.

    `first` is an action that is written down with it.
    """

    words: str
    importance: int | None = None
    confidence: int | None = None
    needs: tuple[str, ...] = ()
    note: str | None = None
    is_private: bool = False
    first: ActionInput | None = None
    submission_key: str = ""
    seen: int | None = None


@dataclass(frozen=True)
class RatingInput:
    """What somebody says of a goal today: how much it matters and how sure they are."""

    importance: int | None = None
    confidence: int | None = None


def said(longest: int) -> fields.String:
    limit = validate.Length(max=longest, error=f"Keep it to {longest:,} characters")
    return fields.String(load_default=None, allow_none=True, validate=limit)


def one_to_ten() -> fields.Integer:
    message = f"Enter a whole number from {LOWEST} to {HIGHEST}"
    return fields.Integer(load_default=None, allow_none=True, validate=validate.Range(LOWEST, HIGHEST, error=message))


def whose(message: str) -> fields.Enum[Whose]:
    return fields.Enum(Whose, by_value=True, required=True, error_messages={"required": message, "unknown": message})


class ActionSchema(Schema):
    """Loads into ActionInput."""

    what = said(LONGEST_NOTE)
    who = whose("Choose who does it")
    idea = whose("Choose whose idea it was")
    who_name = said(LONGEST_LINE)
    due_on = fields.Date(load_default=None, allow_none=True)
    helps = said(LONGEST_NOTE)
    note = said(LONGEST_NOTE)
    is_private = fields.Boolean(load_default=False)
    goal_id = fields.UUID(load_default=None, allow_none=True)
    planned_id = fields.UUID(load_default=None, allow_none=True)
    submission_key = fields.String(load_default="", validate=validate.Length(max=64))
    seen = fields.Integer(load_default=None, allow_none=True)

    @validates_schema
    def check_said(self, data: Mapping[str, Any], **_: object) -> None:
        """An action says what is done, and who does it where that is somebody else."""
        problems = {}
        if not data.get("what") and not data.get("planned_id"):
            problems["what"] = [SAY_WHAT]
        if data.get("who") is Whose.OTHER and not data.get("who_name"):
            problems["who_name"] = [SAY_WHO]
        if problems:
            raise ValidationError(problems)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> ActionInput:
        name = data["who_name"] if data["who"] is Whose.OTHER else None
        return ActionInput(**{**data, "who_name": name})


class GoalSchema(Schema):
    """Loads into GoalInput, without an action."""

    words = fields.String(
        required=True,
        validate=validate.Length(
            1, LONGEST_GOAL, error=f"Enter what they want, in at most {LONGEST_GOAL:,} characters"
        ),
    )
    importance = one_to_ten()
    confidence = one_to_ten()
    needs = fields.List(fields.String(), load_default=())
    note = said(LONGEST_NOTE)
    is_private = fields.Boolean(load_default=False)
    submission_key = fields.String(load_default="", validate=validate.Length(max=64))
    seen = fields.Integer(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> GoalInput:
        return GoalInput(**{**data, "needs": tuple(sorted(set(data["needs"])))})

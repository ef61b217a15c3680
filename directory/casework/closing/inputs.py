"""What is asked to close a case, step by step and as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from directory.casework.assessment.plan_states import GoalResult
from directory.casework.closing.models import ExitAnswer
from directory.casework.closing.reasons import CHOSEN, ClosureReason
from directory.casework.triage.kinds import TellGround, TookOver, WhereTo
from directory.casework.triage.passing_on import NeedsMoreInput

LONGEST_NOTE = 500
LONGEST_NEXT = 2_000
NO_NEXT_STEP = "Say what comes next: nobody is sent away without a next step"


@dataclass(frozen=True)
class GoalResultInput:
    """What became of a goal, and more about it."""

    result: GoalResult
    note: str | None = None


@dataclass(frozen=True)
class ClosingInput:
    """Why and when a case ended, and what comes next.

    `results` says what became of each goal, by its id, and `decisions` what becomes of each thing that is open, by its
    key. `needs_more` says who takes over where somebody needs more than this service. `seen` is the version of the case
    and `seen_number` the number of the closure that were looked at, 0 for none; None where nobody looked beforehand.
    """

    reason: ClosureReason
    closed_on: date
    reason_note: str | None = None
    what_next: str | None = None
    onward_to: str | None = None
    onward_told: str | None = None
    wanted_more: bool | None = None
    exit_answer: ExitAnswer | None = None
    exit_why: str | None = None
    needs_more: NeedsMoreInput | None = None
    results: Mapping[str, GoalResultInput] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)
    seen: int | None = None
    seen_number: int | None = None


def words(longest: int) -> fields.String:
    limit = validate.Length(max=longest, error=f"Keep it to {longest:,} characters")
    return fields.String(load_default=None, allow_none=True, validate=limit)


class GoalResultSchema(Schema):
    """Loads into GoalResultInput."""

    result = fields.Enum(GoalResult, by_value=True, required=True)
    note = words(LONGEST_NOTE)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> GoalResultInput:
        return GoalResultInput(data["result"], data["note"] or None)


class ReasonSchema(Schema):
    """Why a case ended, and when."""

    reason = fields.Enum(
        ClosureReason,
        by_value=True,
        required=True,
        error_messages={"required": "Choose why it ended", "unknown": "Choose why it ended"},
    )
    reason_note = words(LONGEST_NOTE)
    closed_on = fields.Date(
        required=True, error_messages={"required": "Enter the date it ended", "invalid": "Enter a date, like 27 3 2026"}
    )

    @validates_schema
    def is_clear(self, data: dict[str, Any], **_: object) -> None:
        if data["reason"] not in CHOSEN:
            raise ValidationError("Write this down on the page “They have died”", "reason")
        if data["reason"] is ClosureReason.OTHER and not data.get("reason_note"):
            raise ValidationError("Say what the reason is", "reason_note")


class NextSchema(Schema):
    """What comes next for somebody whose case ends."""

    what_next = words(LONGEST_NEXT)
    onward_to = words(LONGEST_NOTE)
    onward_told = words(LONGEST_NOTE)
    wanted_more = fields.Boolean(load_default=None, allow_none=True)

    @validates_schema
    def is_handed_over(self, data: dict[str, Any], **_: object) -> None:
        if data.get("onward_told") and not data.get("onward_to"):
            raise ValidationError("Say where they go", "onward_to")


class ExitSchema(Schema):
    """What came of asking for the questionnaires at the end."""

    exit_answer = fields.Enum(
        ExitAnswer,
        by_value=True,
        required=True,
        error_messages={"required": "Choose what came of it", "unknown": "Choose what came of it"},
    )
    exit_why = words(LONGEST_NOTE)

    @validates_schema
    def is_explained(self, data: dict[str, Any], **_: object) -> None:
        if data["exit_answer"] is ExitAnswer.NOT_ASKED and not data.get("exit_why"):
            raise ValidationError("Say why they were not asked", "exit_why")


class HandOverSchema(Schema):
    """Loads into NeedsMoreInput, as it was answered in its step. Its key follows from the case as that is closed."""

    where_to = fields.Enum(WhereTo, by_value=True, required=True)
    where_words = words(LONGEST_NOTE)
    why = fields.String(required=True)
    spoke_to = words(LONGEST_NOTE)
    spoke_on = fields.Date(load_default=None, allow_none=True)
    took_over = fields.Enum(TookOver, by_value=True, required=True)
    next_step = fields.String(required=True)
    next_step_on = fields.Date(required=True)
    tell_ground = fields.Enum(TellGround, by_value=True, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> NeedsMoreInput:
        return NeedsMoreInput(**data, submission_key="", is_end=True)


class ClosingSchema(ReasonSchema, NextSchema, ExitSchema):
    """Loads into ClosingInput: all the steps together."""

    needs_more = fields.Nested(HandOverSchema, load_default=None, allow_none=True)
    results = fields.Dict(keys=fields.String(), values=fields.Nested(GoalResultSchema), load_default=dict)
    decisions = fields.Dict(keys=fields.String(), values=fields.String(), load_default=dict)
    seen = fields.Integer(load_default=None, allow_none=True)
    seen_number = fields.Integer(load_default=None, allow_none=True)

    @validates_schema
    def has_next_step(self, data: dict[str, Any], **_: object) -> None:
        if data.get("reason") is ClosureReason.NOT_ELIGIBLE and not (data.get("what_next") or data.get("onward_to")):
            raise ValidationError(NO_NEXT_STEP, "what_next")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> ClosingInput:
        return ClosingInput(**data)

"""The steps that close a case: what each asks, in which order, and what was answered so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from directory import clock
from directory.casework.assessment.plan_models import Goal
from directory.casework.assessment.plan_states import GoalResult
from directory.casework.closing.goal_results import likely_result
from directory.casework.closing.inputs import LONGEST_NEXT, LONGEST_NOTE, ExitSchema, NextSchema, ReasonSchema
from directory.casework.closing.models import ExitAnswer
from directory.casework.closing.reasons import CHOSEN, ClosureReason, words_of
from directory.casework.triage.models import NeedsMore
from directory.casework.triage.passing_on import check_whole
from directory.errors import NotFound
from directory.outcomes.closing import Decision, OpenThing
from directory.staff.cases.closing.hand_over import ASKED, what_follows
from directory.staff.triage.hand_over_form import HandOverForm
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.rows import RowForm, RowsField
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm

LIKE_A_DATE = "For example, 27 3 2026"
EXIT_WORDS = {
    ExitAnswer.FILLED_IN: "Yes, and they filled it in",
    ExitAnswer.REFUSED: "Yes, and they did not want to",
    ExitAnswer.NOT_ASKED: "No, they were not asked",
}
MORE_WORDS = {"true": "Yes", "false": "No", "": "They did not say"}

RESULT_WORDS = {GoalResult.ACHIEVED: "Achieved", GoalResult.PARTLY: "Partly", GoalResult.NOT: "Not achieved"}
# No case has more open at once.
MOST_THINGS = 100

Answers = dict[str, Any]


class ReasonForm(LynchpinForm[Answers]):
    schema = ReasonSchema

    reason = OneOfField(
        "Why does it end?",
        [Choice(each.value, words_of(each)) for each in CHOSEN],
        required="Choose why it ended",
    )
    reason_note = LongTextField(
        "More about the reason (optional)", hint="Needed for another reason", rows=2, longest=LONGEST_NOTE
    )
    closed_on = DayField("When did it end?", required="Enter the date it ended", hint=LIKE_A_DATE)


class NextForm(LynchpinForm[Answers]):
    schema = NextSchema

    what_next = LongTextField(
        "What comes next for them? (optional)",
        hint="What they go on doing by themselves, whom they can turn to, and what was agreed",
        rows=4,
        longest=LONGEST_NEXT,
    )
    onward_to = TextField(
        "Do they go on to other care? Where to? (optional)",
        hint="Such as the community mental health team, or adult social care",
        longest=LONGEST_NOTE,
    )
    onward_told = TextField(
        "Whom did you tell there, and what? (optional)",
        hint="A warm hand-over: you spoke with somebody who expects them",
        longest=LONGEST_NOTE,
    )
    wanted_more = OneOfField(
        "Would they have liked more support from us?",
        [Choice(value, words) for value, words in MORE_WORDS.items()],
        default="",
    )


class TakenOverForm(HandOverForm[Answers]):
    def to_input(self) -> Answers:
        wanted = self.hand_over()
        check_whole(wanted, clock.today())
        return {"needs_more": {name: plain(getattr(wanted, name)) for name in ASKED}}


class ExitForm(LynchpinForm[Answers]):
    schema = ExitSchema

    exit_answer = OneOfField(
        "Did you ask them to fill in the questionnaire at the end?",
        [Choice(each.value, words) for each, words in EXIT_WORDS.items()],
        required="Choose what came of it",
    )
    exit_why = LongTextField(
        "If they were not asked, why?", hint="Needed only where nobody asked them", rows=2, longest=LONGEST_NOTE
    )


class ThingRow(RowForm):
    """What becomes of one thing that is open: `row_id` is its key."""

    decision = OneOfField(
        "What becomes of it?", [(each.value, each.value) for each in Decision], required="Choose what becomes of it"
    )


class GoalRow(RowForm):
    """What became of one goal: `row_id` is its id."""

    result = OneOfField(
        "What became of it?",
        [(each.value, words) for each, words in RESULT_WORDS.items()],
        required="Choose what became of it",
        inline=True,
    )
    note = TextField("More about it (optional)", longest=LONGEST_NOTE)


class GoalsForm(LynchpinForm[Answers]):
    rows = RowsField(GoalRow, most=MOST_THINGS)

    def to_input(self) -> Answers:
        rows = [row.form for row in self.rows]
        results = {row.row_id.data: {"result": row.result.data, "note": row.note.data or None} for row in rows}
        return {"results": results}


class OpenForm(LynchpinForm[Answers]):
    rows = RowsField(ThingRow, most=MOST_THINGS)

    def to_input(self) -> Answers:
        return {"decisions": {row.form.row_id.data: row.form.decision.data for row in self.rows}}


@dataclass(frozen=True)
class Step:
    """One step: its name in addresses, its heading, and its form."""

    name: str
    title: str
    form: type[LynchpinForm[Answers]]


TAKEN_OVER = Step("needs-more", "Who can give what they need", TakenOverForm)
NEXT = Step("next", "What comes next", NextForm)
STEPS = (
    Step("reason", "Why it ends", ReasonForm),
    Step("goals", "What came of their goals", GoalsForm),
    Step("open", "What is still open", OpenForm),
    TAKEN_OVER,
    NEXT,
    Step("questionnaire", "Questionnaire at the end", ExitForm),
)


def get_step(name: str) -> Step:
    """Raises NotFound for a step that is none."""
    for step in STEPS:
        if step.name == name:
            return step
    raise NotFound("There is no such page.")


def steps_of(*, is_passing_on: bool) -> Sequence[Step]:
    """The steps in their order. Who takes over is asked where somebody needs more, and it is not written down yet."""
    return [each for each in STEPS if is_passing_on or each is not TAKEN_OVER]


def next_step(step: Step, *, is_passing_on: bool) -> Step | None:
    """The step after one; None after the last."""
    steps = steps_of(is_passing_on=is_passing_on)
    after = steps.index(step) + 1
    return steps[after] if after < len(steps) else None


def kept(given: Mapping[str, Any]) -> Answers:
    """Answers of a step as they are kept: words and plain values."""
    return {name: plain(value) for name, value in given.items()}


def plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def shown_goals(answers: Mapping[str, Any], goals: Sequence[Goal]) -> list[Answers]:
    """The rows of the goals, with what was said so far or follows from the plan."""
    results = answers.get("results", {})
    rows = []
    for goal in goals:
        known = results.get(str(goal.id), {"result": likely_result(goal), "note": goal.result_note})
        rows.append({"row_id": str(goal.id), **known})
    return rows


def shown(answers: Mapping[str, Any], things: Sequence[OpenThing], handed_over: NeedsMore | None = None) -> Answers:
    """Answers so far as the forms show them: who takes over is not asked again where it is said what comes next."""
    decisions = answers.get("decisions", {})
    more = answers.get("wanted_more")
    taken_over = answers.get("needs_more") or {"why": answers.get("reason_note")}
    return {
        **(what_follows(answers, handed_over) if answers.get("reason") == ClosureReason.NEEDS_MORE else {}),
        **taken_over,
        **answers,
        "closed_on": day_of_answer(answers.get("closed_on")),
        "spoke_on": day_of_answer(taken_over.get("spoke_on")),
        "next_step_on": day_of_answer(taken_over.get("next_step_on")),
        "wanted_more": "" if more is None else str(more).lower(),
        "rows": [{"row_id": each.key, "decision": decisions.get(each.key)} for each in things],
    }


def day_of_answer(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def name_goals(form: Any, goals: Sequence[Goal]) -> None:
    """Ask about each goal in the person's words."""
    by_id = {str(each.id): each for each in goals}
    for row in form.rows:
        goal = by_id.get(row.form.row_id.data)
        if goal is not None:
            row.form.result.label.text = f"“{goal.words}”"


def name_rows(form: Any, things: Sequence[OpenThing]) -> None:
    """Ask about each thing by its name, with the words of what may be decided about it."""
    by_key = {each.key: each for each in things}
    for row in getattr(form, "rows", ()):
        thing = by_key.get(row.form.row_id.data)
        if thing is not None:
            row.form.decision.label.text = thing.name
            row.form.decision.offer([Choice(each.value, words) for each, words in thing.choices.items()])

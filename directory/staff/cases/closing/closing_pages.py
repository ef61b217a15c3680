"""What the pages show that close a case: one step, all answers before the button, and how a case ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.assessment.plan_models import Goal
from directory.casework.closing.inputs import NO_NEXT_STEP, ClosingSchema
from directory.casework.closing.models import Closure, ExitAnswer
from directory.casework.closing.reasons import ClosureReason, EndState, ReasonGroup, group_of, words_of
from directory.casework.closing.reopening import last_day_to_reopen, why_not_reopened
from directory.casework.models import Case, Client
from directory.casework.queries import open_case
from directory.casework.support_sessions.rhythm_models import SupportPause
from directory.casework.support_sessions.weeks import supported_weeks
from directory.casework.triage.models import NeedsMore
from directory.errors import NotFound
from directory.outcomes.closing import OpenThing
from directory.staff.cases.closing.hand_over import (
    facts_of_hand_over,
    facts_of_handed_over,
    problem_of_hand_over,
    what_follows,
)
from directory.staff.cases.closing.steps import EXIT_WORDS, MORE_WORDS, RESULT_WORDS, STEPS, Step, steps_of
from directory.web.components import Fact, Moment
from directory.web.words import counted, uk_short_date

STATE_COLOURS = {EndState.COMPLETED: "green", EndState.ENDED_EARLY: "yellow", EndState.CANCELLED: "grey"}
STEP_OF = {
    "reason": "reason",
    "reason_note": "reason",
    "closed_on": "reason",
    "what_next": "next",
    "onward_to": "next",
    "onward_told": "next",
    "wanted_more": "next",
    "exit_answer": "questionnaire",
    "exit_why": "questionnaire",
    "needs_more": "needs-more",
}


@dataclass(frozen=True)
class StepPage:
    """One step of closing a case. `groups` are the headings over reasons, each with how many follow it."""

    name: str
    title: str
    step: str
    number: int
    steps: int
    since: str
    save_href: str
    back_href: str
    back_text: str
    is_correcting: bool
    things: Sequence[OpenThing] = ()
    reasons: Sequence[tuple[str, Sequence[str]]] = ()
    scores: Sequence[str] = ()
    tries_words: str = ""
    wellbeing_href: str = ""


@dataclass(frozen=True)
class Reaching:
    """The tries to reach somebody, whether they are enough to stop, and how it stands with a manager.

    `is_new` where it has not been written down yet that nobody could reach them.
    """

    words: str
    lines: Sequence[str]
    are_enough: bool
    needs_manager: bool
    is_new: bool
    asked: str = ""


@dataclass(frozen=True)
class Known:
    """What hangs on a case: what is open and decided about, goals, and scores in words.

    `may_pass_on` where it has not ended so far because they need more, and `handed_over` is who takes over already.
    """

    things: Sequence[OpenThing]
    goals: Sequence[Goal]
    scores: Sequence[str]
    reaching: Reaching
    may_pass_on: bool
    handed_over: NeedsMore | None = None

    def asks_who_takes_over(self, answers: Mapping[str, Any]) -> bool:
        """Whether it is asked who takes somebody over: it is not, where it was written down before and still holds."""
        return self.may_pass_on and self.handed_over is None and find_reason(answers) is ClosureReason.NEEDS_MORE

    def is_taken_over(self, answers: Mapping[str, Any]) -> bool:
        """Whether it is not asked who takes somebody over, though they need more: it is written down already."""
        return find_reason(answers) is ClosureReason.NEEDS_MORE and not self.asks_who_takes_over(answers)


@dataclass(frozen=True)
class CheckLine:
    """One step among the answers before the button: what was answered, and what is missing in it."""

    title: str
    href: str
    facts: Sequence[Fact]
    problem: str


@dataclass(frozen=True)
class CheckPage:
    """All answers before the button. `newest` tells how somebody else closed the case meanwhile."""

    name: str
    is_correcting: bool
    lines: Sequence[CheckLine]
    is_complete: bool
    needs_manager: bool
    asked: str
    state: str
    colour: str
    newest: str
    back_href: str
    client_href: str
    close_href: str
    ask_href: str


@dataclass(frozen=True)
class EndingPage:
    """How a case ended, each time it was put right, and whether it may be opened again."""

    name: str
    client_href: str
    title: str
    state: str
    colour: str
    facts: Sequence[Fact]
    history: Sequence[Moment]
    correct_href: str
    reopen_href: str
    reopen_until: str
    why_not_reopened: str


@dataclass(frozen=True)
class EndedLine:
    """An ended case on the page of its client."""

    when: str
    why: str
    state: str
    colour: str
    href: str


def step_href(client: Client, case: Case, step: str) -> str:
    return url_for("staff.edit_closing", reference=client.reference, case_id=case.id, step=step)


def case_href(client: Client) -> str:
    """Where the open case of a client is closed or, where none is open, a new one begins."""
    case = open_case(client)
    if case is None:
        return url_for("staff.show_case", reference=client.reference)
    return step_href(client, case, STEPS[0].name)


def step_page(
    client: Client, case: Case, step: Step, answers: Mapping[str, Any], known: Known, *, is_correcting: bool
) -> StepPage:
    """Raises NotFound for a step that is not asked, as answers and what is known stand."""
    steps = steps_of(is_passing_on=known.asks_who_takes_over(answers))
    if step not in steps:
        raise NotFound("There is no such page.")
    number = steps.index(step)
    client_href = url_for("staff.show_client", reference=client.reference)
    return StepPage(
        name=client.listed_name,
        title=step.title,
        step=step.name,
        number=number + 1,
        steps=len(steps),
        since=uk_short_date(case.opened_on),
        save_href=url_for("staff.save_closing", reference=client.reference, case_id=case.id, step=step.name),
        back_href=step_href(client, case, steps[number - 1].name) if number else client_href,
        back_text="Back" if number else f"Back to {client.listed_name}",
        is_correcting=is_correcting,
        things=known.things,
        reasons=reasons_in_groups(),
        scores=known.scores,
        tries_words=known.reaching.words,
        wellbeing_href=url_for("staff.new_wellbeing", reference=client.reference),
    )


def reasons_in_groups() -> list[tuple[str, list[str]]]:
    """The reasons to choose from, by the heading that stands over them."""
    groups: dict[ReasonGroup, list[str]] = {}
    for reason in ClosureReason:
        if reason is not ClosureReason.DIED:
            groups.setdefault(group_of(reason), []).append(reason.value)
    return [(group.value, values) for group, values in groups.items()]


def check_page(
    client: Client,
    case: Case,
    answers: Mapping[str, Any],
    known: Known,
    *,
    newest: str,
) -> CheckPage:
    problems = problems_by_step(answers, known)
    facts = facts_by_step(answers, known)
    reason = find_reason(answers)
    state = Closure(reason=reason.value).end_state if reason else None
    return CheckPage(
        name=client.listed_name,
        is_correcting=case.closed_on is not None,
        lines=[
            CheckLine(each.title, step_href(client, case, each.name), facts[each.name], problems.get(each.name, ""))
            for each in steps_of(is_passing_on=known.asks_who_takes_over(answers))
        ],
        is_complete=not problems,
        needs_manager=gives_up(answers, known) and known.reaching.needs_manager,
        asked=known.reaching.asked,
        state=state.value if state else "",
        colour=STATE_COLOURS[state] if state else "",
        newest=newest,
        back_href=step_href(client, case, STEPS[-1].name),
        client_href=url_for("staff.show_client", reference=client.reference),
        close_href=url_for("staff.close_case_with_reason", reference=client.reference, case_id=case.id),
        ask_href=url_for("staff.ask_manager_to_close", reference=client.reference, case_id=case.id),
    )


def gives_up(answers: Mapping[str, Any], known: Known) -> bool:
    return known.reaching.is_new and find_reason(answers) is ClosureReason.NOT_REACHED


def find_reason(answers: Mapping[str, Any]) -> ClosureReason | None:
    return next((each for each in ClosureReason if each.value == answers.get("reason")), None)


def problems_by_step(answers: Mapping[str, Any], known: Known) -> dict[str, str]:
    """What is missing or cannot be, by step."""
    problems: dict[str, str] = {}
    for field, messages in ClosingSchema().validate(dict(answers)).items():
        problems.setdefault(STEP_OF.get(str(field), "reason"), str(messages[0]))
    if gives_up(answers, known) and not known.reaching.are_enough and not answers.get("reason_note"):
        problems.setdefault("reason", "Say under “More about the reason” why you stop sooner than your team means to")
    if known.asks_who_takes_over(answers) and (problem := problem_of_hand_over(answers, clock.today())):
        problems["needs-more"] = problem
    if not known.asks_who_takes_over(answers) and lacks_next_step(answers, known):
        problems.setdefault("next", NO_NEXT_STEP)
    results = answers.get("results", {})
    untold = [each.words for each in known.goals if str(each.id) not in results and not each.result]
    if untold:
        problems["goals"] = f"Say what became of “{untold[0]}”"
    undecided = [each.name for each in known.things if each.key not in answers.get("decisions", {})]
    if undecided:
        problems["open"] = f"Decide what becomes of {undecided[0]}"
    return problems


def lacks_next_step(answers: Mapping[str, Any], known: Known) -> bool:
    """Whether somebody needs more, and nobody has said what comes next, here or where they were handed over."""
    if find_reason(answers) is not ClosureReason.NEEDS_MORE or known.handed_over is not None:
        return False
    return not (answers.get("what_next") or answers.get("onward_to"))


def facts_by_step(answers: Mapping[str, Any], known: Known) -> dict[str, list[Fact]]:
    reason, decisions = find_reason(answers), answers.get("decisions", {})
    more = answers.get("wanted_more")
    exit_answer = next((each for each in ExitAnswer if each.value == answers.get("exit_answer")), None)
    return {
        "reason": [
            Fact("Why", words_of(reason) if reason else ""),
            *where_known(Fact("More about it", lines_of(answers.get("reason_note")))),
            *([Fact("Tries", tries_lines(known))] if reason is ClosureReason.NOT_REACHED else []),
            Fact("Ended on", day_words(answers.get("closed_on"))),
        ],
        "goals": [Fact(f"“{each.words}”", result_lines(answers, each)) for each in known.goals]
        or [Fact("Goals", "None on the plan")],
        "open": [Fact(each.name, decided_words(each, decisions.get(each.key))) for each in known.things]
        or [Fact("Open referrals and sessions", "None")],
        "needs-more": facts_of_hand_over(answers),
        "next": [
            *(facts_of_handed_over(known.handed_over) if reason is ClosureReason.NEEDS_MORE else []),
            Fact("What comes next", lines_of(next_words(answers, known))),
            *where_known(Fact("On to other care", answers.get("onward_to") or "")),
            *where_known(Fact("Told there", answers.get("onward_told") or "")),
            Fact("Would have liked more", MORE_WORDS["" if more is None else str(more).lower()]),
        ],
        "questionnaire": [
            Fact("Asked", EXIT_WORDS[exit_answer] if exit_answer else ""),
            *where_known(Fact("Why", lines_of(answers.get("exit_why")))),
            Fact("Scores", known.scores or "None written down"),
        ],
    }


def next_words(answers: Mapping[str, Any], known: Known) -> str | None:
    """What comes next. Of who needs more it is what was said of who takes over, where nothing else is said."""
    told: str | None = answers.get("what_next")
    if told or answers.get("onward_to") or find_reason(answers) is not ClosureReason.NEEDS_MORE:
        return told
    return what_follows(answers, known.handed_over).get("what_next")


def tries_lines(known: Known) -> list[str]:
    return [known.reaching.words, *known.reaching.lines]


def result_lines(answers: Mapping[str, Any], goal: Goal) -> list[str]:
    """What became of a goal, as it was answered so far."""
    told = answers.get("results", {}).get(str(goal.id), {"result": goal.result, "note": goal.result_note})
    result = next((words for each, words in RESULT_WORDS.items() if each.value == told["result"]), "")
    return [each for each in (result, told.get("note")) if each]


def day_words(value: str | None) -> str:
    return uk_short_date(date.fromisoformat(value)) if value else ""


def where_known(fact: Fact) -> list[Fact]:
    return [fact] if fact.value else []


def lines_of(text: str | None) -> list[str]:
    return text.split("\n") if text else []


def decided_words(thing: OpenThing, decision: str | None) -> str:
    return next((words for each, words in thing.choices.items() if each.value == decision), "")


def newest_words(standing: Closure | None) -> str:
    """How a case stands since somebody else changed it, in a sentence."""
    if standing is None:
        return "It was opened again."
    why = words_of(ClosureReason(standing.reason))
    return f"{standing.recorder.name} wrote down that it ended on {uk_short_date(standing.closed_on)}: {why}."


def ended_line(client: Client, case: Case, standing: Closure | None) -> EndedLine:
    state = standing.end_state if standing else None
    return EndedLine(
        when=f"{uk_short_date(case.opened_on)} to {uk_short_date(case.closed_on)}",
        why=words_of(ClosureReason(standing.reason)) if standing else "No reason was written down",
        state=state.value if state else "",
        colour=STATE_COLOURS[state] if state else "",
        href=url_for("staff.show_ending", reference=client.reference, case_id=case.id),
    )


def ended_lines(client: Client, closures: Sequence[Closure]) -> list[EndedLine]:
    """The ended cases of a client, newest first."""
    standing = {each.case_id: each for each in closures}
    ended = [each for each in client.cases if each.closed_on is not None]
    return [ended_line(client, each, standing.get(each.id)) for each in reversed(ended)]


def ending_page(
    actor: Actor,
    client: Client,
    case: Case,
    closures: Sequence[Closure],
    pauses: Sequence[SupportPause],
    reopen_days: int,
    today: date,
) -> EndingPage:
    standing = next((each for each in closures if each.stands), None)
    why_not = why_not_reopened(client, case, reopen_days, today)
    last_day = last_day_to_reopen(case, reopen_days)
    has_died = standing is not None and standing.reason == ClosureReason.DIED
    may_write = actor.may("casework.write") and case.closed_on is not None and not has_died
    state = standing.end_state if standing else None
    return EndingPage(
        name=client.listed_name,
        client_href=url_for("staff.show_client", reference=client.reference),
        title="How the case ended" if case.closed_on else "The case is open",
        state=state.value if state else "",
        colour=STATE_COLOURS[state] if state else "",
        facts=ending_facts(case, standing, pauses),
        history=[moment_of(each) for each in closures],
        correct_href=step_href(client, case, STEPS[0].name) if may_write else "",
        reopen_href=url_for("staff.open_case_again", reference=client.reference, case_id=case.id)
        if may_write and not why_not and client.death is None
        else "",
        reopen_until=uk_short_date(last_day) if last_day else "",
        why_not_reopened=why_not if case.closed_on and not has_died else "",
    )


def ending_facts(case: Case, standing: Closure | None, pauses: Sequence[SupportPause]) -> list[Fact]:
    """What is known of how a case ended. Its weeks are those of the page of the client, without its pauses."""
    facts = [Fact("Open from", uk_short_date(case.opened_on))]
    if case.closed_on:
        facts.append(Fact("Ended on", uk_short_date(case.closed_on)))
        weeks = supported_weeks(case.opened_on, case.closed_on, pauses)
        facts.append(Fact("Supported for", counted(weeks, "week") + (", without pauses" if pauses else "")))
    if standing is None:
        return facts
    more = "" if standing.wanted_more is None else str(standing.wanted_more).lower()
    exit_answer = EXIT_WORDS[ExitAnswer(standing.exit_answer)] if standing.exit_answer else ""
    return [
        *facts,
        Fact("Why", words_of(ClosureReason(standing.reason))),
        *where_known(Fact("More about it", lines_of(standing.reason_note))),
        *where_known(Fact("What was open", lines_of(standing.settled))),
        *where_known(Fact("What comes next", lines_of(standing.what_next))),
        *where_known(Fact("On to other care", standing.onward_to or "")),
        *where_known(Fact("Told there", standing.onward_told or "")),
        *([] if standing.wanted_more is None else [Fact("Would have liked more", MORE_WORDS[more])]),
        *where_known(Fact("Asked for the questionnaire", exit_answer)),
        *where_known(Fact("Why", lines_of(standing.exit_why))),
    ]


def moment_of(closure: Closure) -> Moment:
    """One line of the history of endings."""
    detail = f"Ended on {uk_short_date(closure.closed_on)}"
    if closure.undone_at:
        detail += f". Opened again on {uk_short_date(closure.undone_at)}: {closure.why_undone}"
    elif closure.replaced_at:
        detail += f". Put right on {uk_short_date(closure.replaced_at)}"
    return Moment(
        when=uk_short_date(closure.recorded_at),
        what=words_of(ClosureReason(closure.reason)),
        detail=detail,
        who=closure.recorder.name,
        is_void=not closure.stands,
    )

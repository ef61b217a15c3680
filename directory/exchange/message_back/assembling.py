"""Assembling a message from what is written down of a case: the parts, with words that can be changed before it goes.

The requested actions stand first, and that none are requested is said. What did not help is told beside what did. Risks
are there to be chosen, and go nowhere unless somebody ticks them; safeguarding concerns are in no message.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.assessment.plan_models import Goal
from directory.casework.assessment.plan_queries import list_goals
from directory.casework.assessment.plan_states import GoalResult, GoalState
from directory.casework.closing.models import Closure
from directory.casework.closing.queries import find_standing
from directory.casework.closing.reasons import ClosureReason, words_of
from directory.casework.message_back.content import (
    ACTIONS,
    CodedConcept,
    Content,
    GoalReached,
    MeasuredScore,
    Section,
)
from directory.casework.message_back.models import Addressee
from directory.casework.models import Case, Client
from directory.casework.nhs_numbers import spaced
from directory.casework.safety.queries import list_risks
from directory.casework.support_sessions.queries import count_happened
from directory.casework.support_sessions.rhythm import list_pauses
from directory.casework.support_sessions.rhythm_models import SupportPause
from directory.casework.support_sessions.weeks import supported_weeks
from directory.exchange.message_back.arranged import helped_lines, not_helped_lines
from directory.exchange.message_back.codes import codes_for
from directory.outcomes.models import InstrumentResponse, Occasion, score_of
from directory.outcomes.queries import list_responses
from directory.referrals.queries import list_onward_referrals
from directory.referrals.signposts.models import Signpost, SignpostAnswer
from directory.referrals.signposts.signposting import list_signposts

TITLES = {
    Addressee.PRACTICE: "Social prescribing: message to the GP practice",
    Addressee.REFERRER: "Social prescribing: message to the referrer",
}
RESULT_WORDS = {GoalResult.ACHIEVED: "achieved", GoalResult.PARTLY: "partly achieved", GoalResult.NOT: "not achieved"}
OCCASIONS = {Occasion.BASELINE: "At the start", Occasion.EXIT: "At the end"}
SIGNPOSTED = {
    SignpostAnswer.OFFERED: "offered, and they have not said whether they go",
    SignpostAnswer.ACCEPTED: "accepted: they want to go by themselves",
    SignpostAnswer.DECLINED: "declined: they do not want to go",
}


def assemble(db: Session, actor: Actor, client: Client, case: Case, addressee: Addressee, offered_code: str) -> Content:
    """A message about a case to somebody, to be looked through before it goes. The caller looked the client up."""
    closure = find_standing(db, case)
    sessions = count_happened(db, case)
    responses = [each for each in list_responses(db, actor, client) if each.case_id == case.id]
    referrals = [each for each in list_onward_referrals(db, actor, client) if each.case_id == case.id]
    goals = [each for each in list_goals(db, case) if each.removed_at is None and not each.is_private]
    reason = ClosureReason(closure.reason) if closure else None
    codes = codes_for(reason, sessions, offered_code)
    reached = [GoalReached(one_line(each.words), result_words(each)) for each in goals]
    return Content(
        title=TITLES[addressee],
        facts=facts_of(client),
        sections=(
            Section(ACTIONS, "Actions requested"),
            Section("ended", "How support went", words_of_ending(case, closure, sessions, list_pauses(db, case))),
            Section("goals", "What they wanted, and what came of it", "\n".join(each.line for each in reached)),
            Section("scores", "Scores before and after", words_of_scores(responses)),
            Section(
                "signposts", "Places they were told of", "\n".join(signpost_lines(list_signposts(db, client), case))
            ),
            Section("helped", "What was arranged", "\n".join(helped_lines(referrals))),
            Section("not helped", "What did not help, or did not come about", "\n".join(not_helped_lines(referrals))),
            Section("next", "What comes next", words_of_next(closure)),
            Section("codes", "Codes for the record (SNOMED CT)", words_of_codes(codes)),
            Section("risks", "Risks that are known", words_of_risks(db, client), is_in=False),
            Section("more", "Anything else"),
        ),
        codes=tuple(codes),
        scores=tuple(measured(each) for each in responses),
        goals=tuple(reached),
    )


def facts_of(client: Client) -> tuple[tuple[str, str], ...]:
    """Whose message it is, by what a practice finds them by."""
    known = (
        ("Name", client.name),
        ("Date of birth", day_words(client.born_on) if client.born_on else ""),
        ("NHS number", spaced(client.nhs_number) if client.nhs_number else "Not known to us"),
        ("Postcode", client.postcode or ""),
        ("Our reference", client.reference),
    )
    return tuple((name, value) for name, value in known if value)


def words_of_ending(case: Case, closure: Closure | None, sessions: int, pauses: Sequence[SupportPause]) -> str:
    began = f"Support began on {day_words(case.opened_on)}"
    if case.closed_on is None:
        return f"{began} and goes on. Support sessions so far: {sessions}."
    weeks = supported_weeks(case.opened_on, case.closed_on, pauses)
    rested = " Pauses are not counted." if pauses else ""
    lines = [f"{began} and ended on {day_words(case.closed_on)}, after {weeks} weeks.{rested}"]
    if closure:
        lines.append(f"It ended because: {words_of(ClosureReason(closure.reason))} ({closure.end_state}).")
    lines.append(f"Support sessions held: {sessions}.")
    return "\n".join(lines)


def one_line(words: str) -> str:
    return " ".join(words.split())


def result_words(goal: Goal) -> str:
    """What became of a goal: its result or, before one is written down, how it stands."""
    if goal.result:
        note = f" ({one_line(goal.result_note)})" if goal.result_note else ""
        return RESULT_WORDS[GoalResult(goal.result)] + note
    return "achieved" if goal.state == GoalState.REACHED else goal.state


def words_of_scores(responses: Sequence[InstrumentResponse]) -> str:
    """Both scores, and the change between them; what is missing is said."""
    if not responses:
        return "No questionnaire was filled in."
    known = {Occasion(each.occasion): each for each in responses}
    lines = [
        f"SWEMWBS {label.lower()}, {day_words(known[occasion].taken_on)}: {score_of(known[occasion], 'metric'):.2f}"
        if occasion in known
        else f"SWEMWBS {label.lower()}: not filled in"
        for occasion, label in OCCASIONS.items()
    ]
    if len(known) == len(OCCASIONS):
        change = score_of(known[Occasion.EXIT], "metric") - score_of(known[Occasion.BASELINE], "metric")
        lines.append(f"Change: {change:+.2f}. Scores run from 7 to 35, and higher is better.")
    return "\n".join(lines)


def measured(response: InstrumentResponse) -> MeasuredScore:
    label = OCCASIONS[Occasion(response.occasion)]
    return MeasuredScore("SWEMWBS", label, score_of(response, "metric"), response.taken_on.isoformat())


def signpost_lines(signposts: Iterable[Signpost], case: Case) -> Iterable[str]:
    """The places somebody was told of while a case was open, the first one first. Nobody was asked to take them."""
    for each in sorted(signposts, key=lambda told: told.recorded_at):
        if case.opened_on <= each.told_on <= (case.closed_on or each.told_on):
            yield f"{each.where_to}: {SIGNPOSTED[SignpostAnswer(each.answer)]}"


def words_of_next(closure: Closure | None) -> str:
    if closure is None:
        return ""
    onward = f"They go on to: {closure.onward_to}" if closure.onward_to else ""
    told = f"Told there: {closure.onward_told}" if closure.onward_told else ""
    return "\n".join(each for each in (closure.what_next, onward, told) if each)


def words_of_codes(codes: Sequence[CodedConcept]) -> str:
    return "\n".join(f"{each.code} {each.term}" for each in codes)


def words_of_risks(db: Session, client: Client) -> str:
    """Risks that stand, or that none is known. Concerns about safeguarding are told on a way of their own."""
    standing = [each for each in list_risks(db, client.id) if each.ended_on is None]
    risks = [each for each in standing if not each.is_none_known]
    if risks:
        return "\n".join(": ".join(part for part in (each.kind, each.words) if part) for each in risks)
    return "No risks are known." if standing else ""


def day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

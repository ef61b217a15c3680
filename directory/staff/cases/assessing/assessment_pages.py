"""What the pages of an assessment show."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.assessment.assessing import find_open_assessment
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import AssessmentState, CopyPart, Topic
from directory.casework.models import Client
from directory.casework.queries import open_case
from directory.casework.support_sessions.inputs import LATEST_CHECK_IN, USUAL_CHECK_IN
from directory.casework.support_sessions.models import Way
from directory.clock import UK
from directory.staff.cases.assessing.assessment_words import (
    COLOURS,
    STATES,
    TOPICS,
    reason_words,
)
from directory.staff.support_sessions.meeting_forms import NOT_REMINDED
from directory.staff.support_sessions.meeting_pages import (
    BeforeMeeting,
    ReminderStanding,
    VisitStanding,
    before_meeting,
    reminder_standing,
    visit_facts,
    visit_standing,
    where_facts,
)
from directory.staff.support_sessions.session_words import WAY_WORDS, clock_time, when_words
from directory.web.components import Fact
from directory.web.words import uk_short_date


@dataclass(frozen=True)
class AssessmentLine:
    """An assessment in a list."""

    assessment_id: uuid.UUID
    when: str
    state: str
    colour: str


@dataclass(frozen=True)
class PlanningAssessmentPage:
    """Planning an assessment, or putting one off: whose, and what to know before.

    `open_id` is one that is not finished, which has to be before there can be another.
    """

    name: str
    reference: str
    before: BeforeMeeting
    assessment_id: uuid.UUID | None = None
    open_id: uuid.UUID | None = None


@dataclass(frozen=True)
class AssessmentPage:
    """One assessment: when and how it was, what was found, and what can be done with it now.

    `risks_due` where nobody has asked about risks. `visit` tells of one at their home. `seen` is the version that is
    shown.
    """

    name: str
    reference: str
    assessment_id: uuid.UUID | None = None
    state: str = ""
    colour: str = ""
    facts: Sequence[Fact] = ()
    changed: str = ""
    risks_due: bool = False
    may_change: bool = False
    is_planned: bool = False
    is_held: bool = False
    is_finished: bool = False
    visit: VisitStanding | None = None
    reminder: ReminderStanding = ReminderStanding()  # noqa: RUF009 - it is frozen
    seen: int = 0


def planning_assessment_page(
    db: Session, actor: Actor, client: Client, assessment: Assessment | None = None
) -> PlanningAssessmentPage:
    page = PlanningAssessmentPage(client.listed_name, client.reference, before_meeting(db, actor, client))
    if assessment is not None:
        return replace(page, assessment_id=assessment.id)
    case = open_case(client)
    in_hand = find_open_assessment(db, case) if case else None
    return replace(page, open_id=in_hand.id if in_hand else None)


def assessment_line(assessment: Assessment) -> AssessmentLine:
    state = AssessmentState(assessment.state)
    return AssessmentLine(assessment.id, when_words(assessment), STATES[state], COLOURS[state])


def assessment_page(
    db: Session, actor: Actor, client: Client, assessment: Assessment, needs: Mapping[str, str], *, risks_due: bool
) -> AssessmentPage:
    """The page of one assessment."""
    state, case = AssessmentState(assessment.state), open_case(client)
    is_of_open_case = case is not None and case.id == assessment.case_id
    return AssessmentPage(
        name=client.listed_name,
        reference=client.reference,
        assessment_id=assessment.id,
        state=STATES[state],
        colour=COLOURS[state],
        facts=[*time_facts(client, assessment), *found_facts(assessment, needs)],
        changed=changed_words(assessment),
        risks_due=risks_due and state in (AssessmentState.PLANNED, AssessmentState.HELD),
        may_change=actor.may("casework.write") and is_of_open_case,
        is_planned=state is AssessmentState.PLANNED,
        is_held=state is AssessmentState.HELD,
        is_finished=state is AssessmentState.FINISHED,
        visit=visit_standing(db, actor, client, assessment, clock.now()),
        reminder=reminder_standing(db, actor, client, assessment),
        seen=assessment.version,
    )


def time_facts(client: Client, assessment: Assessment) -> list[Fact]:
    """When, how, where and with whom it is; of a home visit, who knows of it."""
    return [
        Fact("When", when_words(assessment)),
        Fact("How", WAY_WORDS[Way(assessment.way)]),
        *where_facts(client, assessment),
        Fact("With", assessment.coordinator.name),
        *visit_facts(assessment),
    ]


def found_facts(assessment: Assessment, needs: Mapping[str, str]) -> list[Fact]:
    """What was found, or why it was not held; nothing of one that is to come."""
    if assessment.reason:
        return [Fact("Why it was not held", reason_words(assessment))]
    if assessment.state == AssessmentState.PLANNED:
        return []
    off = assessment.parts_off_copy
    found = (
        ("Who was there too", assessment.present),
        (named("Strengths", CopyPart.STRENGTHS, off), lines_of(assessment.strengths)),
        (named("Needs", CopyPart.NEEDS, off), [needs.get(each, each) for each in assessment.need_codes]),
        (named("Needs and concerns", CopyPart.CONCERNS, off), lines_of(assessment.concerns)),
        ("Not asked yet", [TOPICS[Topic(each)] for each in assessment.topics_not_asked]),
        ("Notes for your team", lines_of(assessment.notes)),
    )
    return [Fact(name, value or "Nothing is written down") for name, value in found]


def named(name: str, part: CopyPart, off: Sequence[str]) -> str:
    return f"{name} (not on their copy)" if part in off else name


def lines_of(words: str | None) -> list[str]:
    return words.split("\n") if words else []


def changed_words(assessment: Assessment) -> str:
    """Who wrote in it last, so that colleagues notice each other."""
    if assessment.changer is None or assessment.changed_at is None:
        return ""
    when = f"{uk_short_date(assessment.changed_at)} at {clock_time(assessment.changed_at)}"
    return f"{assessment.changer.name} wrote in it last, on {when}."


def known_time(assessment: Assessment) -> dict[str, Any]:
    """When an assessment is, as its form shows it."""
    starts = assessment.starts_at.astimezone(UK)
    return {
        "day": starts.date(),
        "at": f"{starts:%H:%M}",
        "lasts_minutes": assessment.lasts_minutes,
        "way": assessment.way,
        "place": assessment.place,
        "coordinator_id": str(assessment.coordinator_id),
        "buddy_id": str(assessment.buddy_id or ""),
        "check_in_minutes": check_in_minutes(assessment),
        "remind_by": assessment.remind_by or NOT_REMINDED,
        "seen": assessment.version,
    }


def check_in_minutes(assessment: Assessment) -> int:
    """How long after the end of a home visit somebody checks in at the latest."""
    if assessment.check_in_due_at is None:
        return USUAL_CHECK_IN
    minutes = (assessment.check_in_due_at - assessment.ends_at) // timedelta(minutes=1)
    return min(max(minutes, 0), LATEST_CHECK_IN)


def known_found(assessment: Assessment) -> dict[str, Any]:
    """What was found, as its form shows it."""
    return {
        "lasts_minutes": assessment.lasts_minutes,
        "present": assessment.present,
        "strengths": assessment.strengths,
        "concerns": assessment.concerns,
        "notes": assessment.notes,
        "needs": list(assessment.need_codes),
        "not_asked": list(assessment.topics_not_asked),
        "off_copy": list(off_copy_of(assessment)),
        "seen": assessment.version,
    }


def off_copy_of(assessment: Assessment) -> Sequence[str]:
    """What stays off the copy: before anything is written down, all that somebody at home may hold against them."""
    is_new = assessment.state == AssessmentState.PLANNED
    return (CopyPart.NEEDS.value, CopyPart.CONCERNS.value) if is_new else assessment.parts_off_copy


def take_newest_found(form: Any, assessment: Assessment, needs: Mapping[str, str]) -> Sequence[Fact]:
    """What the assessment says now, where a colleague wrote in it; the form, sent again, then replaces it."""
    if form.seen.data == assessment.version:
        return ()
    form.seen.data = assessment.version
    return found_facts(assessment, needs)

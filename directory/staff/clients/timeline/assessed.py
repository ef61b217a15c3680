"""Assessments of a client: when they were planned, held or not, and finished."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.assessment.assessing import list_assessments
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import AssessmentState
from directory.casework.models import Client
from directory.casework.support_sessions.reminders import when_reminders_left
from directory.staff.cases.assessing.assessment_words import how_words, reason_words
from directory.staff.clients.timeline.around_meetings import check_in_entries, reminded_entries
from directory.staff.clients.timeline.entries import Kind, TimelineEntry
from directory.staff.support_sessions.session_words import when_words

TITLES = {
    AssessmentState.HELD: "Assessment, not finished yet",
    AssessmentState.FINISHED: "Assessment",
    AssessmentState.NOT_HELD: "The assessment was not held",
}


def list_assessed(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    assessments = list_assessments(db, client)
    left = when_reminders_left(db, [each.id for each in assessments])
    for each in assessments:
        href = url_for("staff.show_assessment", reference=client.reference, assessment_id=each.id)
        yield entry_of(each, href)
        yield from reminded_entries(each, left.get(each.id), href)
        yield from check_in_entries(each, href)


def entry_of(assessment: Assessment, href: str) -> TimelineEntry:
    state = AssessmentState(assessment.state)
    if state is AssessmentState.PLANNED:
        title = f"Assessment planned for {when_words(assessment)}"
        return TimelineEntry(
            assessment.planned_at, Kind.ASSESSMENT, title, how_words(assessment), href, assessment.planned_by
        )
    words = reason_words(assessment) or how_words(assessment)
    return TimelineEntry(assessment.starts_at, Kind.ASSESSMENT, TITLES[state], words, href, assessment.coordinator_id)

"""Assessments of these days, and those to write down or to finish."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import AssessmentState
from directory.casework.assessment.due_queries import list_due_assessments
from directory.casework.support_sessions.local_times import day_bounds
from directory.clock import day_of
from directory.staff.cases.assessing.assessment_words import how_words
from directory.staff.my_day.due import DueLine, due_line
from directory.staff.support_sessions.session_words import clock_time

A_WEEK = timedelta(days=7)


def list_assessments_due(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    _, until = day_bounds(today + A_WEEK)
    now = clock.now()
    for each in list_due_assessments(db, actor, until):
        href = url_for("staff.show_assessment", reference=each.client.reference, assessment_id=each.id)
        line = due_line(each.client, "Assessment", what_words(each, now), href, day_of(each.starts_at), today)
        yield replace(line, coordinator_id=each.coordinator_id)


def what_words(assessment: Assessment, now: datetime) -> str:
    if assessment.state == AssessmentState.HELD:
        return "Finish the assessment"
    if assessment.ends_at < now:
        return "Write down what became of the assessment"
    how = how_words(assessment)
    return f"At {clock_time(assessment.starts_at)}, {how[0].lower()}{how[1:]}"

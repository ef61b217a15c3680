"""Everything that stands in a coordinator's diary, told alike. A new kind of appointment adds its function here."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import AssessmentState
from directory.casework.support_sessions.diaries import list_assessments_in_diary, list_in_diary, numbers_of_sessions
from directory.casework.support_sessions.models import SupportSession, Way
from directory.casework.support_sessions.states import SessionState
from directory.staff.support_sessions.session_pages import how_words, session_href
from directory.staff.support_sessions.session_words import WAY_WORDS, state_words


@dataclass(frozen=True)
class Appointment:
    """Something in a diary: when, with whom, what, where, and how it stands.

    `outside` is what may be said of it outside this product: never a place at somebody's home.
    """

    id: uuid.UUID
    starts_at: datetime
    ends_at: datetime
    client_id: uuid.UUID
    client_name: str
    what: str
    where: str
    outside: str
    href: str
    state: str
    colour: str
    is_planned: bool
    is_called_off: bool
    changed_at: datetime
    version: int


ASSESSMENT_COLOURS = {
    AssessmentState.PLANNED: "blue",
    AssessmentState.HELD: "yellow",
    AssessmentState.FINISHED: "green",
    AssessmentState.NOT_HELD: "grey",
}
# What a coordinator has between two moments, in any order, as far as the actor may see it. The caller records who is
# named.
Source = Callable[[Session, Actor, uuid.UUID, datetime, datetime], Iterable[Appointment]]


def list_session_appointments(
    db: Session, actor: Actor, coordinator_id: uuid.UUID, begins: datetime, ends: datetime
) -> list[Appointment]:
    sessions = list_in_diary(db, actor, coordinator_id, begins, ends)
    numbers = numbers_of_sessions(db, actor, sessions)
    return [session_appointment(each, numbers.get(each.id)) for each in sessions]


def session_appointment(session: SupportSession, number: int | None) -> Appointment:
    state, colour = state_words(session, clock.now())
    way = Way(session.way)
    return Appointment(
        id=session.id,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        client_id=session.client_id,
        client_name=session.client.listed_name,
        what=f"Support session {number}" if number else "Support session",
        where=how_words(session),
        outside=how_words(session) if way is Way.PLACE else WAY_WORDS[way],
        href=session_href(session.client, session),
        state=state,
        colour=colour,
        is_planned=session.state == SessionState.PLANNED,
        is_called_off=session.state in (SessionState.CANCELLED, SessionState.MISSED),
        changed_at=session.recorded_at or session.planned_at,
        version=session.version,
    )


def list_assessment_appointments(
    db: Session, actor: Actor, coordinator_id: uuid.UUID, begins: datetime, ends: datetime
) -> list[Appointment]:
    found = list_assessments_in_diary(db, actor, coordinator_id, begins, ends)
    return [assessment_appointment(each) for each in found]


def assessment_appointment(assessment: Assessment) -> Appointment:
    way, state = Way(assessment.way), AssessmentState(assessment.state)
    place = assessment.place if way is Way.PLACE and assessment.place else WAY_WORDS[way]
    return Appointment(
        id=assessment.id,
        starts_at=assessment.starts_at,
        ends_at=assessment.ends_at,
        client_id=assessment.client_id,
        client_name=assessment.client.listed_name,
        what="Assessment",
        where=place,
        outside=place,
        href=url_for("staff.show_assessment", reference=assessment.client.reference, assessment_id=assessment.id),
        state=state.value,
        colour=ASSESSMENT_COLOURS[state],
        is_planned=state is AssessmentState.PLANNED,
        is_called_off=state is AssessmentState.NOT_HELD,
        changed_at=assessment.changed_at or assessment.planned_at,
        version=assessment.version,
    )


SOURCES: Sequence[Source] = (list_session_appointments, list_assessment_appointments)


def list_appointments(
    db: Session, actor: Actor, coordinator_id: uuid.UUID, begins: datetime, ends: datetime
) -> list[Appointment]:
    """All that stands in a coordinator's diary between two moments, in the order of time."""
    found = [each for source in SOURCES for each in source(db, actor, coordinator_id, begins, ends)]
    return sorted(found, key=lambda each: (each.starts_at, str(each.id)))


def clashing(appointments: Iterable[Appointment]) -> frozenset[uuid.UUID]:
    """Those planned ones that overlap with another, by id."""
    planned = [each for each in appointments if each.is_planned]
    pairs = ((one, other) for one in planned for other in planned if one.id != other.id)
    overlapping = (one.id for one, other in pairs if one.starts_at < other.ends_at and other.starts_at < one.ends_at)
    return frozenset(overlapping)

"""Planning a support session, and moving one to another time."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor, Role
from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import list_colleagues
from directory.casework.agreeing import PersonHasDied
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.support_sessions.planning import (
    NoCaseForSession,
    NoSessionsLeft,
    plan_session,
    reschedule_session,
)
from directory.casework.support_sessions.queries import get_support_session
from directory.casework.support_sessions.states import MoveNotAllowed
from directory.casework.support_sessions.visits import list_buddies
from directory.clock import UK
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.records.records import get_client
from directory.staff.support_sessions.meeting_forms import NOT_REMINDED, people_choices
from directory.staff.support_sessions.proposing import proposed_session
from directory.staff.support_sessions.session_forms import RescheduleForm, SessionForm
from directory.staff.support_sessions.session_pages import planning_page
from directory.staff.support_sessions.session_words import clock_time, when_words
from directory.web.fields.choices import Choice
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


def choices_for(db: Session, actor: Actor, client: Client) -> dict[str, list[Choice]]:
    return people_choices(list_colleagues(db, actor, Role.COORDINATOR), list_buddies(db, actor, client))


REFUSALS = (NoSessionsLeft, NoCaseForSession, PersonHasDied)


@bp.get("/clients/<reference>/sessions/new")
@requires("casework.write")
def new_support_session(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        choices = choices_for(db, actor, client)
        page = planning_page(db, actor, client)
        proposed = proposed_session(db, client)
    form: Any = show_form(SessionForm, proposed, choices)
    return render_page("staff/new_support_session.html", page, form=form)


@bp.post("/clients/<reference>/sessions")
@requires("casework.write")
@asks_again(new_support_session)
def create_support_session(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        wanted = load_form(SessionForm, choices_for(db, actor, client))
        with said_on_the_page(*REFUSALS):
            session = plan_session(db, actor, client, wanted)
        planned = when_words(session)
    tell(f"It is planned: {planned}.")
    return redirect(f"{url_for('staff.show_client', reference=reference)}#sessions", 303)


@bp.get("/clients/<reference>/sessions/<uuid:support_session_id>/reschedule")
@requires("casework.write")
def new_time_for_support_session(reference: str, support_session_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        session = get_support_session(db, client, support_session_id)
        choices = choices_for(db, actor, client)
        page = planning_page(db, actor, client, session)
        known = {
            "day": session.starts_at.astimezone(UK).date(),
            "at": clock_time(session.starts_at),
            "lasts_minutes": session.lasts_minutes,
            "way": session.way,
            "place": session.place,
            "coordinator_id": str(session.coordinator_id),
            "buddy_id": str(session.buddy_id or ""),
            "remind_by": session.remind_by or NOT_REMINDED,
        }
    form: Any = show_form(RescheduleForm, known, choices)
    form.seen.data = session.version
    return render_page("staff/new_time_for_support_session.html", page, form=form, session_id=session.id)


@bp.post("/clients/<reference>/sessions/<uuid:support_session_id>/reschedule")
@requires("casework.write")
@asks_again(new_time_for_support_session)
def save_time_of_support_session(reference: str, support_session_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        session = get_support_session(db, client, support_session_id, to_change=True)
        choices = choices_for(db, actor, client)
        wanted, why = load_form(RescheduleForm, choices)
        with said_on_the_page(ChangedMeanwhile, MoveNotAllowed, *REFUSALS):
            new = reschedule_session(db, actor, client, session, wanted, why)
        planned, new_id = when_words(new), new.id
    tell(f"It is moved: {planned}.")
    return redirect(url_for("staff.show_support_session", reference=reference, support_session_id=new_id), 303)

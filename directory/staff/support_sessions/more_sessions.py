"""Asking for more sessions than the team gives, and a manager's decision."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.casework.agreeing import PersonHasDied
from directory.casework.drafts.keeping import drop_draft
from directory.casework.support_sessions.more import AskedAlready, DecidedAlready, ask_for_more, decide_more
from directory.casework.support_sessions.planning import NoCaseForSession
from directory.casework.support_sessions.queries import get_more_sessions, list_undecided
from directory.casework.support_sessions.states import AskingState
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.drafts.offering import find_offer, show_drafted
from directory.staff.records.records import get_client
from directory.staff.support_sessions.session_forms import DecisionForm, MoreSessionsForm
from directory.staff.support_sessions.session_pages import UndecidedPage, more_line, more_page, planning_page
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get("/more-sessions")
@requires("casework.oversee")
def show_undecided_sessions() -> ResponseReturnValue:
    """The questions for more sessions that wait for a manager."""
    with transaction() as db:
        page = UndecidedPage([more_line(each.client, each) for each in list_undecided(db, current_actor())])
    return render_page("staff/show_undecided_sessions.html", page)


@bp.get("/clients/<reference>/more-sessions/new")
@requires("casework.read")
def new_more_sessions(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        page, draft = planning_page(db, actor, client), find_offer(db, actor, client, "more-sessions")
    form: Any = show_drafted(MoreSessionsForm, draft)
    decides = actor.may("casework.oversee")
    return render_page("staff/new_more_sessions.html", page, form=form, decides=decides, draft=draft)


@bp.post("/clients/<reference>/more-sessions")
@requires("casework.read")
@asks_again(new_more_sessions)
def create_more_sessions(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        wanted = load_form(MoreSessionsForm)
        with said_on_the_page(AskedAlready, NoCaseForSession, PersonHasDied):
            more = ask_for_more(db, actor, client, wanted)
        drop_draft(db, actor, client, "more-sessions")
        is_allowed = more.state == AskingState.ALLOWED
    tell("It is allowed, and written down why." if is_allowed else "A manager of your team decides now.")
    return redirect(f"{url_for('staff.show_client', reference=reference)}#sessions", 303)


@bp.get("/clients/<reference>/more-sessions/<uuid:more_id>")
@requires("casework.read")
def show_more_sessions(reference: str, more_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        page = more_page(actor, client, get_more_sessions(db, client, more_id))
    form: Any = show_form(DecisionForm)
    return render_page("staff/show_more_sessions.html", page, form=form)


@bp.post("/clients/<reference>/more-sessions/<uuid:more_id>")
@requires("casework.oversee")
@asks_again(show_more_sessions)
def decide_more_sessions(reference: str, more_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        more = get_more_sessions(db, client, more_id, to_change=True)
        wanted = load_form(DecisionForm)
        with said_on_the_page(DecidedAlready):
            decide_more(db, actor, more, wanted)
    tell("They are allowed." if wanted.is_allowed else "The coordinator sees that you said no, and why.")
    return redirect(url_for("staff.show_more_sessions", reference=reference, more_id=more_id), 303)

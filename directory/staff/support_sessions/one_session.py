"""One support session: looking at it, writing down what became of it, and taking that back."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.drafts.keeping import drop_draft
from directory.casework.operations import ChangedMeanwhile
from directory.casework.support_sessions.models import SupportSession
from directory.casework.support_sessions.planning import NoSessionsLeft
from directory.casework.support_sessions.queries import find_replacement, get_support_session
from directory.casework.support_sessions.recording import record_outcome, take_back_outcome
from directory.casework.support_sessions.states import MoveNotAllowed, SessionState
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.drafts.offering import find_offer, show_drafted
from directory.staff.records.records import get_client
from directory.staff.support_sessions.session_forms import OutcomeForm, TakeBackForm
from directory.staff.support_sessions.session_pages import session_page
from directory.web.forms import asks_again, load_form, said_on_the_page
from directory.web.pages import render_page, tell

TOLD = {
    SessionState.HAPPENED: "It is written down.",
    SessionState.MISSED: "It is written down that it did not happen.",
    SessionState.CANCELLED: "It is cancelled.",
}


@bp.get("/clients/<reference>/sessions/<uuid:support_session_id>")
@requires("casework.read")
def show_support_session(reference: str, support_session_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        session = get_support_session(db, client, support_session_id)
        replaces = get_support_session(db, client, session.replaces_id) if session.replaces_id else None
        page = session_page(db, actor, client, session, replaces, find_replacement(db, session), clock.now())
        known = known_of(session)
        draft = find_offer(db, actor, client, "session", session.id)
    form = show_drafted(OutcomeForm, draft, known)
    # Also where the form comes back: the page shows what stands now.
    form.seen.data = session.version
    return render_page("staff/show_support_session.html", page, form=form, draft=draft)


def known_of(session: SupportSession) -> dict[str, object]:
    is_planned = session.state == SessionState.PLANNED
    because = {SessionState.MISSED: "missed_because", SessionState.CANCELLED: "cancelled_because"}
    known: dict[str, object] = {
        "state": None if is_planned else session.state,
        "note": session.note,
        "notes": session.notes,
        "shared": session.shared,
    }
    if session.state in because:
        known[because[SessionState(session.state)]] = session.reason
    return known


@bp.post("/clients/<reference>/sessions/<uuid:support_session_id>")
@requires("casework.write")
@asks_again(show_support_session)
def save_support_session(reference: str, support_session_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        session = get_support_session(db, client, support_session_id, to_change=True)
        wanted = load_form(OutcomeForm)
        with said_on_the_page(ChangedMeanwhile, MoveNotAllowed, NoSessionsLeft):
            record_outcome(db, actor, client, session, wanted)
        drop_draft(db, actor, client, "session", str(support_session_id))
    tell(TOLD[wanted.state])
    return redirect(
        url_for("staff.show_support_session", reference=reference, support_session_id=support_session_id), 303
    )


@bp.post("/clients/<reference>/sessions/<uuid:support_session_id>/take-back")
@requires("casework.write")
@asks_again(show_support_session)
def take_back_support_session(reference: str, support_session_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        session = get_support_session(db, client, support_session_id, to_change=True)
        take_back_outcome(db, actor, client, session, load_form(TakeBackForm))
    tell("It is planned again.")
    return redirect(
        url_for("staff.show_support_session", reference=reference, support_session_id=support_session_id), 303
    )

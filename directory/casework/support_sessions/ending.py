"""What becomes of planned sessions where a case ends, and where somebody else supports the person from now on."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Case, Client
from directory.casework.support_sessions.models import SupportSession
from directory.casework.support_sessions.reminders import call_off_reminder, remind_anew
from directory.casework.support_sessions.states import SessionReason, SessionState


def list_to_come(db: Session, case: Case) -> Sequence[SupportSession]:
    """What is planned in a case and still to come. A session whose time has come may have happened, and is left."""
    planned = [each for each in list_planned(db, case.client_id) if each.case_id == case.id]
    return [each for each in planned if each.starts_at > clock.now()]


def cancel_planned(db: Session, actor: Actor, case: Case, *, but: Collection[uuid.UUID] = ()) -> None:
    """Cancel what is still to come in a case that ends, so that nobody is reminded of it or waits for somebody.

    What somebody decided to hold all the same, `but`, stays planned until it is written down what became of it.
    """
    cancelled = [each for each in list_to_come(db, case) if each.id not in but]
    for session in cancelled:
        session.state, session.reason = SessionState.CANCELLED.value, SessionReason.OURS.value
        session.note = "Their case was closed."
        session.recorded_by, session.recorded_at = actor.user_id, clock.now()
        call_off_reminder(db, session)
    if cancelled:
        ids = [each.id for each in cancelled]
        record_act(db, actor.user_id, actor.scheme_id, "support_session.cancelled", "support_session", ids)


def hand_over_sessions(db: Session, client: Client, coordinator_id: uuid.UUID, *, of: uuid.UUID | None = None) -> int:
    """Have a client's planned sessions be with another coordinator, who can move them; says how many there are.

    All of them, or those that one colleague was to hold: `of`. Reminders that wait name the new one, and nobody is the
    buddy of their own visit.
    """
    planned = [each for each in list_planned(db, client.id) if of is None or each.coordinator_id == of]
    for session in planned:
        before, session.coordinator_id = session.coordinator_id, coordinator_id
        if session.buddy_id == coordinator_id:
            session.buddy_id = before
        if before != coordinator_id:
            remind_anew(db, client, session)
    return len(planned)


def list_planned(db: Session, client_id: uuid.UUID) -> Sequence[SupportSession]:
    planned = (SupportSession.client_id == client_id, SupportSession.state == SessionState.PLANNED.value)
    return db.scalars(select(SupportSession).where(*planned).order_by(SupportSession.starts_at)).all()

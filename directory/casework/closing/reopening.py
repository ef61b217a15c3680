"""Opening a case again that was closed a short while ago: it goes on, and how it ended is kept as undone."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.agreeing import check_alive
from directory.casework.closing.ending import undo_closure
from directory.casework.models import Case, Client
from directory.casework.queries import open_case
from directory.casework.referrals_in.telling_senders import tell_senders_of_client
from directory.casework.wordings import get_own_scheme
from directory.errors import Refused


class NotReopened(Refused):
    """This case cannot be opened again; the message says why, and what to do."""


def last_day_to_reopen(case: Case, reopen_days: int) -> date | None:
    """Until when a case may be opened again; None for one that is open."""
    return case.closed_on + timedelta(days=reopen_days) if case.closed_on else None


def why_not_reopened(client: Client, case: Case, reopen_days: int, today: date) -> str:
    """Why a case cannot be opened again, as a sentence; empty where it can."""
    last_day = last_day_to_reopen(case, reopen_days)
    if last_day is None:
        return "It is open."
    if open_case(client) is not None:
        return "Another case of theirs is open."
    if any(each.comes_after(case) for each in client.cases):
        return "A later case of theirs was opened since."
    if today > last_day:
        return f"It ended more than {reopen_days} days ago. Open a new case instead."
    return ""


def reopen_case(db: Session, actor: Actor, client: Client, case: Case, why: str) -> bool:
    """Let a case go on that was closed, with all that hangs on it; says whether it was news.

    Raises PersonHasDied, and NotReopened where too many days have gone by, or another case was opened. The caller keeps
    the client from others.
    """
    if case.closed_on is None:
        return False
    check_alive(client)
    problem = why_not_reopened(client, case, get_own_scheme(db, actor).reopen_days, clock.today())
    if problem:
        raise NotReopened(problem)
    case.closed_on = None
    undo_closure(db, actor, case, why)
    record_act(db, actor.user_id, actor.scheme_id, "case.reopened", "client_case", [case.id], ["closed_on"])
    tell_senders_of_client(db, client.id)
    return True

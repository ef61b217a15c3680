"""Support sessions of the fictional town: those that people had, and the next one of whoever is still supported."""

from datetime import time

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.support_sessions.inputs import OutcomeInput, SessionInput
from directory.casework.support_sessions.models import RemindBy, Way
from directory.casework.support_sessions.planning import plan_session
from directory.casework.support_sessions.recording import record_outcome
from directory.casework.support_sessions.states import SessionState
from directory.cli.town import Record, Town
from directory.working_days import add_working_days

WAYS = {"in person": Way.PLACE, "phone": Way.PHONE, "video": Way.VIDEO}
AT, PLACE = time(11), "The library café"


def load_sessions(db: Session, town: Town, actor: Actor, client: Client, row: Record) -> None:
    """The sessions of one client, as their record tells; to be called while their case is open."""
    had = row.get("support_sessions", ())
    for number, each in enumerate(had):
        way = WAYS[each["mode"]]
        place = PLACE if way is Way.PLACE else None
        key = f"town-{row['key']}-session-{number}"
        wanted = SessionInput(town.day(each["days_ago"]), AT, way, actor.user_id, key, place=place)
        session = plan_session(db, actor, client, wanted)
        db.flush()
        record_outcome(db, actor, client, session, OutcomeInput(SessionState.HAPPENED, session.version))
        db.flush()
    if had and "closed_days_ago" not in row["case"]:
        plan_next(db, town, actor, client, row)


def plan_next(db: Session, town: Town, actor: Actor, client: Client, row: Record) -> None:
    """A call in some working days, at the same time as another where it happens so: that is marked in the diary."""
    day = add_working_days(town.today, 2 + len(row["support_sessions"]) % 3, "england")
    key = f"town-{row['key']}-next-session"
    wanted = SessionInput(
        day, AT, Way.PHONE, actor.user_id, key, in_spite=True, lasts_minutes=30, remind_by=RemindBy.TEXT
    )
    plan_session(db, actor, client, wanted)

"""My diary: the appointments of a day or a week."""

from collections.abc import Sequence
from datetime import date

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.guards import current_actor, requires
from directory.accounts.models import User
from directory.accounts.queries import list_colleagues
from directory.audit.operations import record_act
from directory.casework.support_sessions.local_times import midnight
from directory.db import transaction
from directory.errors import NotFound
from directory.staff.blueprint import bp
from directory.staff.support_sessions.appointments import list_appointments
from directory.staff.support_sessions.diary_page import DiaryAsked, DiaryPage, diary_page
from directory.web.pages import render_page

# Beyond these a calendar of ours has nothing, and Python no year.
FIRST_DAY, LAST_DAY = date(2000, 1, 8), date(2199, 12, 24)


@bp.get("/diary")
@requires("casework.read")
def show_diary() -> ResponseReturnValue:
    """The own diary of a coordinator, or that of a colleague; a manager looks at the first of the team's."""
    with transaction() as db:
        actor = current_actor()
        coordinators = list_colleagues(db, actor, Role.COORDINATOR)
        page = build_diary(db, actor, coordinators) if coordinators else None
    return render_page("staff/show_diary.html", page)


def build_diary(db: Session, actor: Actor, coordinators: Sequence[User]) -> DiaryPage:
    asked = read_asked(actor, coordinators)
    begins, ends = midnight(asked.days[0]), midnight(date.fromordinal(asked.days[-1].toordinal() + 1))
    appointments = list_appointments(db, actor, asked.coordinator.id, begins, ends)
    if appointments:
        named = {each.client_id for each in appointments}
        record_act(db, actor.user_id, actor.scheme_id, "client.listed", "client", named)
    return diary_page(asked, appointments, coordinators, clock.today())


def read_asked(actor: Actor, coordinators: Sequence[User]) -> DiaryAsked:
    """What the address asks for. Raises NotFound for a day that is none, and for nobody of the team."""
    of = request.args.get("of") or (str(actor.user_id) if actor.may("casework.write") else str(coordinators[0].id))
    found = next((each for each in coordinators if str(each.id) == of), None)
    if found is None:
        raise NotFound("There is no such diary.")
    is_week = request.args.get("show") == "week"
    return DiaryAsked(read_day(request.args.get("day")), is_week, found, found.id == actor.user_id)


def read_day(text: str | None) -> date:
    if not text:
        return clock.today()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotFound("There is no such day.") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise NotFound("There is no such day.")
    return day

"""The list of what to do next, on the first page: putting something off, having it back, and taking back a slip."""

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.champions.to_do import setting_aside
from directory.champions.to_do.registry import find_to_do
from directory.champions.verification import taking_back
from directory.champions.verification.taking_back import TooLate
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.web.pages import tell

ITEM = "/to-do/<kind>/<about>"
DONE_MEANWHILE = "That is done already."


@bp.post(f"{ITEM}/later")
@requires("catalogue.edit")
def put_off(kind: str, about: str) -> ResponseReturnValue:
    """Leave something for a week."""
    with transaction() as db:
        actor, today = current_actor(), clock.today()
        item = find_to_do(db, actor, today, kind, about)
        if item:
            setting_aside.set_aside(db, actor, item, today)
    tell("It is put off for a week, and stands below until then." if item else DONE_MEANWHILE)
    return redirect(onward(back_to_list()), 303)


@bp.post(f"{ITEM}/now")
@requires("catalogue.edit")
def take_up(kind: str, about: str) -> ResponseReturnValue:
    """Have something back that was put off."""
    with transaction() as db:
        actor = current_actor()
        item = find_to_do(db, actor, clock.today(), kind, about)
        if item:
            setting_aside.take_up(db, actor, item)
    tell("It is among what to do now again." if item else DONE_MEANWHILE)
    return redirect(back_to_list(), 303)


@bp.post("/checks/<uuid:check_id>/take-back")
@requires("catalogue.edit")
def take_back_check(check_id: uuid.UUID) -> ResponseReturnValue:
    """Take back that a listing is still right, where that was pressed by mistake."""
    try:
        with transaction() as db:
            name = taking_back.take_back_check(db, current_actor(), check_id, clock.today()).name
    except TooLate as too_late:
        tell(str(too_late))
    else:
        tell(f"Taken back. {name} stands as it did before.")
    return redirect(back_to_list(), 303)


def onward(usual: str) -> str:
    """Where whoever pressed a button goes on: to the same place of the list, if it was pressed there."""
    at = request.args.get("at", type=int)
    return usual if at is None else url_for("staff.home", _anchor=f"do-{at}")


def back_to_list() -> str:
    return url_for("staff.home", _anchor="to-do")

"""Where somebody is rung at work: they say it on their own account, or an administrator for them."""

import uuid
from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import SIGNED_IN, current_actor, requires
from directory.accounts.people import get_person
from directory.accounts.work_phones import change_work_phone
from directory.db import reading, transaction
from directory.errors import Refused
from directory.staff.access.account import current_user
from directory.staff.access.people_forms import WorkPhoneForm
from directory.staff.blueprint import bp
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@dataclass(frozen=True)
class WorkPhonePage:
    """Whose number it is."""

    user_id: uuid.UUID
    name: str


@bp.get("/account/phone")
@requires(SIGNED_IN)
def edit_own_phone() -> ResponseReturnValue:
    with reading() as db:
        known = {"work_phone": current_user(db).work_phone}
    return render_page("staff/account/edit_own_phone.html", None, form=show_form(WorkPhoneForm, known))


@bp.post("/account/phone")
@requires(SIGNED_IN)
@asks_again(edit_own_phone)
def save_own_phone() -> ResponseReturnValue:
    with transaction() as db:
        changed = change_work_phone(db, current_actor(), current_user(db), load_form(WorkPhoneForm))
    tell("Your number is saved." if changed else "Nothing has changed.")
    return redirect(url_for("staff.show_account"), 303)


@bp.get("/people/<uuid:user_id>/phone")
@requires("accounts.manage", fresh=True)
def edit_work_phone(user_id: uuid.UUID) -> ResponseReturnValue:
    with reading() as db:
        user = get_person(db, current_actor(), user_id)
        page, known = WorkPhonePage(user.id, user.name), {"work_phone": user.work_phone}
    return render_page("staff/edit_work_phone.html", page, form=show_form(WorkPhoneForm, known))


@bp.post("/people/<uuid:user_id>/phone")
@requires("accounts.manage", fresh=True)
@asks_again(edit_work_phone)
def save_work_phone(user_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        user = get_person(db, actor, user_id)
        wanted = load_form(WorkPhoneForm)
        with said_on_the_page(Refused):
            changed = change_work_phone(db, actor, user, wanted)
    tell(f"The number of {user.name} is saved." if changed else "Nothing has changed.")
    return redirect(url_for("staff.show_person", user_id=user_id), 303)

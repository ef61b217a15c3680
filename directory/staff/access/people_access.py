"""What an administrator changes about somebody's account: roles, disabling and enabling, ending their sessions."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.accounts.models import User
from directory.accounts.people import (
    LastAdministrator,
    OwnAccount,
    WorksElsewhereToo,
    change_roles,
    disable_person,
    enable_person,
    get_person,
    reset_second_step,
    sign_out_person,
)
from directory.casework.caseloads import count_open_cases
from directory.db import reading, transaction
from directory.errors import Refused
from directory.staff.access.people import show_person
from directory.staff.access.people_forms import RolesForm
from directory.staff.blueprint import bp
from directory.web.forms import LynchpinForm, asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@dataclass(frozen=True)
class ConfirmingPage:
    """Whose account is to be disabled or enabled."""

    user_id: uuid.UUID
    name: str
    email: str
    open_cases: int = 0
    handover_href: str = ""


class ConfirmForm(LynchpinForm[None]):
    def to_input(self) -> None:
        return None


Change = Callable[[Session, Actor, User], None]


def change_person(user_id: uuid.UUID, change: Change, told: str) -> ResponseReturnValue:
    """Do something about the account of somebody of the team, say so, and go back to their page."""
    with transaction() as db:
        actor = current_actor()
        user = get_person(db, actor, user_id)
        change(db, actor, user)
    tell(told.format(name=user.name))
    return redirect(url_for("staff.show_person", user_id=user_id), 303)


def once_confirmed(change: Change, *refusals: type[Refused]) -> Change:
    """The same, where the button stands on a page of its own, which is shown again with what is refused."""

    def confirmed(db: Session, actor: Actor, user: User) -> None:
        load_form(ConfirmForm)
        with said_on_the_page(*refusals):
            change(db, actor, user)

    return confirmed


def confirming_page(user_id: uuid.UUID) -> ConfirmingPage:
    with reading() as db:
        actor = current_actor()
        user = get_person(db, actor, user_id)
        open_cases = count_open_cases(db, actor, [user.id]).get(user.id, 0)
    return ConfirmingPage(user.id, user.name, user.email, open_cases, handover_href(actor, user_id))


def handover_href(actor: Actor, user_id: uuid.UUID) -> str:
    """Where the clients of somebody are given to others; nothing for who may not."""
    may_give = actor.may("casework.oversee")
    return url_for("staff.new_caseload_handover", coordinator_id=user_id) if may_give else ""


@bp.post("/people/<uuid:user_id>/roles")
@requires("accounts.manage", fresh=True)
@asks_again(show_person)
def save_roles(user_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        user = get_person(db, actor, user_id)
        wanted = load_form(RolesForm)
        with said_on_the_page(LastAdministrator, field="roles"):
            change_roles(db, actor, user, wanted)
    tell(f"The roles of {user.name} are saved.")
    # Who took away their own last role here has no page of their own any more.
    if not wanted:
        return redirect(url_for("staff.show_people"), 303)
    return redirect(url_for("staff.show_person", user_id=user_id), 303)


@bp.get("/people/<uuid:user_id>/disable")
@requires("accounts.manage", fresh=True)
def confirm_disabling(user_id: uuid.UUID) -> ResponseReturnValue:
    return render_page("staff/confirm_disabling.html", confirming_page(user_id), form=show_form(ConfirmForm))


@bp.post("/people/<uuid:user_id>/disable")
@requires("accounts.manage", fresh=True)
@asks_again(confirm_disabling)
def disable_account(user_id: uuid.UUID) -> ResponseReturnValue:
    disable = once_confirmed(disable_person, LastAdministrator, OwnAccount, WorksElsewhereToo)
    return change_person(user_id, disable, "{name} can no longer sign in.")


@bp.get("/people/<uuid:user_id>/enable")
@requires("accounts.manage", fresh=True)
def confirm_enabling(user_id: uuid.UUID) -> ResponseReturnValue:
    return render_page("staff/confirm_enabling.html", confirming_page(user_id), form=show_form(ConfirmForm))


@bp.post("/people/<uuid:user_id>/enable")
@requires("accounts.manage", fresh=True)
@asks_again(confirm_enabling)
def enable_account(user_id: uuid.UUID) -> ResponseReturnValue:
    return change_person(user_id, once_confirmed(enable_person, Refused), "{name} can sign in again.")


@bp.post("/people/<uuid:user_id>/sign-out")
@requires("accounts.manage")
def sign_out_account(user_id: uuid.UUID) -> ResponseReturnValue:
    return change_person(user_id, sign_out_person, "{name} is signed out everywhere.")


@bp.get("/people/<uuid:user_id>/second-step")
@requires("accounts.manage", fresh=True)
def confirm_second_step_reset(user_id: uuid.UUID) -> ResponseReturnValue:
    return render_page("staff/confirm_second_step_reset.html", confirming_page(user_id), form=show_form(ConfirmForm))


@bp.post("/people/<uuid:user_id>/second-step")
@requires("accounts.manage", fresh=True)
@asks_again(confirm_second_step_reset)
def reset_second_step_of(user_id: uuid.UUID) -> ResponseReturnValue:
    told = "{name} signs in with their password, and sets up a new second step then."
    return change_person(user_id, once_confirmed(reset_second_step, Refused), told)

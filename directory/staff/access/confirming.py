"""Showing once more who one is, before what would be dangerous in the hands of whoever finds an open laptop."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from wtforms import HiddenField

from directory.accounts.guards import SIGNED_IN, ConfirmationNeeded, current_actor, note_shown, requires
from directory.accounts.identities import find_identity_of
from directory.accounts.queries import get_user_by_id
from directory.db import reading
from directory.staff.access.entering import check_own_password
from directory.staff.access.provider_sign_in import find_provider
from directory.staff.access.sign_in import local_path
from directory.staff.blueprint import bp
from directory.web.fields.text import SecretField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.kept_forms import keep_form, mark_used, show_kept, take_kept
from directory.web.pages import render_page, tell

WRONG = "The password is wrong"
CONFIRMED = "Thank you. Nothing is saved yet: check your answers and send them again."
PRESS_AGAIN = "Thank you. Nothing is done yet: press the button again."


@dataclass(frozen=True)
class ConfirmInput:
    """A password, where somebody was going, and what they had sent, sealed; or that they had pressed a button there."""

    password: str = field(repr=False)
    onward: str
    kept: str
    had_pressed: bool


class ConfirmForm(LynchpinForm[ConfirmInput]):
    next = HiddenField()
    kept = HiddenField()
    pressed = HiddenField()
    password = SecretField("Your password", required="Enter your password")

    def onward(self) -> str:
        return local_path(self.next.data)

    def to_input(self) -> ConfirmInput:
        return ConfirmInput(
            self.password.data, self.onward(), self.kept.data or "", had_pressed=bool(self.pressed.data)
        )


def ask_to_confirm(_: ConfirmationNeeded) -> ResponseReturnValue:
    """Ask for the password, and go on from there: to the page, or to what was sent, sealed meanwhile."""
    if request.method == "GET":
        return redirect(url_for("staff.confirm", next=request.full_path.rstrip("?")), 303)
    kept = keep_form()
    sent = {"kept": kept, "next": page_of_the_button(), "pressed": "" if kept else "yes"}
    return show_confirm(ConfirmForm(formdata=None, data=sent))


def show_confirm(form: Any) -> ResponseReturnValue:
    """The page that asks for the password or, of whom it is connected with, to go to the provider."""
    provider = find_provider()
    with reading() as db:
        is_connected = provider is not None and find_identity_of(db, current_actor().user_id) is not None
    return render_page("staff/confirm.html", provider.label if provider and is_connected else "", form=form)


def page_of_the_button() -> str:
    """The page from which something was sent, as the browser tells it, or else one's account."""
    came_from, account = urlsplit(request.referrer or ""), url_for("staff.show_account")
    if came_from.netloc != request.host:
        return account
    try:
        current_app.url_map.bind("").match(came_from.path, method="GET")
    except HTTPException:
        return account
    return local_path(came_from._replace(scheme="", netloc="", fragment="").geturl())


@bp.get("/confirm")
@requires(SIGNED_IN, before_second_step=True)
def confirm() -> ResponseReturnValue:
    return show_confirm(show_form(ConfirmForm, {"next": request.args.get("next", "")}))


@bp.post("/confirm")
@requires(SIGNED_IN, before_second_step=True)
@asks_again(confirm)
def take_confirmation() -> ResponseReturnValue:
    given = load_form(ConfirmForm)
    with reading() as db:
        user = get_user_by_id(db, current_actor().user_id)
    check_own_password(user, given.password, WRONG)
    return go_on_confirmed(given.onward, given.kept, had_pressed=given.had_pressed)


def go_on_confirmed(onward: str, sealed: str, *, had_pressed: bool) -> ResponseReturnValue:
    """Go on, for whom has just shown who they are: to the page, or to what they had sent."""
    kept = take_kept(sealed, current_actor().user_id)
    note_shown()
    if kept is None:
        if had_pressed:
            tell(PRESS_AGAIN)
        return redirect(onward, 303)
    mark_used(sealed)
    return show_kept(kept, CONFIRMED)

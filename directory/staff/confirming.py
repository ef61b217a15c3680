"""Showing once more who one is, before what would be dangerous in the hands of whoever finds an open laptop."""

from dataclasses import dataclass, field

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from directory.accounts.guards import SIGNED_IN, ConfirmationNeeded, current_actor, note_shown, requires
from directory.accounts.operations import SignInFailed, check_password, record_failed_sign_in
from directory.accounts.queries import find_user_by_id
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.security.limits import count_try, forget_tries
from directory.staff.blueprint import bp
from directory.staff.entering import TRIES_OF_AN_ACCOUNT
from directory.staff.sign_in import local_path
from directory.web.fields.text import SecretField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.kept_forms import keep_form, mark_used, show_kept, take_kept
from directory.web.pages import render_page

WRONG = "The password is wrong"


@dataclass(frozen=True)
class ConfirmInput:
    """A password, where somebody was going, and what they had sent, sealed."""

    password: str = field(repr=False)
    onward: str
    kept: str


class ConfirmForm(LynchpinForm[ConfirmInput]):
    next = HiddenField()
    kept = HiddenField()
    password = SecretField("Your password", required="Enter your password")

    def to_input(self) -> ConfirmInput:
        return ConfirmInput(self.password.data, local_path(self.next.data), self.kept.data or "")


def ask_to_confirm(_: ConfirmationNeeded) -> ResponseReturnValue:
    """Ask for the password, and go on from there: to the page, or to what was sent, sealed meanwhile."""
    if request.method == "GET":
        return redirect(url_for("staff.confirm", next=request.full_path.rstrip("?")), 303)
    form = ConfirmForm(formdata=None, data={"kept": keep_form(), "next": url_for("staff.show_account")})
    return render_page("staff/confirm.html", None, form=form)


@bp.get("/confirm")
@requires(SIGNED_IN, before_second_step=True)
def confirm() -> ResponseReturnValue:
    return render_page("staff/confirm.html", None, form=show_form(ConfirmForm, {"next": request.args.get("next", "")}))


@bp.post("/confirm")
@requires(SIGNED_IN, before_second_step=True)
@asks_again(confirm)
def take_confirmation() -> ResponseReturnValue:
    given, user_id = load_form(ConfirmForm), current_actor().user_id
    count_try(TRIES_OF_AN_ACCOUNT, "confirmation", str(user_id))
    with reading() as db:
        user = find_user_by_id(db, user_id)
    try:
        check_password(user, given.password)
    except SignInFailed:
        with transaction() as db:
            record_failed_sign_in(db, user)
        raise WrongInput(WRONG, {"password": WRONG}) from None
    forget_tries(TRIES_OF_AN_ACCOUNT, "confirmation", str(user_id))
    kept = take_kept(given.kept, user_id)
    note_shown()
    if kept is None:
        return redirect(given.onward, 303)
    mark_used(given.kept)
    return show_kept(kept)

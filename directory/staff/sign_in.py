"""Signing in and out."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from directory.accounts.guards import begin_session, end_session, find_current_actor, open_to_all
from directory.accounts.operations import SignInFailed, check_password, record_failed_sign_in, record_sign_in
from directory.accounts.queries import find_user
from directory.config import Mode
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.staff.blueprint import bp
from directory.web.fields import EmailField, SecretField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.pages import render_page

FAILED = "The email address or the password is wrong"


@dataclass(frozen=True)
class SignInPage:
    """What the sign-in page says besides its form."""

    is_demo: bool


@dataclass(frozen=True)
class Credentials:
    """What somebody signs in with, and where they were going."""

    email: str
    password: str
    onward: str


class SignInForm(LynchpinForm[Credentials]):
    next = HiddenField()
    email = EmailField(required="Enter your email address")
    password = SecretField(required="Enter your password")

    def to_input(self) -> Credentials:
        return Credentials(self.email.data, self.password.data, local_path(self.next.data))


def local_path(wanted: str | None) -> str:
    """A page of this site to go on to, or the home page where an address could lead anywhere else.

    Browsers read a backslash as a slash and leave out tabs and line ends, so that none of these may stand in it.
    """
    path = wanted or ""
    leads_away = not path.startswith("/") or path.startswith("//") or "\\" in path
    if leads_away or not path.isprintable():
        return url_for("staff.home")
    return path


@bp.get("/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    onward = request.values.get("next", "")
    if find_current_actor() is not None:
        return redirect(local_path(onward), 303)
    page = SignInPage(is_demo=current_app.config["LYNCHPIN_MODE"] == Mode.DEMO)
    form: Any = show_form(SignInForm, {"next": onward})
    return render_page("staff/sign_in.html", page, form=form)


@bp.post("/sign-in")
@open_to_all
@asks_again(sign_in)
def begin_work() -> ResponseReturnValue:
    given = load_form(SignInForm)
    with reading() as db:
        known = find_user(db, given.email)
    try:
        user = check_password(known, given.password)
    except SignInFailed:
        with transaction() as db:
            record_failed_sign_in(db, known)
        raise WrongInput(FAILED, {"email": FAILED}) from None
    with transaction() as db:
        record_sign_in(db, user)
    begin_session(user)
    return redirect(given.onward, 303)


@bp.post("/sign-out")
@open_to_all
def sign_out() -> ResponseReturnValue:
    end_session()
    return redirect(url_for("staff.sign_in"), 303)

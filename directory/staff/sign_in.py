"""Signing in and out."""

from dataclasses import dataclass, field
from typing import Any

from flask import Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from limits import parse
from wtforms import HiddenField

from directory.accounts.guards import SignInNeeded, begin_session, end_session, find_current_actor, open_to_all
from directory.accounts.kept_sessions import forget_ended_sessions
from directory.accounts.operations import SignInFailed, check_password, record_failed_sign_in, record_sign_in
from directory.accounts.queries import find_user
from directory.casework.kept_questions import forget_old_questions, forget_questions_of
from directory.config import Mode
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.security.limits import check_tries, count_try, forget_tries
from directory.staff.blueprint import bp
from directory.web.fields.text import EmailField, SecretField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.kept_forms import keep_form, mark_used, show_kept, take_kept
from directory.web.pages import render_page

FAILED = "The email address or the password is wrong"
# A person mistypes a few times. An office of colleagues shares one address on the network.
TRIES_OF_AN_ACCOUNT = parse("10 per 15 minutes")
TRIES_OF_AN_ADDRESS = parse("100 per 15 minutes")


@dataclass(frozen=True)
class SignInPage:
    """What the sign-in page says besides its form. `is_kept` where something typed waits for who signs in."""

    is_demo: bool
    is_kept: bool


@dataclass(frozen=True)
class Credentials:
    """What somebody signs in with, where they were going, and what they had typed, sealed."""

    email: str
    password: str = field(repr=False)
    onward: str
    kept: str


class SignInForm(LynchpinForm[Credentials]):
    next = HiddenField()
    kept = HiddenField()
    email = EmailField(required="Enter your email address")
    password = SecretField(required="Enter your password")

    def to_input(self) -> Credentials:
        return Credentials(self.email.data, self.password.data, local_path(self.next.data), self.kept.data or "")


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
    return show_sign_in(show_form(SignInForm, {"next": onward}))


def show_sign_in(form: Any) -> Response:
    page = SignInPage(is_demo=current_app.config["LYNCHPIN_MODE"] == Mode.DEMO, is_kept=bool(form.kept.data))
    return render_page("staff/sign_in.html", page, form=form)


def ask_to_sign_in(_: SignInNeeded) -> ResponseReturnValue:
    """Send a stranger to the sign-in page, which brings them back to a page they may look at.

    Somebody whose session ended while they typed gets the sign-in page at once, with what they typed sealed in it.
    """
    kept = keep_form()
    if kept:
        response = show_sign_in(SignInForm(formdata=None, data={"kept": kept}))
        response.status_code = 401
        return response
    onward = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("staff.sign_in", next=onward), 303)


@bp.post("/sign-in")
@open_to_all
@asks_again(sign_in)
def begin_work() -> ResponseReturnValue:
    given = load_form(SignInForm)
    network = request.remote_addr or ""
    check_tries(TRIES_OF_AN_ADDRESS, "sign-in", network)
    count_try(TRIES_OF_AN_ACCOUNT, "sign-in", given.email.strip().lower())
    with reading() as db:
        known = find_user(db, given.email)
    try:
        user = check_password(known, given.password)
    except SignInFailed:
        with transaction() as db:
            record_failed_sign_in(db, known)
        count_try(TRIES_OF_AN_ADDRESS, "sign-in", network)
        raise WrongInput(FAILED, {"email": FAILED}) from None
    forget_tries(TRIES_OF_AN_ACCOUNT, "sign-in", given.email.strip().lower())
    with transaction() as db:
        record_sign_in(db, user)
        # The last question of yesterday is not to wait for somebody to ask another.
        forget_old_questions(db)
        forget_ended_sessions(db)
    kept = take_kept(given.kept, user.id)
    begin_session(user)
    if kept is None:
        return redirect(given.onward, 303)
    mark_used(given.kept)
    return show_kept(kept)


@bp.post("/sign-out")
@open_to_all
def sign_out() -> ResponseReturnValue:
    actor = find_current_actor()
    if actor is not None:
        with transaction() as db:
            forget_questions_of(db, actor)
    end_session()
    return redirect(url_for("staff.sign_in"), 303)

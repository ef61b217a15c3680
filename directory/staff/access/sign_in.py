"""Signing in and out."""

from dataclasses import dataclass, field
from typing import Any

from flask import Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from directory.accounts.guards import SignInNeeded, end_session, find_current_actor, open_to_all
from directory.accounts.models import User
from directory.accounts.operations import SignInFailed, check_password, record_failed_sign_in
from directory.accounts.queries import find_user
from directory.accounts.second_step import has_second_step
from directory.casework.kept_questions import forget_questions_of
from directory.config import Mode
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.security.limits import check_tries, count_try, forget_tries
from directory.security.origins import network_address
from directory.staff.access.entering import (
    TRIES_FROM_ANYWHERE,
    TRIES_OF_AN_ACCOUNT,
    TRIES_OF_AN_ADDRESS,
    enter,
    wait_for_second_step,
)
from directory.staff.blueprint import bp
from directory.web.fields.text import EmailField, SecretField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.kept_forms import keep_form
from directory.web.pages import render_page

FAILED = "The email address or the password is wrong"


@dataclass(frozen=True)
class SignInPage:
    """What the sign-in page says besides its form. `is_kept` where something typed waits for who signs in."""

    is_demo: bool
    is_kept: bool
    provider: str


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


def label_of_provider() -> str:
    """What the accounts are called with which people may sign in too, if there are such."""
    provider = current_app.config["LYNCHPIN_IDENTITY_PROVIDER"]
    return provider.label if provider else ""


def show_sign_in(form: Any) -> Response:
    is_demo = current_app.config["LYNCHPIN_MODE"] == Mode.DEMO
    page = SignInPage(is_demo, is_kept=bool(form.kept.data), provider=label_of_provider())
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
    user = take_password(given)
    with reading() as db:
        is_half_in = has_second_step(db, user.id)
    if not is_half_in:
        return enter(user, given.onward, given.kept)
    wait_for_second_step(user, given.onward, given.kept)
    return redirect(url_for("staff.second_step"), 303)


def take_password(given: Credentials) -> User:
    """Whose password this is. Raises WrongInput, or TooManyTries, which is counted for all workers together."""
    address = given.email.strip().lower()
    check_tries(TRIES_OF_AN_ADDRESS, "sign-in", network_address())
    # By account and machine: who knows an address of ours cannot keep its owner out.
    count_try(TRIES_OF_AN_ACCOUNT, "sign-in", address, network_address())
    count_try(TRIES_FROM_ANYWHERE, "sign-in", address)
    with reading() as db:
        known = find_user(db, given.email)
    try:
        user = check_password(known, given.password)
    except SignInFailed:
        with transaction() as db:
            record_failed_sign_in(db, known)
        count_try(TRIES_OF_AN_ADDRESS, "sign-in", network_address())
        raise WrongInput(FAILED, {"email": FAILED}) from None
    forget_tries(TRIES_OF_AN_ACCOUNT, "sign-in", address, network_address())
    forget_tries(TRIES_FROM_ANYWHERE, "sign-in", address)
    return user


@bp.post("/sign-out")
@open_to_all
def sign_out() -> ResponseReturnValue:
    actor = find_current_actor()
    if actor is not None:
        with transaction() as db:
            forget_questions_of(db, actor)
    end_session()
    return redirect(url_for("staff.sign_in"), 303)

"""Your account: what somebody signs in with, where they are signed in, and how to end it."""

from dataclasses import dataclass, field

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guards import (
    SIGNED_IN,
    SecondStepNeeded,
    begin_session,
    current_actor,
    end_session,
    requires,
)
from directory.accounts.letters import CODES_MADE, queue_change
from directory.accounts.models import User
from directory.accounts.operations import (
    change_password,
    end_sessions,
    hash_new_password,
    sign_out_everywhere,
)
from directory.accounts.password_rules import SHORTEST
from directory.accounts.queries import get_user_by_id, list_sessions
from directory.accounts.second_step import app_address, make_recovery_codes, new_secret, remove_app, set_up_app
from directory.db import reading, transaction
from directory.errors import Refused, WrongInput
from directory.security.limits import count_try, forget_tries
from directory.staff.access.account_page import AppPage, CodesPage, build_account_page
from directory.staff.access.entering import TRIES_OF_AN_ACCOUNT, check_own_password, may_do_without
from directory.staff.access.second_step import CodeInput
from directory.staff.access.sign_in import label_of_provider
from directory.staff.blueprint import bp
from directory.web.fields.text import SecretField, TextField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.pages import render_page, tell
from directory.web.qr_codes import qr_picture

NEW_SECRET, NEW_CODES = "new_app_secret", "new_recovery_codes"
WRONG_CODE = "That code is not right. Check that the time of your phone is right, and type the newest code"


@dataclass(frozen=True)
class PasswordInput:
    """The password somebody has, and the one they want."""

    password: str = field(repr=False)
    new_password: str = field(repr=False)


class PasswordForm(LynchpinForm[PasswordInput]):
    password = SecretField("Your password now", required="Enter the password you have now")
    new_password = SecretField(
        "New password", required="Enter a new password", hint=f"At least {SHORTEST} characters. Three words are good."
    )

    def to_input(self) -> PasswordInput:
        return PasswordInput(self.password.data, self.new_password.data)


class AppCodeForm(LynchpinForm[CodeInput]):
    code = TextField(
        "The code it shows",
        required="Enter the code that the app shows",
        hint="Six digits",
        width=10,
        longest=20,
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    )

    def to_input(self) -> CodeInput:
        return CodeInput(self.code.data)


def ask_for_second_step(_: SecondStepNeeded) -> ResponseReturnValue:
    """Send somebody whose role asks for a second step to the page where it is set up."""
    return redirect(url_for("staff.show_account"), 303)


def current_user(db: Session) -> User:
    """The user at work, with their roles. Raises NotFound where the account went meanwhile."""
    return get_user_by_id(db, current_actor().user_id)


@bp.get("/account")
@requires(SIGNED_IN, before_second_step=True)
def show_account() -> ResponseReturnValue:
    with reading() as db:
        user = current_user(db)
        is_needed = not may_do_without(db, user)
        may_watch, sessions = current_actor().may("matching.match"), list_sessions(db, user.id)
        has_diary = current_actor().may("casework.write")
        page = build_account_page(
            db, user, sessions, label_of_provider(), is_needed=is_needed, may_watch=may_watch, has_diary=has_diary
        )
    return render_page("staff/account/show_account.html", page)


@bp.get("/account/password")
@requires(SIGNED_IN)
def edit_password() -> ResponseReturnValue:
    return render_page("staff/account/edit_password.html", None, form=show_form(PasswordForm))


@bp.post("/account/password")
@requires(SIGNED_IN)
@asks_again(edit_password)
def save_password() -> ResponseReturnValue:
    """Change the password, sign out everywhere, and stay signed in here."""
    given = load_form(PasswordForm)
    with reading() as db:
        user = current_user(db)
    check_own_password(user, given.password, "This is not your password")
    password_hash = hash_new_password(user, given.new_password, "new_password")
    with transaction() as db:
        user = current_user(db)
        change_password(db, user, password_hash)
    begin_session(user)
    tell("Your password is changed. You are signed out everywhere else.")
    return redirect(url_for("staff.show_account"), 303)


@bp.get("/account/app")
@requires(SIGNED_IN, fresh=True, before_second_step=True)
def new_app() -> ResponseReturnValue:
    # The same secret while the page is open again: a phone may have taken it already.
    secret = session.setdefault(NEW_SECRET, new_secret())
    with reading() as db:
        user = current_user(db)
    page = AppPage(qr_picture(app_address(user, secret)), secret)
    return render_page("staff/account/new_app.html", page, form=show_form(AppCodeForm))


@bp.post("/account/app")
@requires(SIGNED_IN, fresh=True, before_second_step=True)
@asks_again(new_app)
def set_up_new_app() -> ResponseReturnValue:
    given, user_id = load_form(AppCodeForm), current_actor().user_id
    if NEW_SECRET not in session:
        return redirect(url_for("staff.new_app"), 303)
    count_try(TRIES_OF_AN_ACCOUNT, "new app", str(user_id))
    with transaction() as db:
        user = current_user(db)
        is_right = set_up_app(db, user, session[NEW_SECRET], given.code)
        codes = make_recovery_codes(db, user_id) if is_right else []
        if is_right:
            # What a password alone opened, here or elsewhere, does not live on beside the second step.
            end_sessions(db, user)
    if not is_right:
        raise WrongInput(WRONG_CODE, {"code": WRONG_CODE})
    forget_tries(TRIES_OF_AN_ACCOUNT, "new app", str(user_id))
    begin_session(user)
    session[NEW_CODES] = codes
    return redirect(url_for("staff.show_recovery_codes"), 303)


@bp.post("/account/app/remove")
@requires(SIGNED_IN, fresh=True)
def remove_own_app() -> ResponseReturnValue:
    with transaction() as db:
        user = current_user(db)
        remove_app(db, user)
        check_second_step(db, user)
    tell("The app is removed. Its codes are no longer good.")
    return redirect(url_for("staff.show_account"), 303)


def check_second_step(db: Session, user: User) -> None:
    """Raises Refused where a user whose role asks for a second step would be left without."""
    if not may_do_without(db, user):
        raise Refused("Your role asks for a second step. Set up another one first, then remove this one.")


@bp.post("/account/recovery-codes")
@requires(SIGNED_IN, fresh=True)
def renew_recovery_codes() -> ResponseReturnValue:
    with transaction() as db:
        user = current_user(db)
        session[NEW_CODES] = make_recovery_codes(db, user.id)
        queue_change(db, user, CODES_MADE)
    return redirect(url_for("staff.show_recovery_codes"), 303)


@bp.get("/account/recovery-codes")
@requires(SIGNED_IN, fresh=True)
def show_recovery_codes() -> ResponseReturnValue:
    """The new codes, until somebody says that they have kept them."""
    if NEW_CODES not in session:
        return redirect(url_for("staff.show_account"), 303)
    return render_page("staff/account/recovery_codes.html", CodesPage(tuple(session[NEW_CODES])))


@bp.post("/account/recovery-codes/kept")
@requires(SIGNED_IN)
def forget_recovery_codes() -> ResponseReturnValue:
    session.pop(NEW_CODES, None)
    tell("Your recovery codes are ready. Keep them where your phone is not.")
    return redirect(url_for("staff.show_account"), 303)


@bp.post("/account/sign-out-everywhere")
@requires(SIGNED_IN, before_second_step=True)
def end_all_sessions() -> ResponseReturnValue:
    with transaction() as db:
        sign_out_everywhere(db, current_user(db))
    end_session()
    return redirect(url_for("staff.sign_in"), 303)

"""The pages behind the links that people are sent: choosing a password. Looking at them changes nothing."""

from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.account_links import Purpose, get_link
from directory.accounts.choosing_passwords import check_new_password, choose_password
from directory.accounts.guards import end_session, open_to_all
from directory.accounts.password_rules import SHORTEST
from directory.accounts.passwords import hash_password
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.web.fields.text import SecretField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.pages import render_page, tell

INVITATION, NEW_PASSWORD = "/invitation/<token>", "/new-password/<token>"


@dataclass(frozen=True)
class ChoosingPage:
    """Who chooses a password, and where it is sent to. `is_first` where they have not had one."""

    email: str
    name: str
    do_href: str
    is_first: bool


class ChoosePasswordForm(LynchpinForm[str]):
    password = SecretField(
        "Password",
        required="Choose a password",
        hint=f"At least {SHORTEST} characters. Three or four words that do not belong together are easy to remember",
        is_new=True,
    )

    def to_input(self) -> str:
        return str(self.password.data)


def path_of(purpose: Purpose, token: str) -> str:
    """Where a link leads, for a command, which knows of no addresses."""
    rule = {Purpose.INVITATION: INVITATION, Purpose.RESET: NEW_PASSWORD}[purpose]
    return f"{bp.url_prefix}{rule.replace('<token>', token)}"


@bp.get(INVITATION)
@open_to_all
def show_invitation(token: str) -> ResponseReturnValue:
    return show_choosing(token, Purpose.INVITATION, url_for("staff.take_invitation", token=token))


@bp.post(INVITATION)
@open_to_all
@asks_again(show_invitation)
def take_invitation(token: str) -> ResponseReturnValue:
    return take_link(token, Purpose.INVITATION)


@bp.get(NEW_PASSWORD)
@open_to_all
def show_new_password(token: str) -> ResponseReturnValue:
    return show_choosing(token, Purpose.RESET, url_for("staff.take_new_password", token=token))


@bp.post(NEW_PASSWORD)
@open_to_all
@asks_again(show_new_password)
def take_new_password(token: str) -> ResponseReturnValue:
    return take_link(token, Purpose.RESET)


def show_choosing(token: str, purpose: Purpose, do_href: str) -> ResponseReturnValue:
    with reading() as db:
        _, user = get_link(db, token, purpose)
    page = ChoosingPage(user.email, user.name, do_href, is_first=purpose is Purpose.INVITATION)
    return render_page("staff/choose_password.html", page, form=show_form(ChoosePasswordForm))


def take_link(token: str, purpose: Purpose) -> ResponseReturnValue:
    """Use a link. Whoever else is signed in with this browser is signed out, so that its holder can sign in."""
    with reading() as db:
        _, user = get_link(db, token, purpose)
    password = load_form(ChoosePasswordForm)
    check_new_password(user, password)
    # Apart from what is written: hashing takes a tenth of a second in which others would have to wait.
    password_hash = hash_password(password)
    with transaction() as db:
        choose_password(db, token, purpose, password_hash)
    end_session()
    tell("Your password is set. Sign in with it now.")
    return redirect(url_for("staff.sign_in"), 303)

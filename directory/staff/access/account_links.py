"""The pages behind the links that people are sent: choosing a password. Looking at them changes nothing."""

from dataclasses import dataclass, replace

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.account_links import Purpose, get_link
from directory.accounts.choosing_passwords import choose_new_password, join_with_account, join_with_password
from directory.accounts.guards import end_session, open_to_all
from directory.accounts.operations import hash_new_password
from directory.accounts.password_rules import SHORTEST
from directory.accounts.queries import find_user
from directory.db import reading, transaction
from directory.staff.access.entering import check_own_password
from directory.staff.access.provider_sign_in import find_provider
from directory.staff.blueprint import bp
from directory.web.fields.text import SecretField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.pages import render_page, tell

HAS_ACCOUNT = "You have an account here already, with another password. Type that one"
INVITATION, NEW_PASSWORD = "/invitation/<token>", "/new-password/<token>"


@dataclass(frozen=True)
class ChoosingPage:
    """Who chooses a password, and where it is sent to."""

    email: str
    name: str
    teams: str
    do_href: str
    is_invitation: bool
    provider: str = ""
    provider_href: str = ""


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
    """Join a team, with a new password or with that of the account which its reader has already.

    The page is the same for both, so that it tells nobody who has an account.
    """
    with reading() as db:
        _, invited = get_link(db, token, Purpose.INVITATION)
        account = find_user(db, invited.email)
    password = load_form(ChoosePasswordForm)
    if account is not None:
        check_own_password(account, password, HAS_ACCOUNT)
        with transaction() as db:
            join_with_account(db, token, account.id)
    else:
        password_hash = hash_new_password(invited, password)
        with transaction() as db:
            join_with_password(db, token, password_hash)
    return begin_anew("You have joined. Sign in with your password now.")


@bp.get(NEW_PASSWORD)
@open_to_all
def show_new_password(token: str) -> ResponseReturnValue:
    return show_choosing(token, Purpose.RESET, url_for("staff.take_new_password", token=token))


@bp.post(NEW_PASSWORD)
@open_to_all
@asks_again(show_new_password)
def take_new_password(token: str) -> ResponseReturnValue:
    with reading() as db:
        _, user = get_link(db, token, Purpose.RESET)
    # Apart from what is written: hashing takes a tenth of a second in which others would have to wait.
    password_hash = hash_new_password(user, load_form(ChoosePasswordForm))
    with transaction() as db:
        choose_new_password(db, token, password_hash)
    return begin_anew("Your password is set. Sign in with it now.")


def show_choosing(token: str, purpose: Purpose, do_href: str) -> ResponseReturnValue:
    with reading() as db:
        _, user = get_link(db, token, purpose)
    teams = ", ".join(sorted({grant.scheme.name for grant in user.grants}))
    page = ChoosingPage(user.email, user.name, teams, do_href, is_invitation=purpose is Purpose.INVITATION)
    provider = find_provider()
    if provider is not None and page.is_invitation:
        page = replace(page, provider=provider.label, provider_href=url_for("staff.begin_joining", token=token))
    return render_page("staff/choose_password.html", page, form=show_form(ChoosePasswordForm))


def begin_anew(told: str) -> ResponseReturnValue:
    """Go on to signing in. Whoever else is signed in with this browser is signed out, so that the holder can."""
    end_session()
    tell(told)
    return redirect(url_for("staff.sign_in"), 303)

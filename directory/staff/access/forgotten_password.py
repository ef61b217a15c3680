"""A new password instead of a forgotten one, by mail. Who has an account here, nobody learns from these pages."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from limits import parse

from directory.accounts.choosing_passwords import ask_new_password
from directory.accounts.guards import open_to_all
from directory.accounts.letters import queue_new_password
from directory.db import transaction
from directory.security.limits import count_try
from directory.security.origins import network_address
from directory.staff.blueprint import bp
from directory.web.fields.text import EmailField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.pages import render_page
from directory.web.site_links import sends_mail, site_link

# Nobody's letter box is to be filled, and no list of addresses to be gone through.
LETTERS_TO_AN_ACCOUNT = parse("3 per hour")
LETTERS_FROM_AN_ADDRESS = parse("30 per hour")


class ForgottenForm(LynchpinForm[str]):
    email = EmailField(required="Enter your email address", hint="The one you sign in with")

    def to_input(self) -> str:
        return str(self.email.data)


@bp.get("/forgotten-password")
@open_to_all
def forgotten_password() -> ResponseReturnValue:
    return render_page("staff/forgotten_password.html", sends_mail(), form=show_form(ForgottenForm))


@bp.post("/forgotten-password")
@open_to_all
@asks_again(forgotten_password)
def send_new_password() -> ResponseReturnValue:
    """Send a link, if somebody has this address; the answer is the same if not, and takes as long."""
    if not sends_mail():
        return redirect(url_for("staff.forgotten_password"), 303)
    email = load_form(ForgottenForm)
    count_try(LETTERS_FROM_AN_ADDRESS, "new password", network_address())
    count_try(LETTERS_TO_AN_ACCOUNT, "new password", email.strip().lower())
    with transaction() as db:
        asked = ask_new_password(db, email)
        queue_new_password(db, asked.holder, asked.link, site_link("staff.show_new_password", token=asked.link.token))
    return redirect(url_for("staff.show_sent"), 303)


@bp.get("/forgotten-password/sent")
@open_to_all
def show_sent() -> ResponseReturnValue:
    return render_page("staff/show_sent.html")

"""No longer agreeing, from one's own page: what follows from it, and doing it."""

from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.casework.models import Purpose
from directory.casework.rules import has_consent
from directory.db import transaction
from directory.errors import NotFound
from directory.own_page.blueprint import bp
from directory.own_page.opening import back_to_page, find_opened
from directory.own_page.shown import withdrawal_page
from directory.rights.own_page import record_own_look, withdraw_own_agreement
from directory.web.forms import load_form
from directory.web.pages import render_page
from directory.web.press_form import PressForm


@bp.get("/<token>/agreements/<purpose>")
@open_to_all
def confirm_withdrawal(token: str, purpose: str) -> ResponseReturnValue:
    """What follows from no longer agreeing, before it is done; the page itself where they do not agree now."""
    kind, page = read_own_purpose(purpose), None
    with transaction() as db:
        own = find_opened(db, token)
        if own is not None and has_consent(own.client.consents, kind, clock.today()):
            record_own_look(db, own)
            page = withdrawal_page(own, token, kind)
    if page is None:
        return back_to_page(token)
    return render_page("own_page/confirm_withdrawal.html", page)


@bp.post("/<token>/agreements/<purpose>")
@open_to_all
def withdraw_agreement(token: str, purpose: str) -> ResponseReturnValue:
    """Take an agreement back at once. A second click changes nothing."""
    kind = read_own_purpose(purpose)
    with transaction() as db:
        own = find_opened(db, token, to_change=True)
        if own is not None:
            withdraw_own_agreement(db, own, kind, load_form(PressForm))
    return back_to_page(token)


def read_own_purpose(text: str) -> Purpose:
    """The kind of agreement an address names. Raises NotFound."""
    try:
        return Purpose(text)
    except ValueError:
        raise NotFound("There is no such agreement.") from None

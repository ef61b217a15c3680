"""One group that is to be told nothing more, from one's own page: what follows from it, and doing it."""

from flask.typing import ResponseReturnValue

from directory.accounts.guards import open_to_all
from directory.db import transaction
from directory.own_page.blueprint import bp
from directory.own_page.opening import back_to_page, find_opened
from directory.own_page.shown import group_withdrawal_page
from directory.rights.own_page import agrees_to_group, get_own_referral, record_own_look, withdraw_own_group
from directory.web.forms import load_form
from directory.web.pages import render_page
from directory.web.press_form import PressForm


@bp.get("/<token>/groups/<reference>")
@open_to_all
def confirm_group_withdrawal(token: str, reference: str) -> ResponseReturnValue:
    """What follows where a group is told nothing more, before it is done; the page itself where it is so already."""
    page = None
    with transaction() as db:
        own = find_opened(db, token)
        if own is not None:
            referral = get_own_referral(db, own, reference)
            if agrees_to_group(referral):
                record_own_look(db, own)
                page = group_withdrawal_page(own, token, referral)
    if page is None:
        return back_to_page(token)
    return render_page("own_page/confirm_group_withdrawal.html", page)


@bp.post("/<token>/groups/<reference>")
@open_to_all
def withdraw_own_group_agreement(token: str, reference: str) -> ResponseReturnValue:
    """Tell a group nothing more, from now on. A second click changes nothing."""
    with transaction() as db:
        own = find_opened(db, token, to_change=True)
        if own is not None:
            withdraw_own_group(db, own, reference, load_form(PressForm))
    return back_to_page(token)

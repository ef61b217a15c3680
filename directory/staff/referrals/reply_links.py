"""Ending the link that a group got in its letter, and sending it a new one."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.db import transaction
from directory.referrals.queries import get_onward_referral
from directory.referrals.renewing import end_reply_link, send_letter_again
from directory.staff.blueprint import bp
from directory.web.forms import load_form
from directory.web.pages import tell
from directory.web.press_form import PressForm
from directory.web.site_links import sends_mail


@bp.post("/referrals/<reference>/link/end")
@requires("casework.refer")
def end_referral_link(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        end_reply_link(db, actor, get_onward_referral(db, actor, reference, to_change=True))
    tell("The link of the group has ended.")
    return redirect(url_for("staff.show_referral", reference=reference), 303)


@bp.post("/referrals/<reference>/letters")
@requires("casework.refer")
def send_referral_letter(reference: str) -> ResponseReturnValue:
    """Send the group a new letter. The link in the one before ends."""
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference, to_change=True)
        send_letter_again(db, actor, referral, load_form(PressForm))
    leaves = "A new letter is on its way." if sends_mail() else "No letters leave here: please ring the group."
    tell(f"{leaves} The link in the old one has ended.")
    return redirect(url_for("staff.show_referral", reference=reference), 303)

"""Triage of one person who asked: how urgent it is, what they wish, and each try to reach them."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.casework.referrals_in.joined_referrals import find_first
from directory.casework.referrals_in.referral_queries import get_referral_in
from directory.casework.triage.attempts import log_attempt
from directory.casework.triage.wishing import note_urgency, note_wishes
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.referrals.referrals_in import show_referral_in
from directory.staff.triage.triage_forms import AttemptForm, UrgencyForm, WishForm
from directory.web.forms import asks_again, load_form
from directory.web.pages import tell


def back_to(reference: str) -> ResponseReturnValue:
    return redirect(url_for("staff.show_referral_in", reference=reference), 303)


@bp.post("/referrals-in/<reference>/urgency")
@requires("casework.triage")
@asks_again(show_referral_in)
def save_urgency_of_referral_in(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_referral_in(db, actor, reference, to_change=True)
        note_urgency(db, actor, [referral], load_form(UrgencyForm))
    tell("It is written down how soon they are to be reached.")
    return back_to(reference)


@bp.post("/referrals-in/<reference>/wishes")
@requires("casework.triage")
@asks_again(show_referral_in)
def save_wishes_of_referral_in(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_referral_in(db, actor, reference, to_change=True)
        note_wishes(db, actor, referral, load_form(WishForm))
    tell("It is written down what they wish.")
    return back_to(reference)


@bp.post("/referrals-in/<reference>/tries")
@requires("casework.triage")
@asks_again(show_referral_in)
def create_try_of_referral_in(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_referral_in(db, actor, reference, to_change=True)
        log_attempt(db, actor, referral, load_form(AttemptForm))
        # Where it was joined to another meanwhile, the try stands with that one.
        counts = find_first(db, referral).reference
    tell("The try is written down.")
    return back_to(counts)

"""Settling what a group answered of a referral, and putting it back on My day."""

from collections.abc import Callable

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.db import transaction
from directory.referrals.models import OnwardReferral
from directory.referrals.settling import settle_answer, unsettle_answer
from directory.staff.blueprint import bp
from directory.staff.records.records import get_onward_referral
from directory.web.pages import tell

ANSWER = "/referrals/<reference>/answers/<int:number>"
MEANWHILE = "Something newer was written down meanwhile: here is how it stands now."


@bp.post(f"{ANSWER}/settled")
@requires("casework.refer")
def settle_referral_answer(reference: str, number: int) -> ResponseReturnValue:
    return change(settle_answer, reference, number, "It is gone from My day. You can put it back here.")


@bp.post(f"{ANSWER}/waiting")
@requires("casework.refer")
def unsettle_referral_answer(reference: str, number: int) -> ResponseReturnValue:
    return change(unsettle_answer, reference, number, "It is on My day again.")


def change(
    verb: Callable[[Session, Actor, OnwardReferral, int], bool], reference: str, number: int, words: str
) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference, to_change=True)
        still_stands = verb(db, actor, referral, number)
    tell(words if still_stands else MEANWHILE)
    return redirect(url_for("staff.show_referral", reference=reference), 303)

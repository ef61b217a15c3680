"""Referrals of a client to groups, and every step of them."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.clock import day_of
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.queries import list_onward_referrals
from directory.referrals.states import Reason, ReferralState
from directory.staff.clients.timeline.entries import Kind, TimelineEntry
from directory.staff.referrals.referral_forms import REASON_WORDS
from directory.staff.referrals.referral_pages import teller_of
from directory.staff.referrals.referral_words import HISTORY_WORDS


def list_referred(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    referrals = list_onward_referrals(db, actor, client)
    names = {each.id: each.service.name for each in referrals}
    for referral in referrals:
        before = names.get(referral.sent_on_from_id, "") if referral.sent_on_from_id else ""
        standing = {each.number for each in referral.standing_moves}
        # That a step was taken back is told by striking it out.
        for move in referral.moves:
            if move.takes_back is None:
                yield entry_of(referral, move, before, is_void=move.number not in standing)


def entry_of(referral: OnwardReferral, move: ReferralMove, before: str = "", *, is_void: bool) -> TimelineEntry:
    """A step of a referral. The first of one that was made in the place of another says so."""
    state = ReferralState(move.to_state)
    told = HISTORY_WORDS.get(state, state.value.capitalize())
    why = REASON_WORDS[Reason(move.reason)] if move.reason else ""
    sent_on = f"Sent on from {before}" if before and move.from_state is None else ""
    words = "\n".join(filter(None, (sent_on, why, move.note)))
    href = url_for("staff.show_referral", reference=referral.reference)
    # A step that is told of the day it was written down has a time; one of another day has none.
    is_of_then = move.happened_on == day_of(move.recorded_at)
    at = move.recorded_at if is_of_then else move.happened_on
    return TimelineEntry(at, Kind.REFERRAL, f"{told}: {referral.service.name}", words, href, teller_of(move), is_void)

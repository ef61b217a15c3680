"""How a client came to us, each time."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import list_referrals_of
from directory.casework.referrals_in.referral_states import ReferralInState, ReferralSource
from directory.staff.clients.timeline.entries import Kind, TimelineEntry

CAME = {
    ReferralSource.SELF: "They asked us for support",
    ReferralSource.PROFESSIONAL: "A professional referred them to us",
    ReferralSource.VOLUNTARY: "A voluntary organisation referred them to us",
    ReferralSource.FRIEND: "A friend or relative asked us to help them",
}


def list_coming(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    for referral in list_referrals_of(db, client):
        href = url_for("staff.show_referral_in", reference=referral.reference)
        words = "\n".join(filter(None, (reason_words(referral), referral.statement)))
        yield TimelineEntry(referral.made_at, Kind.CAME, came_words(referral), words, href)
        if referral.state == ReferralInState.ACCEPTED:
            yield TimelineEntry(
                referral.state_at, Kind.CAME, "Taken on", referral.note or "", href, referral.answered_by
            )


def reason_words(referral: Referral) -> str:
    """Why, as the sender sees it, marked as that: it stands beside what the person says."""
    return f"As the sender sees it: {referral.reason}" if referral.reason else ""


def came_words(referral: Referral) -> str:
    words = CAME[ReferralSource(referral.source)]
    who = ", ".join(filter(None, (referral.referrer_name, referral.referrer_organization)))
    return f"{words}: {who}" if who else words

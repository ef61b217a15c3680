"""How a client came to us, each time."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.joining.came import list_taken_out
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

TAKEN_OUT = "Taken out of the record of somebody else, as whom they had been taken on by mistake"
OF_ANOTHER = "A referral was taken on as theirs that is of somebody else"
OUT_AGAIN = "The referral of somebody else was taken out of this record"


def list_coming(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    for referral in list_referrals_of(db, client):
        href = url_for("staff.show_referral_in", reference=referral.reference)
        words = "\n".join(filter(None, (reason_words(referral), referral.statement)))
        yield TimelineEntry(referral.made_at, Kind.CAME, came_words(referral), words, href)
        if referral.taken_out_at is not None:
            yield TimelineEntry(referral.taken_out_at, Kind.CAME, TAKEN_OUT, "", href, referral.taken_out_by)
        if referral.state == ReferralInState.ACCEPTED:
            yield TimelineEntry(
                referral.state_at, Kind.CAME, "Taken on", referral.note or "", href, referral.answered_by
            )


def list_of_others(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    """When a referral of somebody else was in the record, and nothing of whom."""
    for taken in list_taken_out(db, client):
        yield TimelineEntry(taken.taken_at, Kind.CAME, OF_ANOTHER, is_void=True)
        # The database does not keep one without the other.
        at = taken.taken_out_at or taken.taken_at
        yield TimelineEntry(at, Kind.CAME, OUT_AGAIN, taken.why or "", "", taken.taken_out_by)


def reason_words(referral: Referral) -> str:
    """Why, as the sender sees it, marked as that: it stands beside what the person says."""
    return f"As the sender sees it: {referral.reason}" if referral.reason else ""


def came_words(referral: Referral) -> str:
    words = CAME[ReferralSource(referral.source)]
    who = ", ".join(filter(None, (referral.referrer_name, referral.referrer_organization)))
    return f"{words}: {who}" if who else words

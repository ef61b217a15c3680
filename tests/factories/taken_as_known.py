"""Referrals that were taken on as those of a client who is known, for tests."""

from directory.accounts.actor import Actor
from directory.casework.joining.came import get_taken_as_known
from directory.casework.joining.taking_out import TakingOutInput, take_out_of_record
from directory.casework.models import Client
from directory.casework.queries import get_client
from directory.casework.referrals_in.answering_referrals import accept_as_known
from directory.casework.referrals_in.referral_models import Referral
from tests.factories.asking import make_referral_in

# So that the record says what it said, and links that led to it lead on.
TELLS_NOTHING_NEW = {"phone": None, "may_leave_message": True}


def make_taken_as_known(db, actor: Actor, client: Client, referral: Referral | None = None, **more) -> Referral:
    """A referral of Noor that was taken on as a client's."""
    referral = referral or make_referral_in(db, actor, **more)
    accept_as_known(db, actor, referral, get_client(db, actor, client.reference, to_change=True))
    db.flush()
    return referral


def take_out(db, actor: Actor, client: Client, referral: Referral, **more) -> Referral:
    db.expire_all()
    client = get_client(db, actor, client.reference, to_change=True)
    found = get_taken_as_known(db, client, referral.reference, to_change=True)
    wanted = TakingOutInput(**{"why": "They were born in other years", **more})
    taken_out = take_out_of_record(db, actor, client, found, wanted)
    db.flush()
    db.expire_all()
    return taken_out

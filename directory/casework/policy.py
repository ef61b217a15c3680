"""Which clients an actor may see, and whose transfers they may take back: within their own scheme alone."""

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.transfers.models import ClientTransfer


def may_see_client(actor: Actor, client: Client) -> bool:
    """Whether an actor may open a client's record."""
    return client.scheme_id == actor.scheme_id and actor.may("casework.read")


def may_restrict(actor: Actor, client: Client) -> bool:
    """Whether an actor decides who sees a record: the client's own coordinator, or a manager."""
    is_own = client.coordinator_id == actor.user_id and actor.may("casework.write")
    return may_see_client(actor, client) and (is_own or actor.may("casework.oversee"))


def may_withdraw_transfer(actor: Actor, transfer: ClientTransfer) -> bool:
    """Whether an actor may take back a transfer: their own, or as a manager any of their scheme's."""
    if transfer.scheme_id != actor.scheme_id:
        return False
    return transfer.asked_by == actor.user_id or actor.may("casework.transfer")


def may_see_referral_in(actor: Actor, referral: Referral) -> bool:
    """Whether an actor may open a referral to their team, before anybody answered it and after."""
    return referral.scheme_id == actor.scheme_id and actor.may("casework.read")

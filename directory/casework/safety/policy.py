"""Who may read a safeguarding concern, and see that there is one."""

from directory.accounts.actor import Actor
from directory.casework.models import Client


def may_read_concerns(actor: Actor, client: Client) -> bool:
    """Whether an actor reads the concerns about a client: their own coordinator, or a manager.

    Who opens a record in an emergency does not: what they need to know at the door is a risk, and stands as one.
    """
    is_own = client.coordinator_id == actor.user_id and actor.may("casework.write")
    return client.scheme_id == actor.scheme_id and (is_own or actor.may("casework.oversee"))


def may_read_waiting_concerns(actor: Actor) -> bool:
    """Whether an actor reads the concerns about somebody who waits with a referral: who triages."""
    return actor.may("casework.triage")

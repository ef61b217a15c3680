"""Which clients an actor may see: those of their own scheme, if their role works with clients at all."""

from directory.accounts.actor import Actor
from directory.casework.models import Client


def may_see_client(actor: Actor, client: Client) -> bool:
    """Whether an actor may open a client's record."""
    return client.scheme_id == actor.scheme_id and actor.may("casework.read")

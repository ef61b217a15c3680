"""Who tells of something: a colleague; or, by a link and without an account, a group or the person themself."""

import uuid
from dataclasses import dataclass

from directory.accounts.actor import Actor


@dataclass(frozen=True)
class Teller:
    """Whoever tells of something. Who comes by a link has no account."""

    scheme_id: uuid.UUID
    user_id: uuid.UUID | None = None
    link_id: uuid.UUID | None = None


def colleague(actor: Actor) -> Teller:
    """A member of staff who writes down what they heard."""
    return Teller(actor.scheme_id, user_id=actor.user_id)

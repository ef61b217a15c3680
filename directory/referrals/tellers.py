"""Who tells of a step of a referral: a colleague, or the group itself by its link."""

import uuid
from dataclasses import dataclass

from directory.accounts.actor import Actor


@dataclass(frozen=True)
class Teller:
    """Whoever tells of a step. A group has a link and no account."""

    scheme_id: uuid.UUID
    user_id: uuid.UUID | None = None
    link_id: uuid.UUID | None = None


def colleague(actor: Actor) -> Teller:
    """A member of staff who writes down what they heard."""
    return Teller(actor.scheme_id, user_id=actor.user_id)

"""How many people each member of a team supports just now: counts, and nobody by name."""

import uuid
from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Case, Client


def count_open_cases(db: Session, actor: Actor, user_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, int]:
    """The open cases of some people's own clients in the actor's scheme; who has none is left out."""
    wanted = (
        select(Client.coordinator_id, func.count(Case.id))
        .join(Client, Client.id == Case.client_id)
        .where(
            Case.scheme_id == actor.scheme_id,
            Client.scheme_id == actor.scheme_id,
            Client.coordinator_id.in_(user_ids),
            Case.closed_on.is_(None),
        )
        .group_by(Client.coordinator_id)
    )
    return {user_id: number for user_id, number in db.execute(wanted)}

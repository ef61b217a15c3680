"""Who writes down what was found of a group: who keeps one of its listings, editors, and managers."""

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor, Role
from directory.catalogue.models.organizations import Organization
from directory.champions.writing import may_keep


def may_assure(db: Session, actor: Actor, organization: Organization) -> bool:
    """Whether an actor may say how a group stands. All who work with the catalogue may read it."""
    return Role.MANAGER in actor.roles or may_keep(db, actor, organization)

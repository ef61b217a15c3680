"""Which listings an actor may keep: champions those of their own domains, editors all."""

from directory.accounts.actor import Actor, Role
from directory.champions.models import ChampionDomain


def may_keep_domain(actor: Actor, domain: ChampionDomain) -> bool:
    """Whether an actor looks after a domain."""
    return Role.EDITOR in actor.roles or (Role.CHAMPION in actor.roles and domain.champion_id == actor.user_id)

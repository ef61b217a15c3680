"""Whose a domain is to keep: champions keep their own, editors all; only champions recommend."""

from directory.accounts.actor import Actor, Role
from directory.champions.models import ChampionDomain


def may_keep_domain(actor: Actor, domain: ChampionDomain) -> bool:
    """Whether an actor looks after a domain."""
    return Role.EDITOR in actor.roles or (Role.CHAMPION in actor.roles and domain.champion_id == actor.user_id)


def may_recommend(actor: Actor, domain: ChampionDomain) -> bool:
    """Whether an actor may say for a domain what is good for what: only its champion knows."""
    return Role.CHAMPION in actor.roles and domain.champion_id == actor.user_id

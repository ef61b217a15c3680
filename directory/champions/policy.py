"""Whose a domain is to keep: champions and deputies keep their own, editors all; only champions recommend."""

from directory.accounts.actor import Actor, Role
from directory.champions.keepers import keeps
from directory.champions.models import ChampionDomain


def may_keep_domain(actor: Actor, domain: ChampionDomain) -> bool:
    """Whether an actor looks after a domain."""
    return Role.EDITOR in actor.roles or (Role.CHAMPION in actor.roles and keeps(actor.user_id, domain))


def may_hand_over(actor: Actor, domain: ChampionDomain) -> bool:
    """Whether an actor may give a domain to another champion: who has it may, and who keeps all."""
    has_it = Role.CHAMPION in actor.roles and domain.champion_id == actor.user_id
    return domain.ended_at is None and (Role.EDITOR in actor.roles or has_it)


def may_recommend(actor: Actor, domain: ChampionDomain) -> bool:
    """Whether an actor may say for a domain what is good for what: only who keeps it knows."""
    return Role.CHAMPION in actor.roles and keeps(actor.user_id, domain)

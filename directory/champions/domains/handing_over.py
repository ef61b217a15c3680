"""Handing a domain from one champion to another, with a note of what to know, which is kept.

What the one before recommended counts no more until it is said again, unless they stay as a deputy.
"""

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.audit.operations import record_act
from directory.champions.domains.arranging import DomainChanged, get_any_domain
from directory.champions.domains.handover_models import DomainHandover
from directory.champions.domains.handovers import newest_first, record_handover
from directory.champions.domains.inputs import HandoverInput
from directory.champions.keepers import check_at_work
from directory.champions.models import ChampionDomain
from directory.champions.policy import may_hand_over
from directory.errors import NotFound, WrongInput

HAS_IT = "They are the champion of this domain already"


def get_to_hand_over(db: Session, actor: Actor, slug: str, *, to_change: bool = False) -> ChampionDomain:
    """A domain that the actor may hand to another champion. Raises NotFound for any other.

    `to_change` keeps others from changing it before this is done.
    """
    domain = get_any_domain(db, slug, to_change=to_change)
    if not may_hand_over(actor, domain):
        raise NotFound("There is no such champion domain.")
    return domain


def find_handed_on(db: Session, actor: Actor, slug: str) -> ChampionDomain | None:
    """A domain that the actor handed on last, and that is no longer theirs to hand over: their button pressed twice."""
    domain = get_any_domain(db, slug, to_change=True)
    last = db.scalar(newest_first(domain).limit(1))
    is_done = last is not None and last.handed_by == actor.user_id and last.to_id == domain.champion_id
    return domain if is_done and not may_hand_over(actor, domain) else None


def hand_over(db: Session, actor: Actor, domain: ChampionDomain, wanted: HandoverInput) -> DomainHandover:
    """Give a domain to another champion. Raises DomainChanged where somebody changed it first, and WrongInput."""
    if wanted.version != domain.version:
        raise DomainChanged
    if wanted.champion_id == domain.champion_id:
        raise WrongInput(f"{HAS_IT}.", {"champion_id": HAS_IT})
    check_at_work(db, [wanted.champion_id], "champion_id")
    before = domain.champion
    stays = [before] if before and wanted.stays_deputy else []
    domain.deputies = [each for each in domain.deputies if each.id != wanted.champion_id] + stays
    domain.champion, domain.champion_id = db.get_one(User, wanted.champion_id), wanted.champion_id
    domain.version += 1
    record_act(db, actor.user_id, None, "domain.handed_over", "champion_domain", [domain.id], ["champion"])
    return record_handover(db, actor, domain, before.id if before else None, wanted.champion_id, wanted.note)

"""Who is asked: the champion and deputies of the domains that needs fall in; where nobody keeps one, everybody who may.

The champion is written to first, or the deputies where there is no champion at work. Deputies and editors are written
to once a question has waited for too long.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from directory.accounts.models import User
from directory.champions.domains.domain_areas import is_asked_outside
from directory.champions.keepers import champions_at_work, editors_at_work, is_kept, keepers_in
from directory.champions.models import ChampionDomain, ChampionDomainTerm


@dataclass(frozen=True)
class AskedDomain:
    """A domain that needs fall in: who is written to at once, and who else reads it. Only people at work."""

    id: uuid.UUID
    name: str
    first: Sequence[User]
    others: Sequence[User]


def list_asked_domains(db: Session, term_ids: Collection[uuid.UUID], outward: str | None) -> list[AskedDomain]:
    """The kept domains in which needs fall in a postcode district, by name, with who keeps each."""
    falls = select(ChampionDomainTerm.domain_id).where(ChampionDomainTerm.term_id.in_(term_ids))
    kept_ones = select(ChampionDomain).where(ChampionDomain.id.in_(falls), is_kept()).order_by(ChampionDomain.name)
    domains = [each for each in db.scalars(kept_ones) if not is_asked_outside(db, each, outward)]
    keepers = keepers_in(ChampionDomain.id.in_([each.id for each in domains])).subquery()
    kept = db.execute(
        select(keepers.c.domain_id, User).join(User, User.id == keepers.c.user_id).order_by(User.name, User.id)
    ).all()
    return [asked_domain(domain, [user for domain_id, user in kept if domain_id == domain.id]) for domain in domains]


def asked_domain(domain: ChampionDomain, keepers: Sequence[User]) -> AskedDomain:
    champion = [each for each in keepers if each.id == domain.champion_id]
    deputies = [each for each in keepers if each.id != domain.champion_id]
    return AskedDomain(domain.id, domain.name, champion or deputies, deputies if champion else ())


def list_first_asked(db: Session, term_ids: Collection[uuid.UUID], outward: str | None) -> list[User]:
    """Who is written to as soon as something is asked; of what is nobody's, all champions and editors."""
    first = [user for domain in list_asked_domains(db, term_ids, outward) for user in domain.first]
    return list(dict.fromkeys(first)) or list_everybody(db)


def list_passed_to(db: Session, term_ids: Collection[uuid.UUID], outward: str | None) -> list[User]:
    """Who is written to where nobody answered for too long: deputies, and all editors."""
    deputies = [user for domain in list_asked_domains(db, term_ids, outward) for user in domain.others]
    editors = db.scalars(select(User).where(User.id.in_(editors_at_work())).order_by(User.name, User.id))
    return list(dict.fromkeys([*deputies, *editors]))


def list_everybody(db: Session) -> list[User]:
    """All champions and editors who are at work."""
    working = or_(User.id.in_(champions_at_work()), User.id.in_(editors_at_work()))
    return list(db.scalars(select(User).where(working).order_by(User.name, User.id)))

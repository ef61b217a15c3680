"""Making, changing and ending champion domains: what each covers, where, and who keeps it.

For editors: a domain is a cut through the one catalogue, which they keep whole. Who signs in with what is the
administrators' to say, and which of their colleagues is a champion.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import Scheme, User
from directory.audit.operations import record_act
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.champions.domains.domain_areas import look, write_down
from directory.champions.domains.handovers import record_handover
from directory.champions.domains.inputs import DomainInput
from directory.champions.keepers import champions_at_work, check_at_work, choose_deputies, goes_on
from directory.champions.models import ChampionDomain
from directory.champions.operations import slug_of
from directory.champions.queries import with_people_and_terms
from directory.db import new_id
from directory.errors import Conflict, NotFound, WrongInput

TAKEN, TAKEN_BY_ENDED = "A domain is called that already", "A domain of that name was ended: bring it back"
GONE = "One of these is no longer there. Look at them again."


class DomainChanged(Conflict):
    """Somebody else changed a domain first."""

    def __init__(self) -> None:
        super().__init__("A colleague changed this domain while you had it open. Look at what it is now.")


def add_domain(db: Session, actor: Actor, wanted: DomainInput) -> ChampionDomain:
    """A new domain. Raises WrongInput for a name that is taken, and for a champion or deputy who is not at work."""
    domain = ChampionDomain(id=new_id(), name="", slug=free_slug(db, wanted.name), champion=None, terms=[], deputies=[])
    set_parts(db, domain, wanted)
    db.add(domain)
    db.flush()  # what lies outside its area is looked for among what it covers
    look_at_area(db, domain)
    record_act(db, actor.user_id, None, "domain.made", "champion_domain", [domain.id])
    return domain


def change_domain(db: Session, actor: Actor, domain: ChampionDomain, wanted: DomainInput) -> None:
    """Have a domain be as it is wanted, at the same address. Raises DomainChanged, and WrongInput as `add_domain`."""
    if wanted.version != domain.version:
        raise DomainChanged
    before, before_champion = parts_of(domain), domain.champion_id
    set_parts(db, domain, wanted)
    changed = sorted(name for name, value in parts_of(domain).items() if value != before[name])
    if not changed:
        return
    if "champion" in changed and domain.champion_id:
        record_handover(db, actor, domain, before_champion, domain.champion_id, None)
    domain.version += 1
    db.flush()  # what lies outside its area is looked for among what it covers
    look_at_area(db, domain)
    record_act(db, actor.user_id, None, "domain.changed", "champion_domain", [domain.id], changed)


def end_domain(db: Session, actor: Actor, domain: ChampionDomain) -> None:
    """Have a domain cover nothing any more. Who kept it, what it recommends and what it covered is kept."""
    if domain.ended_at is None:
        domain.ended_at = clock.now()
        domain.version += 1
        record_act(db, actor.user_id, None, "domain.ended", "champion_domain", [domain.id])


def bring_back_domain(db: Session, actor: Actor, domain: ChampionDomain) -> None:
    """Have a domain go on that was ended."""
    if domain.ended_at is not None:
        domain.ended_at = None
        domain.version += 1
        look_at_area(db, domain)
        record_act(db, actor.user_id, None, "domain.brought_back", "champion_domain", [domain.id])


def get_any_domain(db: Session, slug: str, *, to_change: bool = False) -> ChampionDomain:
    """A domain, ended or not, with who keeps it and its terms. Raises NotFound.

    `to_change` keeps others from changing it before this is done.
    """
    wanted = select(ChampionDomain).where(ChampionDomain.slug == slug)
    if to_change:
        db.execute(wanted.with_for_update())
    found = db.scalar(wanted.options(*with_people_and_terms()).execution_options(populate_existing=True))
    if found is None:
        raise NotFound("There is no such champion domain.")
    return found


def list_ended(db: Session) -> Sequence[ChampionDomain]:
    """The domains that were ended, by name."""
    return db.scalars(select(ChampionDomain).where(~goes_on()).order_by(ChampionDomain.name)).all()


def list_candidates(db: Session) -> Sequence[User]:
    """Everybody who may be the champion or a deputy of a domain, by name."""
    wanted = select(User).where(User.id.in_(champions_at_work()))
    return db.scalars(wanted.order_by(User.name, User.email)).all()


def teams_of(db: Session, users: Sequence[User]) -> dict[User, str]:
    """The names of the teams that people work in, to tell two of one name apart."""
    wanted = select(User).where(User.id.in_([each.id for each in users]))
    rows = db.execute(wanted.join(User.grants).join(Scheme).add_columns(Scheme.name).distinct().order_by(Scheme.name))
    found: dict[User, list[str]] = {}
    for user, name in rows:
        found.setdefault(user, []).append(name)
    return {user: " and ".join(names) for user, names in found.items()}


def set_parts(db: Session, domain: ChampionDomain, wanted: DomainInput) -> None:
    check_name(db, domain, wanted.name)
    terms = db.scalars(
        select(TaxonomyTerm)
        .where(TaxonomyTerm.id.in_(wanted.term_ids))
        .options(joinedload(TaxonomyTerm.taxonomy))
        .order_by(TaxonomyTerm.name)
    ).all()
    if len(terms) < len(set(wanted.term_ids)):
        raise WrongInput(GONE, {"terms": GONE})
    if wanted.champion_id not in (None, domain.champion_id):
        check_at_work(db, filter(None, [wanted.champion_id]), "champion")
    domain.name, domain.description = wanted.name, wanted.description
    domain.area_code = wanted.area.code if wanted.area else None
    domain.area_name = wanted.area.name if wanted.area else None
    domain.champion = db.get(User, wanted.champion_id) if wanted.champion_id else None
    domain.champion_id = wanted.champion_id
    domain.terms = list(terms)
    choose_deputies(db, domain, wanted.deputy_ids)


def check_name(db: Session, domain: ChampionDomain, name: str) -> None:
    """Raises WrongInput where another domain is called so, ended or not."""
    taken = db.scalars(select(ChampionDomain).where(ChampionDomain.id != domain.id)).all()
    same = next((each for each in taken if each.name.casefold() == name.casefold()), None)
    if same is not None:
        words = TAKEN if same.ended_at is None else TAKEN_BY_ENDED
        raise WrongInput(f"{words}.", {"name": words})


def free_slug(db: Session, name: str) -> str:
    """What a new domain is called in addresses: after its name, with a number where that is taken."""
    slug = slug_of(name)
    taken = set(db.scalars(select(ChampionDomain.slug).where(ChampionDomain.slug.startswith(slug, autoescape=True))))
    numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return slug if slug not in taken else next(each for each in numbered if each not in taken)


def parts_of(domain: ChampionDomain) -> dict[str, object]:
    """What can be changed of a domain, to be compared."""
    return {
        "name": domain.name,
        "description": domain.description or "",
        "area": (domain.area_code, domain.area_name),
        "terms": {each.id for each in domain.terms},
        "champion": domain.champion_id,
        "deputies": {each.id for each in domain.deputies},
    }


def look_at_area(db: Session, domain: ChampionDomain) -> None:
    if domain.area_code is not None:
        write_down(db, look(db, domain.area_code))

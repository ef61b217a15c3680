"""Listings that nobody looks after: in no domain, or only in such as nobody at work keeps; and giving them to one.

Whoever keeps a domain may take such a listing in, by a tag, or all that is about one thing, by covering it.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.history.record_changes import blank_row, plain_rows, typed_rows, values_now
from directory.catalogue.history.revisions import make_changes
from directory.catalogue.history.written_records import get_record
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm
from directory.catalogue.publishing import is_on
from directory.catalogue.term_queries import is_no_area, link_type_of
from directory.catalogue.vocabulary import taxonomy_id
from directory.champions.domains.arranging import look_at_area
from directory.champions.domains.domain_areas import is_listing_outside
from directory.champions.keepers import is_kept
from directory.champions.models import ChampionDomain, ChampionDomainTerm
from directory.champions.policy import may_keep_domain
from directory.champions.queries import falling_into_domains, in_domains, is_live
from directory.errors import Conflict, NotFound, Refused

PAGE_SIZE = 25
MOST_TERMS = 20
NO_SUCH_DOMAIN = "There is no such champion domain."
WHY = "It was nobody's"


class KeptMeanwhile(Conflict):
    """Somebody looks after a listing by now."""

    def __init__(self) -> None:
        super().__init__("Somebody looks after this listing by now. Look at the list again.")


@dataclass(frozen=True)
class NobodysCount:
    """How many listings that are on nobody looks after: in no domain at all, or in one that nobody keeps."""

    in_none: int
    unkept: int

    @property
    def total(self) -> int:
        return self.in_none + self.unkept


@dataclass(frozen=True)
class NobodysTerm:
    """Something that listings are about which nobody looks after, and how many these are."""

    term: TaxonomyTerm
    listings: int


@dataclass(frozen=True)
class NobodysPage:
    """One page of the listings that nobody looks after, by name, with what each is about.

    `domains` names, by listing, those it falls into and that nobody keeps.
    """

    services: Sequence[Service]
    total: int
    page: int
    terms: dict[uuid.UUID, list[str]]
    domains: dict[uuid.UUID, list[str]]


def is_nobodys() -> ColumnElement[bool]:
    """Which services are on and looked after by nobody, as a condition."""
    return and_(is_on(), Service.id.not_in(in_domains(is_kept())))


def count_nobodys(db: Session) -> NobodysCount:
    """How many listings nobody looks after."""
    kept = select(ChampionDomain.id).where(is_kept()).correlate(None)
    fallen = (
        falling_into_domains()
        .with_only_columns(
            Attribute.link_id.label("listing_id"),
            func.max(case((ChampionDomain.id.in_(kept), 1), else_=0)).label("is_kept"),
        )
        # The tags that domains cover are few, where all listings have tags: of itself SQLite looks through all.
        .where(Attribute.taxonomy_term_id.in_(select(ChampionDomainTerm.term_id)))
        .group_by(Attribute.link_id)
        .subquery()
    )
    of_domains = select(func.count(), func.count(case((fallen.c.is_kept == 0, 1)))).select_from(fallen)
    fell, unkept = db.execute(of_domains.join(Service, Service.id == fallen.c.listing_id).where(is_on())).one()
    on = db.scalar(select(func.count()).select_from(Service).where(is_on())) or 0
    return NobodysCount(in_none=on - fell, unkept=unkept)


def count_left_by(db: Session, domain: ChampionDomain) -> int:
    """How many listings nobody would look after if a domain ended."""
    theirs = in_domains(ChampionDomain.id == domain.id)
    others = in_domains(and_(is_kept(), ChampionDomain.id != domain.id))
    left = (is_on(), Service.id.in_(theirs), Service.id.not_in(others))
    return db.scalar(select(func.count()).select_from(Service).where(*left)) or 0


def list_nobodys(db: Session, page: int = 1) -> NobodysPage:
    """The listings that nobody looks after. Raises NotFound for a page below 1."""
    if page < 1:
        raise NotFound("There is no such page.")
    in_order = (func.lower(Service.name), Service.id)
    wanted = select(Service).where(is_nobodys()).options(joinedload(Service.organization)).order_by(*in_order)
    services = db.scalars(wanted.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)).all()
    ids = [each.id for each in services]
    tagged = (
        select(Attribute.link_id, TaxonomyTerm.name)
        .join(TaxonomyTerm, TaxonomyTerm.id == Attribute.taxonomy_term_id)
        .where(Attribute.link_entity == "service", Attribute.link_id.in_(ids), is_no_area())
        .order_by(TaxonomyTerm.name)
    )
    fallen = falling_into_domains().with_only_columns(Attribute.link_id, ChampionDomain.name).distinct()
    domains = fallen.where(Attribute.link_id.in_(ids)).order_by(ChampionDomain.name)
    return NobodysPage(services, count_nobodys(db).total, page, _by_listing(db, tagged), _by_listing(db, domains))


def list_nobodys_terms(db: Session) -> list[NobodysTerm]:
    """What the listings that nobody looks after are about, what most of them share first."""
    number = func.count(Service.id.distinct())
    counted = (
        select(Attribute.taxonomy_term_id, number.label("listings"))
        .join(Service, Service.id == Attribute.link_id)
        .join(TaxonomyTerm, TaxonomyTerm.id == Attribute.taxonomy_term_id)
        .where(Attribute.link_entity == "service", is_nobodys(), says_what_it_is_about())
        .group_by(Attribute.taxonomy_term_id)
        .order_by(number.desc(), Attribute.taxonomy_term_id)
        .limit(MOST_TERMS)
        .subquery()
    )
    wanted = select(TaxonomyTerm, counted.c.listings).join(counted, counted.c.taxonomy_term_id == TaxonomyTerm.id)
    named = wanted.options(joinedload(TaxonomyTerm.taxonomy)).order_by(counted.c.listings.desc(), TaxonomyTerm.name)
    return [NobodysTerm(term, listings) for term, listings in db.execute(named)]


def says_what_it_is_about() -> ColumnElement[bool]:
    """Which terms say what a listing is about: no areas, and not how it is run, which most have in common."""
    arrangements = taxonomy_id("arrangements")
    is_no_arrangement = or_(TaxonomyTerm.taxonomy_id.is_(None), TaxonomyTerm.taxonomy_id != arrangements)
    return and_(is_no_area(), is_no_arrangement)


def get_nobodys(db: Session, service_id: uuid.UUID, *, to_change: bool = False) -> Service:
    """A listing that nobody looks after. Raises NotFound, and KeptMeanwhile where somebody does by now.

    `to_change` keeps others from changing it before this is done.
    """
    service = get_record(db, Service, service_id, to_change=to_change)
    if not is_live(service):
        raise NotFound("There is no such listing.")
    if db.scalar(select(Service.id).where(Service.id == service_id, is_nobodys())) is None:
        raise KeptMeanwhile
    return service


def take_in_listing(db: Session, actor: Actor, domain: ChampionDomain, service: Service, term: TaxonomyTerm) -> None:
    """Have a domain look after a listing of nobody's, which is tagged with one of the things that it covers.

    Raises NotFound for another one's domain, and Refused where the listing lies outside its area or the domain does not
    cover that.
    """
    if not may_keep_domain(actor, domain):
        raise NotFound(NO_SUCH_DOMAIN)
    if term.id not in {each.id for each in domain.terms}:
        raise Refused(f"{domain.name} does not cover {term.name} any more. Choose something else.")
    if domain.area_code and is_listing_outside(db, domain.area_code, service.id):
        raise Refused(f"{service.name} is not in {domain.area_name}, where {domain.name} is for.")
    before = values_now(db, service, ["attribute"])["attribute"]
    row = blank_row(
        "attribute",
        link_id=service.id,
        link_entity="service",
        link_type=link_type_of(term),
        taxonomy_term_id=term.id,
    )
    after = plain_rows([*typed_rows("attribute", before).values(), row])
    make_changes(db, actor, service, [FieldChange("attribute", before, after)], reason=WHY)


def take_in_term(db: Session, actor: Actor, domain: ChampionDomain, term: TaxonomyTerm) -> None:
    """Have a domain cover one more thing, and so all listings that are about it. Raises NotFound for others' domains.

    What it covers already it goes on covering.
    """
    if not may_keep_domain(actor, domain):
        raise NotFound(NO_SUCH_DOMAIN)
    if term.id in {each.id for each in domain.terms}:
        return
    domain.terms.append(term)
    domain.version += 1
    db.flush()  # what lies outside its area is looked for among what it covers
    look_at_area(db, domain)
    record_act(db, actor.user_id, None, "domain.changed", "champion_domain", [domain.id], ["terms"])


def _by_listing(db: Session, rows: Select[uuid.UUID, str]) -> dict[uuid.UUID, list[str]]:
    found: dict[uuid.UUID, list[str]] = {}
    for listing_id, name in db.execute(rows):
        found.setdefault(listing_id, []).append(name)
    return found

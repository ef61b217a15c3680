"""What the pages about listings of nobody's show."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service
from directory.champions.domains.domain_areas import is_listing_outside
from directory.champions.domains.nobodys import PAGE_SIZE, NobodysCount, NobodysPage, NobodysTerm
from directory.champions.models import ChampionDomain
from directory.staff.writing.tag_page import suggested_lines
from directory.web.components import Paging
from directory.web.fields.choices import Choice
from directory.web.listing_words import list_words
from directory.web.words import counted


@dataclass(frozen=True)
class TermRow:
    """Something that listings of nobody's are about, how many, and where a domain is made to cover it.

    With `is_asked` somebody pressed the button and chose no domain.
    """

    name: str
    kind: str
    listings: int
    take_href: str
    is_asked: bool


@dataclass(frozen=True)
class NobodysRow:
    """A listing of nobody's, what it is about, and why nobody looks after it."""

    name: str
    href: str
    organisation: str
    about: str
    why: str
    take_href: str


@dataclass(frozen=True)
class NobodysListPage:
    """What nobody looks after. `has_domains` where the actor may take something in."""

    told: str
    terms: tuple[TermRow, ...]
    rows: tuple[NobodysRow, ...]
    paging: Paging
    has_domains: bool


@dataclass(frozen=True)
class Offer:
    """A domain and a thing it covers that the words of a listing speak of."""

    value: str
    text: str
    why: str


@dataclass(frozen=True)
class TakingInPage:
    """A listing of nobody's that may be taken in."""

    name: str
    organisation: str
    public_href: str
    save_href: str
    offers: tuple[Offer, ...]
    is_anywhere: bool


def build_nobodys_page(
    count: NobodysCount,
    terms: Sequence[NobodysTerm],
    listings: NobodysPage,
    domains: Sequence[ChampionDomain],
    asked_id: uuid.UUID | None,
) -> NobodysListPage:
    """The page of all that nobody looks after; `asked_id` is the thing for which no domain was chosen."""
    return NobodysListPage(
        told=told_words(count),
        terms=tuple(term_row(each, is_asked=each.term.id == asked_id) for each in terms),
        rows=tuple(nobodys_row(each, listings) for each in listings.services),
        paging=Paging(listings.page, PAGE_SIZE, listings.total, lambda page: url_for("staff.show_nobodys", page=page)),
        has_domains=bool(domains),
    )


def told_words(count: NobodysCount) -> str:
    """How many listings nobody looks after, and why."""
    if not count.total:
        return "Somebody looks after every listing."
    lines = []
    if count.in_none:
        lines.append(f"{counted(count.in_none, 'listing is', 'listings are')} in no domain.")
    if count.unkept:
        lines.append(
            f"{counted(count.unkept, 'listing is', 'listings are')} only in a domain that nobody keeps just now."
        )
    return " ".join(lines)


def term_row(each: NobodysTerm, *, is_asked: bool) -> TermRow:
    kind = each.term.taxonomy.name if each.term.taxonomy else ""
    take_href = url_for("staff.take_in_term", term_id=each.term.id)
    return TermRow(each.term.name, kind, each.listings, take_href, is_asked)


def nobodys_row(service: Service, listings: NobodysPage) -> NobodysRow:
    unkept = listings.domains.get(service.id, [])
    return NobodysRow(
        name=service.name,
        href=url_for("public.show_activity", service_id=service.id),
        organisation=service.organization.name,
        about=list_words(listings.terms.get(service.id, [])),
        why=f"Nobody keeps {list_words(unkept)}" if unkept else "In no domain",
        take_href=url_for("staff.show_nobodys_listing", nobodys_id=service.id),
    )


def build_taking_in_page(db: Session, service: Service, domains: Sequence[ChampionDomain]) -> TakingInPage:
    """The page that asks which domain takes a listing in."""
    possible = domains_around(db, service, domains)
    said = {each.id: each.why for each in suggested_lines(db, service, ())}
    offers = [
        Offer(f"{domain.slug} {term.id}", f"{domain.name}: {term.name}", said[str(term.id)])
        for domain in possible
        for term in domain.terms
        if str(term.id) in said
    ]
    return TakingInPage(
        name=service.name,
        organisation=service.organization.name,
        public_href=url_for("public.show_activity", service_id=service.id),
        save_href=url_for("staff.take_in_listing", nobodys_id=service.id),
        offers=tuple(offers),
        is_anywhere=bool(possible),
    )


def domain_term_choices(db: Session, service: Service, domains: Sequence[ChampionDomain]) -> list[Choice]:
    """The domains that may take a listing in, each with all that it covers."""
    return [
        Choice(f"{domain.slug} {term.id}", f"{domain.name}: {term.name}")
        for domain in domains_around(db, service, domains)
        for term in domain.terms
    ]


def domains_around(db: Session, service: Service, domains: Sequence[ChampionDomain]) -> list[ChampionDomain]:
    """Of some domains those in whose area a listing lies."""
    return [each for each in domains if not each.area_code or not is_listing_outside(db, each.area_code, service.id)]

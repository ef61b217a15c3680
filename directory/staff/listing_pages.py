"""What the pages about listings show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from directory.accounts.actor import Actor, Role
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import LocalValue, Source
from directory.champions.models import ChampionDomain
from directory.champions.policy import may_recommend
from directory.champions.queries import PAGE_SIZE, DomainSummary, ListingPage, is_due, is_live
from directory.staff.listing_form import ListingForm, take_newest
from directory.staff.record_kinds import kind_of, where_it_is
from directory.staff.shown_states import state_of
from directory.staff.source_words import SourceDifference, source_differences
from directory.web.components import Fact, Paging, Tag
from directory.web.words import uk_short_date


@dataclass(frozen=True)
class DomainRow:
    """A domain in the list of domains."""

    name: str
    href: str
    champion: str
    listings: int
    due: int


@dataclass(frozen=True)
class DomainsPage:
    """The domains the actor looks after; `is_everybodys` where they are those of all champions."""

    rows: tuple[DomainRow, ...]
    is_everybodys: bool


@dataclass(frozen=True)
class ListingRow:
    """A listing in its domain. What is not on cannot be confirmed; it is written part by part."""

    name: str
    href: str
    organisation: str
    checked: str
    is_due: bool
    state: Tag
    edit_href: str
    confirm_href: str
    is_checked_today: bool


@dataclass(frozen=True)
class DomainPage:
    """A domain with one page of its listings. `other_href` leads to all of them, or back to those that are on.

    `to_renew` counts the recommendations that do not count until they are said again.
    """

    name: str
    slug: str
    description: str
    champion: str
    terms: tuple[Tag, ...]
    rows: tuple[ListingRow, ...]
    paging: Paging
    is_all: bool
    other_href: str
    words_href: str
    recommended_href: str
    to_renew: int


@dataclass(frozen=True)
class EditPage:
    """A listing to be changed. `newest` says what it holds now where somebody changed it meanwhile.

    `differences` are from the sources that give the listing, named in `sources`. `recommend_href` is for its champion.
    """

    name: str
    organisation: str
    checked: str
    public_href: str
    domain_name: str
    domain_href: str
    save_href: str
    newest: tuple[Fact, ...]
    sources: str
    differences: tuple[SourceDifference, ...]
    take_href: str
    write_href: str
    history_href: str
    recommend_href: str


def build_domains_page(actor: Actor, domains: Sequence[DomainSummary]) -> DomainsPage:
    """The list of domains."""
    return DomainsPage(tuple(map(domain_row, domains)), Role.EDITOR in actor.roles)


def domain_row(summary: DomainSummary) -> DomainRow:
    domain = summary.domain
    return DomainRow(
        name=domain.name,
        href=url_for("staff.show_domain", slug=domain.slug),
        champion=domain.champion.name if domain.champion else "",
        listings=summary.listings,
        due=summary.due,
    )


def build_domain_page(domain: ChampionDomain, listings: ListingPage, to_renew: int, today: date) -> DomainPage:
    """A page of a domain's listings. Raises NotFound for a page that there is not."""

    def href(page: int | None = None, *, is_all: bool = listings.is_all) -> str:
        return url_for("staff.show_domain", slug=domain.slug, page=page, all="yes" if is_all else None)

    return DomainPage(
        name=domain.name,
        slug=domain.slug,
        description=domain.description or "",
        champion=domain.champion.name if domain.champion else "",
        terms=tuple(Tag(term.name) for term in domain.terms),
        rows=tuple(listing_row(domain, each, listings, today) for each in listings.services),
        paging=Paging(listings.page, PAGE_SIZE, listings.total, href),
        is_all=listings.is_all,
        other_href=href(is_all=not listings.is_all),
        words_href=url_for("staff.show_said", slug=domain.slug),
        recommended_href=url_for("staff.show_recommendations", slug=domain.slug),
        to_renew=to_renew,
    )


def listing_row(domain: ChampionDomain, service: Service, listings: ListingPage, today: date) -> ListingRow:
    here: dict[str, Any] = {"slug": domain.slug, "service_id": service.id}
    is_on, page = is_live(service), None if listings.page == 1 else listings.page
    write_href = kind_of(service).href("staff.write_record", service.id)
    return ListingRow(
        name=service.name,
        href=where_it_is(service),
        organisation=service.organization.name,
        checked=checked_words(service.assured_date),
        is_due=is_on and is_due(service, today),
        state=state_of(service, is_awaited=service.id in listings.awaited),
        edit_href=url_for("staff.edit_listing", **here) if is_on else write_href,
        confirm_href=url_for("staff.confirm_listing", page=page, **here) if is_on else "",
        is_checked_today=service.assured_date == today,
    )


def checked_words(day: date | None) -> str:
    """When a listing was last checked."""
    return uk_short_date(day) if day else "Never"


def build_edit_page(
    actor: Actor,
    domain: ChampionDomain,
    service: Service,
    form: ListingForm,
    sources: Sequence[Source],
    kept: Mapping[str, LocalValue],
) -> EditPage:
    """The page that changes a listing."""
    here: dict[str, Any] = {"slug": domain.slug, "service_id": service.id}
    return EditPage(
        name=service.name,
        organisation=service.organization.name,
        checked=checked_words(service.assured_date),
        public_href=url_for("public.show_activity", service_id=service.id),
        domain_name=domain.name,
        domain_href=url_for("staff.show_domain", slug=domain.slug),
        save_href=url_for("staff.save_listing", **here),
        newest=take_newest(form, service),
        sources=" and ".join(each.name for each in sources),
        differences=source_differences(service, kept, {}),
        take_href=url_for("staff.take_source_value", **here),
        write_href=kind_of(service).href("staff.write_record", service.id),
        history_href=kind_of(service).href("staff.show_history", service.id),
        recommend_href=url_for("staff.new_recommendation", **here) if may_recommend(actor, domain) else "",
    )

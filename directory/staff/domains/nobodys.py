"""Listings that nobody looks after, and giving them to a domain."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.catalogue.term_queries import get_term
from directory.champions.domains import nobodys
from directory.champions.domains.arranging import get_any_domain
from directory.champions.domains.nobodys import count_nobodys, get_nobodys, list_nobodys, list_nobodys_terms
from directory.champions.models import ChampionDomain
from directory.champions.queries import list_kept
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.domains.listings import page_asked_for
from directory.staff.domains.nobodys_pages import build_nobodys_page, build_taking_in_page, domain_term_choices
from directory.web.fields.choices import PickField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.pages import render_page, tell

NOBODYS = "/nobodys"


class TermForm(LynchpinForm[str]):
    """The button that has a domain cover one thing more: which domain, by its name in addresses."""

    domain = PickField("Domain", (), required="Choose a domain")

    def to_input(self) -> str:
        return str(self.domain.data)


class ListingTermForm(LynchpinForm[tuple[str, uuid.UUID]]):
    """What a listing is tagged with, so that a domain looks after it: the domain and the thing, in one answer."""

    covered = PickField(
        "What is it about?", (), required="Choose what it is about", empty="Choose a domain and a thing"
    )

    def to_input(self) -> tuple[str, uuid.UUID]:
        slug, _, term_id = str(self.covered.data).partition(" ")
        return slug, uuid.UUID(term_id)


@bp.get(NOBODYS)
@requires("catalogue.edit")
def show_nobodys(term_id: uuid.UUID | None = None) -> ResponseReturnValue:
    """The listings that nobody looks after, and what they are about; `term_id` is what no domain was chosen for."""
    with reading() as db:
        domains = own_domains(db, current_actor())
        listings = list_nobodys(db, page_asked_for())
        page = build_nobodys_page(count_nobodys(db), list_nobodys_terms(db), listings, domains, term_id)
    return render_page("staff/show_nobodys.html", page, form=show_form(TermForm, {}, domain_choices(domains)))


@bp.post(f"{NOBODYS}/terms/<uuid:term_id>")
@requires("catalogue.edit")
@asks_again(show_nobodys)
def take_in_term(term_id: uuid.UUID) -> ResponseReturnValue:
    """Have a domain cover what listings of nobody's are about. Pressed twice, it is done once."""
    with transaction() as db:
        actor, term = current_actor(), get_term(db, term_id)
        slug = load_form(TermForm, domain_choices(own_domains(db, actor)))
        domain = get_any_domain(db, slug, to_change=True)
        nobodys.take_in_term(db, actor, domain, term)
        told = f"{domain.name} covers {term.name} from now on."
    tell(told)
    return redirect(url_for("staff.show_nobodys"), 303)


@bp.get(f"{NOBODYS}/<uuid:nobodys_id>")
@requires("catalogue.edit")
def show_nobodys_listing(nobodys_id: uuid.UUID) -> ResponseReturnValue:
    """A listing that nobody looks after, and the domains that may: what its words speak of first."""
    with reading() as db:
        service = get_nobodys(db, nobodys_id)
        domains = own_domains(db, current_actor())
        page = build_taking_in_page(db, service, domains)
        form = show_form(ListingTermForm, {}, {"covered": domain_term_choices(db, service, domains)})
    return render_page("staff/show_nobodys_listing.html", page, form=form)


@bp.post(f"{NOBODYS}/<uuid:nobodys_id>")
@requires("catalogue.edit")
@asks_again(show_nobodys_listing)
def take_in_listing(nobodys_id: uuid.UUID) -> ResponseReturnValue:
    """Have a domain look after a listing, which is tagged with what the domain covers."""
    with transaction() as db:
        actor, service = current_actor(), get_nobodys(db, nobodys_id, to_change=True)
        choices = domain_term_choices(db, service, own_domains(db, actor))
        slug, term_id = load_form(ListingTermForm, {"covered": choices})
        domain = get_any_domain(db, slug, to_change=True)
        nobodys.take_in_listing(db, actor, domain, service, get_term(db, term_id))
        told = f"{domain.name} looks after {service.name} from now on."
    tell(told)
    return redirect(url_for("staff.show_nobodys"), 303)


def own_domains(db: Session, actor: Actor) -> list[ChampionDomain]:
    """The domains that an actor may take something into, by name."""
    return list_kept(db, actor)


def domain_choices(domains: list[ChampionDomain]) -> dict[str, Any]:
    """The domains to choose from; where there are several, none is chosen before somebody does."""
    named = [(each.slug, each.name) for each in domains]
    return {"domain": named if len(named) == 1 else [("", "Choose a domain"), *named]}

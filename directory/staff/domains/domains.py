"""Champion domains: which there are and who keeps them; and, for editors, making, changing and ending them."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.caseloads import count_open_cases
from directory.champions.domains import arranging
from directory.champions.domains.arranging import DomainChanged, get_any_domain, list_ended
from directory.champions.domains.nobodys import count_left_by, count_nobodys
from directory.champions.domains.workload import list_workloads
from directory.champions.queries import count_by_domain, list_domains
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.domains.domain_forms import EVERYWHERE, DomainForm, domain_choices, values_of_domain
from directory.staff.domains.domain_pages import build_domains_page, build_ending_page, build_form_page
from directory.staff.downloads import ENDING, list_file
from directory.staff.list_sheets import domains_sheet
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form, take_form
from directory.web.pages import render_page, tell

DOMAIN = "/domains/<slug>"


@bp.get("/listings")
@requires("catalogue.edit")
def show_domains() -> ResponseReturnValue:
    """The domains the actor looks after, and how much waits for each of those who keep them."""
    with reading() as db:
        actor, today = current_actor(), clock.today()
        workloads = list_workloads(db, actor, today)
        cases = count_open_cases(db, actor, [each.person.id for each in workloads])
        ended = list_ended(db) if actor.may("champions.arrange") else ()
        domains, nobodys = list_domains(db, actor, today), count_nobodys(db).total
        page = build_domains_page(db, actor, domains, workloads, cases, ended, nobodys)
    return render_page("staff/show_domains.html", page)


@bp.get(f"/listings.{ENDING}")
@requires("catalogue.edit")
def download_domains(ending: str) -> ResponseReturnValue:
    """The domains the actor looks after, as a sheet."""
    with reading() as db:
        sheet = domains_sheet(list_domains(db, current_actor(), clock.today()))
    return list_file(sheet, ending)


@bp.get("/domains/new")
@requires("champions.arrange")
def new_domain() -> ResponseReturnValue:
    with reading() as db:
        form = show_form(DomainForm, {"where": EVERYWHERE}, domain_choices(db, None))
        page = build_form_page(db, form)
    return render_page("staff/edit_domain.html", page, form=form)


@bp.post("/domains/new/look")
@requires("champions.arrange")
@asks_again(new_domain)
def look_for_domain() -> ResponseReturnValue:
    """The page with one thing more or less that the domain covers, and what is found. Nothing is kept."""
    with reading() as db:
        form: Any = take_form(DomainForm, domain_choices(db, None))
        page = build_form_page(db, form)
    return render_page("staff/edit_domain.html", page, form=form)


@bp.post("/domains/new")
@requires("champions.arrange")
@asks_again(new_domain)
def create_domain() -> ResponseReturnValue:
    with transaction() as db:
        wanted = load_form(DomainForm, domain_choices(db, None))
        domain = arranging.add_domain(db, current_actor(), wanted)
        name, slug = domain.name, domain.slug
    tell(f"{name} is a domain now.")
    return redirect(url_for("staff.show_domain", slug=slug), 303)


@bp.get(f"{DOMAIN}/edit")
@requires("champions.arrange")
def edit_domain(slug: str) -> ResponseReturnValue:
    with reading() as db:
        domain = get_any_domain(db, slug)
        form = show_form(DomainForm, values_of_domain(domain), domain_choices(db, domain))
        page = build_form_page(db, form, domain)
    return render_page("staff/edit_domain.html", page, form=form)


@bp.post(f"{DOMAIN}/look")
@requires("champions.arrange")
@asks_again(edit_domain)
def look_in_domain(slug: str) -> ResponseReturnValue:
    """The page with one thing more or less that the domain covers, and what is found. Nothing is kept."""
    with reading() as db:
        domain = get_any_domain(db, slug)
        form: Any = take_form(DomainForm, domain_choices(db, domain))
        page = build_form_page(db, form, domain)
    return render_page("staff/edit_domain.html", page, form=form)


@bp.post(f"{DOMAIN}/edit")
@requires("champions.arrange")
@asks_again(edit_domain)
def save_domain(slug: str) -> ResponseReturnValue:
    """Keep what was changed. Where a colleague was quicker, the page says what the domain is now."""
    with transaction() as db:
        domain = get_any_domain(db, slug, to_change=True)
        wanted = load_form(DomainForm, domain_choices(db, domain))
        with said_on_the_page(DomainChanged):
            arranging.change_domain(db, current_actor(), domain, wanted)
        name = domain.name
    tell(f"{name} is changed.")
    return redirect(url_for("staff.show_domains"), 303)


@bp.get(f"{DOMAIN}/end")
@requires("champions.arrange")
def confirm_ending(slug: str) -> ResponseReturnValue:
    """Ask whether a domain shall end, and say what becomes of its listings."""
    with reading() as db:
        domain = get_any_domain(db, slug)
        listings, _due = count_by_domain(db, [domain.id], clock.today()).get(domain.id, (0, 0))
        page = build_ending_page(domain, listings, count_left_by(db, domain))
    return render_page("staff/confirm_ending.html", page)


@bp.post(f"{DOMAIN}/end")
@requires("champions.arrange")
def end_domain(slug: str) -> ResponseReturnValue:
    with transaction() as db:
        domain = get_any_domain(db, slug, to_change=True)
        arranging.end_domain(db, current_actor(), domain)
        name = domain.name
    tell(f"{name} is ended. You can bring it back below.")
    return redirect(url_for("staff.show_domains"), 303)


@bp.post(f"{DOMAIN}/bring-back")
@requires("champions.arrange")
def bring_back_domain(slug: str) -> ResponseReturnValue:
    with transaction() as db:
        domain = get_any_domain(db, slug, to_change=True)
        arranging.bring_back_domain(db, current_actor(), domain)
        name = domain.name
    tell(f"{name} goes on as it was.")
    return redirect(url_for("staff.show_domains"), 303)

"""Handing a domain to another champion, and who kept it so far."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.champions.domains.arranging import DomainChanged
from directory.champions.domains.handing_over import find_handed_on, get_to_hand_over, hand_over
from directory.champions.domains.handover_models import DomainHandover
from directory.champions.domains.handovers import list_handovers
from directory.champions.models import ChampionDomain
from directory.champions.queries import get_domain
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.domains.domain_forms import HandoverForm, people_choices
from directory.staff.domains.listing_pages import kept_by_words
from directory.web.components import Moment
from directory.web.fields.choices import Choice
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.words import uk_short_date


@dataclass(frozen=True)
class HandoverPage:
    """Handing a domain over, or how that was done: `moments` are the newest first."""

    name: str
    kept_by: str
    back_href: str
    save_href: str = ""
    moments: tuple[Moment, ...] = ()


@bp.get("/listings/<slug>/handovers")
@requires("catalogue.edit")
def show_handovers(slug: str) -> ResponseReturnValue:
    """Who kept a domain, and what each told the next. Who reads that is written down."""
    with transaction() as db:
        domain = get_domain(db, current_actor(), slug)
        moments = tuple(map(handover_moment, list_handovers(db, current_actor(), domain)))
        page = HandoverPage(domain.name, kept_by_words(domain), domain_href(slug), moments=moments)
    return render_page("staff/show_handovers.html", page)


@bp.get("/listings/<slug>/hand-over")
@requires("catalogue.edit")
def new_handover(slug: str) -> ResponseReturnValue:
    with reading() as db:
        domain = get_to_hand_over(db, current_actor(), slug)
        form: Any = show_form(HandoverForm, {"version": domain.version}, {"champion_id": successors(db, domain)})
        # Whoever was quicker is named above: pressed now, the button means it in spite of that.
        form.version.data = domain.version
        page = build_page(domain)
    return render_page("staff/new_handover.html", page, form=form)


@bp.post("/listings/<slug>/hand-over")
@requires("catalogue.edit")
@asks_again(new_handover)
def create_handover(slug: str) -> ResponseReturnValue:
    """Hand a domain over. Pressed twice, it is handed over once."""
    with transaction() as db:
        actor = current_actor()
        domain = find_handed_on(db, actor, slug)
        if domain is None:
            domain = get_to_hand_over(db, actor, slug, to_change=True)
            wanted = load_form(HandoverForm, {"champion_id": people_choices(db)})
            with said_on_the_page(DomainChanged):
                hand_over(db, actor, domain, wanted)
        told = f"{domain.name} is handed over{f' to {domain.champion.name}' if domain.champion else ''}."
    tell(told)
    return redirect(url_for("staff.show_domains"), 303)


def successors(db: Session, domain: ChampionDomain) -> list[Choice]:
    """Who may have a domain next: every champion at work but the one who has it."""
    return [each for each in people_choices(db) if each.value != str(domain.champion_id)]


def build_page(domain: ChampionDomain) -> HandoverPage:
    save_href = url_for("staff.create_handover", slug=domain.slug)
    return HandoverPage(domain.name, kept_by_words(domain), domain_href(domain.slug), save_href)


def domain_href(slug: str) -> str:
    return url_for("staff.show_domain", slug=slug)


def handover_moment(handover: DomainHandover) -> Moment:
    before = f" after {handover.giver.name}" if handover.giver else ""
    by = handover.hander.name
    return Moment(
        when=uk_short_date(clock.day_of(handover.handed_at)),
        what=f"{handover.taker.name} is the champion{before}",
        detail=handover.note or "",
        who=f"Handed over by {by}" if handover.handed_by != handover.from_id else "",
    )

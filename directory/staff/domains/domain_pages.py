"""What the pages about champion domains show: which there are and who keeps them, and making or changing one."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor, Role
from directory.catalogue.term_queries import terms_by_id
from directory.champions.domains.arranging import teams_of
from directory.champions.domains.workload import Workload
from directory.champions.models import ChampionDomain
from directory.champions.queries import DomainSummary
from directory.staff.domains.domain_forms import DomainForm
from directory.staff.writing.tag_page import TagLine, found_lines, said_words, tag_line
from directory.web.components import Fact
from directory.web.listing_words import list_words


@dataclass(frozen=True)
class DomainRow:
    """A domain in the list of domains. `champion` is told with what keeps them from it; `deputies` likewise."""

    name: str
    href: str
    area: str
    champion: str
    deputies: str
    is_kept: bool
    listings: int
    due: int
    change_href: str


@dataclass(frozen=True)
class KeeperRow:
    """Somebody who keeps domains. `cases` are their own clients', where they work in the actor's team."""

    name: str
    team: str
    domains: str
    cases: str
    due: int
    silent: int
    suggestions: int
    messages: int
    questions: int


@dataclass(frozen=True)
class EndedRow:
    """A domain that was ended, and where it is brought back."""

    name: str
    href: str


@dataclass(frozen=True)
class DomainsPage:
    """The domains the actor looks after; `is_everybodys` where they are those of all champions."""

    rows: tuple[DomainRow, ...]
    keepers: tuple[KeeperRow, ...]
    ended: tuple[EndedRow, ...]
    nobodys: int
    is_everybodys: bool


@dataclass(frozen=True)
class DomainFormPage:
    """Making or changing a domain. `newest` says what it is now where somebody changed it meanwhile."""

    title: str
    save_href: str
    look_href: str
    end_href: str
    asked: str
    said: str
    chosen: tuple[TagLine, ...]
    removed: tuple[TagLine, ...]
    found: tuple[TagLine, ...]
    newest: tuple[Fact, ...]


@dataclass(frozen=True)
class EndingPage:
    """Ending a domain: what would become of it."""

    name: str
    listings: int
    nobodys: int
    end_href: str
    back_href: str


def build_domains_page(
    db: Session,
    actor: Actor,
    domains: Sequence[DomainSummary],
    workloads: Sequence[Workload],
    cases: Mapping[uuid.UUID, int],
    ended: Sequence[ChampionDomain],
    nobodys: int,
) -> DomainsPage:
    """The list of domains, and of those who keep them. `cases` are the open ones of who works in the actor's team."""
    teams = teams_of(db, [each.person for each in workloads])
    at_work = {each.person.id for each in workloads}
    return DomainsPage(
        rows=tuple(domain_row(each, at_work, actor) for each in domains),
        keepers=tuple(keeper_row(each, teams.get(each.person, ""), actor, cases) for each in workloads),
        ended=tuple(EndedRow(each.name, url_for("staff.bring_back_domain", slug=each.slug)) for each in ended),
        nobodys=nobodys,
        is_everybodys=Role.EDITOR in actor.roles,
    )


def domain_row(summary: DomainSummary, at_work: set[uuid.UUID], actor: Actor) -> DomainRow:
    domain = summary.domain
    names = {
        each.id: each.name if each.id in at_work else f"{each.name} (away)"
        for each in filter(None, (domain.champion, *domain.deputies))
    }
    return DomainRow(
        name=domain.name,
        href=url_for("staff.show_domain", slug=domain.slug),
        area=domain.area_name or "",
        champion=names.get(domain.champion_id, "") if domain.champion_id else "",
        deputies=list_words([names[each.id] for each in domain.deputies]),
        is_kept=not at_work.isdisjoint(names),
        listings=summary.listings,
        due=summary.due,
        change_href=url_for("staff.edit_domain", slug=domain.slug) if actor.may("champions.arrange") else "",
    )


def keeper_row(work: Workload, team: str, actor: Actor, cases: Mapping[uuid.UUID, int]) -> KeeperRow:
    is_colleague = actor.scheme_name in team.split(" and ")
    return KeeperRow(
        name=work.person.name,
        team=team,
        domains=list_words(work.domains),
        cases=f"{cases.get(work.person.id, 0):,}" if is_colleague else "",
        **vars(work.queue),
    )


def build_form_page(db: Session, form: DomainForm, domain: ChampionDomain | None = None) -> DomainFormPage:
    """The page on which a domain is made or, if there is one, changed."""
    choosing = form.choosing
    shown = {*choosing.chosen, *choosing.taken_out}
    found = found_lines(db, choosing.asked, shown)
    slug: dict[str, Any] = {"slug": domain.slug} if domain else {}
    return DomainFormPage(
        title="Change this domain" if domain else "New domain",
        save_href=url_for("staff.save_domain" if domain else "staff.create_domain", **slug),
        look_href=url_for("staff.look_in_domain" if domain else "staff.look_for_domain", **slug),
        end_href=url_for("staff.confirm_ending", **slug) if domain else "",
        asked=choosing.asked,
        said=said_words(db, choosing, len(found)),
        chosen=tuple(tag_line(each) for each in terms_by_id(db, choosing.chosen)),
        removed=tuple(tag_line(each) for each in terms_by_id(db, choosing.taken_out)),
        found=tuple(found),
        newest=take_newest(form, domain) if domain else (),
    )


def take_newest(form: DomainForm, domain: ChampionDomain) -> tuple[Fact, ...]:
    """What a domain is now where somebody changed it while its form was open; none where nobody did.

    The form then carries the newest version: sent again, it is meant to overwrite what its sender has been shown.
    """
    if form.seen.data == domain.version:
        return ()
    form.seen.data = domain.version
    return (
        Fact("Name", domain.name),
        Fact("What it is about", domain.description or ""),
        Fact("What it covers", list_words([each.name for each in domain.terms])),
        Fact("Where it is for", domain.area_name or "Everywhere"),
        Fact("Champion", domain.champion.name if domain.champion else "Nobody"),
        Fact("Deputies", list_words([each.name for each in domain.deputies]) or "None"),
    )


def build_ending_page(domain: ChampionDomain, listings: int, nobodys: int) -> EndingPage:
    """The page that asks whether a domain shall end."""
    return EndingPage(
        domain.name,
        listings,
        nobodys,
        url_for("staff.end_domain", slug=domain.slug),
        url_for("staff.edit_domain", slug=domain.slug),
    )

"""What the pages on which staff find organisations, and look at one, show."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.catalogue.duplicates.queries import names_of
from directory.catalogue.history.removing import why_it_stays
from directory.catalogue.history.written_records import is_published
from directory.catalogue.models.duplicates import DuplicateCandidate
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.catalogue.organization_queries import PAGE_SIZE, FoundOrganizations
from directory.catalogue.room import known_room
from directory.champions.assurance.queries import find_facts
from directory.champions.duplicates import list_pairs_with
from directory.champions.organizations import PAGE_SIZE as ACTIVITIES_ON_A_PAGE
from directory.champions.organizations import RunActivities, may_remove
from directory.champions.writing import may_keep
from directory.staff.domains.shown_states import state_of
from directory.staff.groups.assurance_pages import assurance_href, assurance_line
from directory.staff.records.duplicate_reasons import likely_words
from directory.staff.records.record_kinds import kind_of, where_it_is
from directory.web.activity_page import description_html
from directory.web.components import Fact, Paging, Tag
from directory.web.contact_lines import Line
from directory.web.navigation import NavItem
from directory.web.organization_page import contact_lines, facts_of


@dataclass(frozen=True)
class FoundRow:
    """An organisation in the list, and how many activities everybody sees of it."""

    name: str
    other_name: str
    href: str
    listed: int


@dataclass(frozen=True)
class FindPage:
    """One page of organisations by name; `asked` is what was looked for."""

    asked: str
    rows: tuple[FoundRow, ...]
    paging: Paging
    new_href: str


@dataclass(frozen=True)
class RunRow:
    """An activity that an organisation runs, how it stands, and what is known of its room."""

    name: str
    href: str
    state: Tag
    room: str
    room_href: str


@dataclass(frozen=True)
class DoubleLine:
    """Another organisation that may be the same one, and how likely that is."""

    name: str
    href: str
    likely: str
    colour: str


@dataclass(frozen=True)
class ShownOrganization:
    """One organisation as staff see it. Links that are not the actor's to follow are empty."""

    name: str
    is_published: bool
    description: Markup
    facts: tuple[Fact, ...]
    contact: tuple[Line, ...]
    activities: tuple[RunRow, ...]
    number: int
    paging: Paging
    doubles: tuple[DoubleLine, ...]
    links: tuple[NavItem, ...]
    write_href: str
    start_href: str


@dataclass(frozen=True)
class RemovalPage:
    """The question before an organisation is taken out; `stays` says why it cannot be."""

    name: str
    stays: str
    back_href: str
    do_href: str


def build_removal_page(db: Session, organization: Organization) -> RemovalPage:
    """The question, or why it does not arise."""
    return RemovalPage(
        organization.name,
        why_it_stays(db, organization),
        where_it_is(organization),
        url_for("staff.take_out_organization", organization_id=organization.id),
    )


def build_find_page(found: FoundOrganizations, asked: str) -> FindPage:
    """A page of the list."""
    here: dict[str, Any] = {"q": asked} if asked else {}
    paging = Paging(
        found.page, PAGE_SIZE, found.total, lambda page: url_for("staff.show_organizations", page=page, **here)
    )
    rows = tuple(found_row(each, found.listed) for each in found.organizations)
    new_href = url_for("staff.new_organization", name=asked or None)
    return FindPage(asked, rows, paging, new_href)


def found_row(organization: Organization, listed: Mapping[uuid.UUID, int]) -> FoundRow:
    return FoundRow(
        organization.name,
        organization.alternate_name or "",
        where_it_is(organization),
        listed.get(organization.id, 0),
    )


def build_shown_organization(
    db: Session, actor: Actor, organization: Organization, run: RunActivities
) -> ShownOrganization:
    """The page of an organization that was read with everything about it."""
    here: dict[str, Any] = {"organization_id": organization.id}
    paging = Paging(
        run.page,
        ACTIVITIES_ON_A_PAGE,
        run.total,
        lambda page: url_for("staff.show_organization", page=page, **here),
    )
    is_public = is_published(db, organization)
    return ShownOrganization(
        name=organization.name,
        is_published=is_public,
        description=description_html(organization.description or ""),
        facts=told_facts(organization),
        contact=tuple(contact_lines(organization)),
        activities=tuple(run_row(each, is_awaited=each.id in run.awaited) for each in run.services),
        number=run.total,
        paging=paging,
        doubles=double_lines(db, actor, organization) if actor.may("catalogue.edit") else (),
        links=tuple(links_of(db, actor, organization, is_public=is_public)),
        write_href=kind_of(organization).href("staff.write_record", organization.id),
        start_href=url_for("staff.new_listing", organization=organization.id),
    )


def told_facts(organization: Organization) -> tuple[Fact, ...]:
    other = [Fact("Other name", organization.alternate_name)] if organization.alternate_name else []
    return (*other, *facts_of(organization))


def run_row(service: Service, *, is_awaited: bool) -> RunRow:
    room = known_room(service, clock.today())
    return RunRow(
        service.name,
        kind_of(service).href("staff.write_record", service.id),
        state_of(service, is_awaited=is_awaited),
        room.room.capitalize() if room else "Not known",
        url_for("staff.new_room", service_id=service.id),
    )


def links_of(db: Session, actor: Actor, organization: Organization, *, is_public: bool) -> Sequence[NavItem]:
    """What else there is about it."""
    line = assurance_line(find_facts(db, organization.id), clock.today())
    links = [NavItem(line, assurance_href(organization.id))]
    if actor.may("catalogue.edit"):
        links.append(
            NavItem("Funding, size and help needed", url_for("staff.show_strength", organization_id=organization.id))
        )
    if is_public:
        href = url_for("staff.print_room_sheet", organization_id=organization.id)
        links.append(NavItem("A sheet to ask by post what room it has", href))
        href = url_for("public.show_organization", organization_id=organization.id)
        links.append(NavItem("See it as everybody does", href))
    if actor.may("catalogue.edit") and may_keep(db, actor, organization):
        href = kind_of(organization).href("staff.show_history", organization.id)
        links.append(NavItem("What was changed so far", href))
    if actor.may("relationships.keep"):
        href = url_for("staff.show_relationship", organization_id=organization.id)
        links.append(NavItem("Meetings, and who knows whom", href))
    if may_remove(db, actor, organization):
        links.append(NavItem("Take it out", url_for("staff.confirm_removing", organization_id=organization.id)))
    return links


def double_lines(db: Session, actor: Actor, organization: Organization) -> tuple[DoubleLine, ...]:
    """Who may be the same organization, as far as that is the actor's to decide."""
    pairs = list_pairs_with(db, actor, "organization", organization.id)
    names = names_of(db, "organization", [other_of(each, organization) for each in pairs])
    return tuple(
        double_line(each, names[other_of(each, organization)].name)
        for each in pairs
        if other_of(each, organization) in names
    )


def other_of(pair: DuplicateCandidate, organization: Organization) -> uuid.UUID:
    return pair.second_id if pair.first_id == organization.id else pair.first_id


def double_line(pair: DuplicateCandidate, name: str) -> DoubleLine:
    return DoubleLine(name, url_for("staff.show_duplicate", pair_id=pair.id), *likely_words(pair.score))

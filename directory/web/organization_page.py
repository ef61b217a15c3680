"""What the page of one organisation shows."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.catalogue.registers import registration_words
from directory.clock import day_of
from directory.translation import gettext
from directory.web.activity_card import activity_card
from directory.web.activity_page import description_html
from directory.web.components import Card, Fact
from directory.web.contact_lines import Line, email_line, person_lines, phone_line, web_lines
from directory.web.listing_words import status_words


@dataclass(frozen=True)
class OrganizationPage:
    """Everything about one organisation, and what it offers. Empty parts are left out."""

    id: uuid.UUID
    name: str
    other_name: str
    description: Markup
    facts: tuple[Fact, ...]
    contact: tuple[Line, ...]
    activities: tuple[Card, ...]


def build_organization_page(
    organization: Organization, services: Sequence[Service], now: datetime, *, wants_volunteers: bool = False
) -> OrganizationPage:
    """The page of an organization that was read with everything about it, and of what it offers."""
    return OrganizationPage(
        id=organization.id,
        name=organization.name,
        other_name=organization.alternate_name or "",
        description=description_html(organization.description or ""),
        facts=(*facts_of(organization), *volunteer_facts(wants_volunteers=wants_volunteers)),
        contact=tuple(contact_lines(organization)),
        activities=tuple(card_of(each, now) for each in services),
    )


def card_of(service: Service, now: datetime) -> Card:
    """An activity on the page of who runs it, with a word where it is closed."""
    closed = status_words(service, day_of(now))
    return replace(activity_card(service, now), organisation="", notes=(closed,) if closed else ())


def volunteer_facts(*, wants_volunteers: bool) -> tuple[Fact, ...]:
    """That it looks for volunteers, where it wants that told."""
    return (Fact(gettext("Volunteers"), gettext("They look for volunteers. Ask them.")),) if wants_volunteers else ()


def facts_of(organization: Organization) -> tuple[Fact, ...]:
    """What it is in law, since when, and under which numbers; what is not stated is left out."""
    told = (
        Fact(gettext("What it is in law"), organization.legal_status or ""),
        Fact(gettext("Founded"), str(organization.year_incorporated or "")),
        Fact(gettext("Registered"), number_lines(organization)),
    )
    return tuple(each for each in told if each.value)


def number_lines(organization: Organization) -> list[str]:
    """Each number that it is registered under, with what it is called."""
    return sorted(
        registration_words(each.identifier_scheme, each.identifier_type, each.identifier)
        for each in organization.identifiers
    )


def contact_lines(organization: Organization) -> Iterator[Line]:
    """How to reach it: people and their numbers, then its own numbers, address and pages; each once."""
    email = [email_line(organization.email)] if organization.email else []
    lines = (
        *person_lines(organization.contacts),
        *map(phone_line, organization.phones),
        *email,
        *web_lines(organization.website, gettext("Their website"), organization.additional_websites),
    )
    seen: set[str] = set()
    for line in lines:
        if line.text not in seen:
            seen.add(line.text)
            yield line

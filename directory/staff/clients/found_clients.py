"""Clients who may be meant, or may be who is to be taken on: enough of each to tell them apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from directory.accounts.actor import Actor
from directory.casework.looking_up import Found
from directory.casework.models import Client
from directory.casework.queries import open_case
from directory.casework.sought import read_sought
from directory.security.key_tables import CannotBeRead
from directory.staff.clients.client_pages import without_case
from directory.web.words import uk_short_date


@dataclass(frozen=True)
class FoundRow:
    """A client who may be meant."""

    name: str
    href: str
    born: str
    postcode: str
    reference: str
    coordinator: str
    since: str


@dataclass(frozen=True)
class FoundPage:
    """Who may be meant, the likeliest first; `is_too_short` where too little was typed to find anybody."""

    rows: Sequence[FoundRow]
    has_more: bool
    is_too_short: bool
    may_write: bool


@dataclass(frozen=True)
class NewClientPage:
    """Who is likely the person to be taken on; `not_these` is what says that it is none of them, nor who was before."""

    likely: Sequence[FoundRow]
    not_these: str


def new_client_page(likely: Sequence[Client], not_these: str | None) -> NewClientPage:
    others = [*filter(None, [not_these]), *(each.reference for each in likely)]
    return NewClientPage([found_row(each) for each in likely], ",".join(others))


def found_page(actor: Actor, typed: str, found: Found) -> FoundPage:
    return FoundPage(
        rows=[found_row(each) for each in found.clients],
        has_more=found.has_more,
        is_too_short=read_sought(typed).is_too_short,
        may_write=actor.may("casework.write"),
    )


def found_row(client: Client) -> FoundRow:
    case = open_case(client)
    try:
        born = uk_short_date(client.born_on) if client.born_on else "Not known"
        postcode = client.postcode or "Not known"
    except CannotBeRead:
        # The name says why.
        born = postcode = ""
    return FoundRow(
        name=client.listed_name,
        href=url_for("staff.show_client", reference=client.reference),
        born=born,
        postcode=postcode,
        reference=client.reference,
        coordinator=client.coordinator.name,
        since=uk_short_date(case.opened_on) if case else without_case(client),
    )

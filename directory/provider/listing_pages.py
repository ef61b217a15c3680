"""What the pages show by which a group looks after its own listings."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from directory.catalogue.models.services import Service
from directory.catalogue.timetable.words import capital
from directory.champions.capacity.pausing import is_or_will_be_closed
from directory.champions.verification.own_listings import OwnListings
from directory.clock import day_of
from directory.provider.room_form import ANSWERS, RoomAsked, said_words
from directory.web.activity_page import ActivityPage, build_activity_page
from directory.web.components import Fact
from directory.web.navigation import NavItem


@dataclass(frozen=True)
class OwnListing:
    """One listing as everybody sees it, and what its group can press; `is_told` once it has said what has changed."""

    name: str
    facts: Sequence[Fact]
    room: RoomAsked
    closed: str
    is_paused: bool
    pause_href: str
    is_checked_today: bool
    is_told: bool
    public_href: str
    confirm_href: str
    change_href: str


@dataclass(frozen=True)
class OwnListingsPage:
    """All listings behind a link; `confirm_all_href` where there are several that were not checked today."""

    team: str
    listings: Sequence[OwnListing]
    confirm_all_href: str
    groups: Sequence[NavItem]


@dataclass(frozen=True)
class ChangePage:
    """The form about one listing; `newest` is what it says by now, where somebody changed it meanwhile."""

    name: str
    public_href: str
    back_href: str
    save_href: str
    newest: Sequence[Fact]


def own_listings_page(own: OwnListings, token: str, now: datetime) -> OwnListingsPage:
    """The page behind a link."""
    return OwnListingsPage(
        team=own.team,
        listings=[own_listing(own, each, token, now) for each in own.services],
        confirm_all_href=url_for("own_listings.confirm_all", token=token)
        if len(own.to_confirm(day_of(now))) > 1
        else "",
        groups=[
            NavItem(name, url_for("own_listings.ask_own_strength", token=token, organization_id=group))
            for group, name in {each.organization.id: each.organization.name for each in own.services}.items()
        ],
    )


def own_listing(own: OwnListings, service: Service, token: str, now: datetime) -> OwnListing:
    page = build_activity_page(service, now)
    return OwnListing(
        name=service.name,
        facts=[
            Fact("What happens there", page.description),
            Fact("When", page.when),
            Fact("Where", where_lines(page)),
            *page.facts,
            Fact("Contact", [each.text for each in page.contact]),
        ],
        room=RoomAsked(
            said_words(service, day_of(now)),
            ANSWERS,
            url_for("own_listings.say_own_room", token=token, service_id=service.id),
            url_for("own_listings.ask_own_room", token=token, service_id=service.id),
        ),
        closed=page.status,
        is_paused=is_or_will_be_closed(service, day_of(now)),
        pause_href=url_for("own_listings.ask_own_pause", token=token, service_id=service.id),
        is_told=service.id in own.told,
        is_checked_today=service.assured_date == day_of(now),
        public_href=public_href(service.id),
        confirm_href=url_for("own_listings.confirm_one", token=token, service_id=service.id),
        change_href=url_for("own_listings.change_listing", token=token, service_id=service.id),
    )


def where_lines(page: ActivityPage) -> list[str]:
    """The places of an activity or, where it has none, how people take part without one."""
    places = [line for place in page.venues for line in (place.name, *place.address)]
    return places or [capital(page.how_else)] * bool(page.how_else)


def change_page(service: Service, token: str, newest: Sequence[Fact]) -> ChangePage:
    """The page on which a group says what has changed."""
    return ChangePage(
        name=service.name,
        public_href=public_href(service.id),
        back_href=url_for("own_listings.show_listings", token=token),
        save_href=url_for("own_listings.send_changes", token=token, service_id=service.id),
        newest=newest,
    )


def public_href(service_id: uuid.UUID) -> str:
    return url_for("public.show_activity", service_id=service_id)

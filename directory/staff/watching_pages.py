"""What the page of what somebody watches shows."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalogue.districts import district_of
from directory.catalogue.models.services import Service
from directory.catalogue.queries import get_published_service
from directory.champions.digest.watching import has_stopped, list_domain_names, list_term_names, list_watches


@dataclass(frozen=True)
class WatchLine:
    """Something that is watched."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True)
class Like:
    """An activity, with the names of terms and the districts that may be watched because it has them."""

    name: str
    terms: Sequence[str]
    areas: Sequence[str]


@dataclass(frozen=True)
class WatchingPage:
    """What somebody watches, the domains they are told of anyway, and the names they may choose from."""

    watched: Sequence[WatchLine]
    domains: Sequence[str]
    names: Sequence[str]
    gets_letter: bool
    like: Like | None = None


def build_watching_page(db: Session, actor: Actor, service_id: uuid.UUID | None = None) -> WatchingPage:
    """The page; with what may be watched because an activity has it, if one is named."""
    watches = list_watches(db, actor)
    return WatchingPage(
        watched=[WatchLine(each.id, each.term.name if each.term else each.area or "") for each in watches],
        domains=list_domain_names(db, actor),
        names=list_term_names(db),
        gets_letter=not has_stopped(db, actor.user_id),
        like=like_of(get_published_service(db, service_id)) if service_id else None,
    )


def like_of(service: Service) -> Like:
    """What of an activity may be watched: what it is tagged with, and where it happens."""
    names = {each.term.name for each in service.attributes if each.term.code}
    places = [place.location for place in service.places if not place.location.hides_address]
    areas = {district_of(each.postal_code) for place in places for each in place.addresses}
    return Like(service.name, sorted(names), sorted(filter(None, areas)))

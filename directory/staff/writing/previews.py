"""What everybody would see of a record, as it is drafted or suggested."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.catalogue.history.written_records import WrittenRecord
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.services import Service
from directory.catalogue.queries import list_services_of
from directory.web.activity_page import ActivityPage, build_activity_page
from directory.web.organization_page import OrganizationPage, build_organization_page
from directory.web.pages import render_page
from directory.web.venue_box import Venue, build_venue


@dataclass(frozen=True)
class Preview:
    """A look at a record, and the template that shows it. Built while the draft is put on, shown afterwards."""

    template: str
    page: Any


@dataclass(frozen=True)
class ListingPreview:
    """The public page of an activity, with the way back."""

    activity: ActivityPage
    back_href: str


def preview_listing(_db: Session, service: Service, back_href: str) -> Preview:
    page = ListingPreview(build_activity_page(service, clock.now()), back_href)
    return Preview("staff/writing/preview_listing.html", page)


@dataclass(frozen=True)
class VenuePreview:
    """A place as the pages of its activities show it, with the way back."""

    venue: Venue
    back_href: str


def preview_venue(_db: Session, location: Location, back_href: str) -> Preview:
    return Preview("staff/writing/preview_venue.html", VenuePreview(build_venue(location), back_href))


@dataclass(frozen=True)
class OrganizationPreview:
    """The public page of an organisation, with the way back."""

    organization: OrganizationPage
    back_href: str


def preview_organization(db: Session, organization: Organization, back_href: str) -> Preview:
    services = list_services_of(db, organization.id)
    page = OrganizationPreview(build_organization_page(organization, services, clock.now()), back_href)
    return Preview("staff/writing/preview_organization.html", page)


PREVIEWS: Mapping[type[WrittenRecord], Callable[[Session, Any, str], Preview]] = {
    Service: preview_listing,
    Location: preview_venue,
    Organization: preview_organization,
}


def build_preview(db: Session, record: WrittenRecord, back_href: str) -> Preview:
    """A look at a record as it is now, with the way back."""
    return PREVIEWS[type(record)](db, record, back_href)


def render_preview(preview: Preview) -> ResponseReturnValue:
    return render_page(preview.template, preview.page)

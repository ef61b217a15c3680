"""What of the catalogue is published: the one rule that pages, search, the open feed and every export go by."""

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Accessibility, Location
from directory.catalogue.models.services import Service, ServiceAtLocation, ServiceStatus, Stage

# What goes on, or is only closed for now.
LIVE = (ServiceStatus.ACTIVE.value, ServiceStatus.TEMPORARILY_CLOSED.value)


def published() -> ColumnElement[bool]:
    """Which services are published: those that are neither being written nor put away.

    Closed ones stay, with the status that says so, for whoever keeps a copy learns of an end only from that.
    """
    return Service.stage == Stage.PUBLISHED.value


def is_on() -> ColumnElement[bool]:
    """Which services are published and live: what people can go to, now or when it opens again."""
    return and_(published(), Service.status.in_(LIVE))


def published_organizations() -> ColumnElement[bool]:
    """Which organizations are published: those that offer a published service, and their parents."""
    child = aliased(Organization)
    offering = select(Service.organization_id).where(published())
    parents = select(child.parent_organization_id).where(
        child.id.in_(offering), child.parent_organization_id.is_not(None)
    )
    return or_(Organization.id.in_(offering), Organization.id.in_(parents))


def published_locations() -> ColumnElement[bool]:
    """Which locations are published: those where a published service happens."""
    used = select(ServiceAtLocation.location_id).join(Service).where(published())
    return Location.id.in_(used)


def told_locations() -> ColumnElement[bool]:
    """Of which locations it is published where they are: of all published ones but those that hide it."""
    return and_(published_locations(), Location.hides_address.is_(False))


def told_access() -> ColumnElement[bool]:
    """Which facts about access are published: those that say something. That nobody knew is for who asks next."""
    return or_(
        Accessibility.question.is_(None),
        Accessibility.accessibility.is_not(None),
        Accessibility.description.is_not(None),
    )

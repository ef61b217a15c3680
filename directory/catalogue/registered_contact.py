"""Where a group is written to."""

from directory.catalogue.models.services import Service


def address_of(service: Service) -> str | None:
    """The registered contact of an activity: its own e-mail address, or that of its organization."""
    return service.email or service.organization.email or None

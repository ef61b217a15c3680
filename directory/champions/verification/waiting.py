"""Which listings wait to be checked: what everybody asks who begins or ends that, or writes letters about it."""

from datetime import date

from sqlalchemy import ColumnElement, exists, func
from sqlalchemy.sql.selectable import Exists

from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.catalogue.publishing import is_on
from directory.champions.verification.models import Verification


def since() -> ColumnElement[date | None]:
    """Since when nobody has checked a listing: its last check or, if there was none, when it was listed here."""
    return func.coalesce(Service.assured_date, Service.listed_on)


def is_open() -> ColumnElement[bool]:
    """Whether what waits has no end yet."""
    return Verification.ended_on.is_(None)


def is_as_before() -> Exists:
    """Whether a listing that waits is on, and nobody has checked it since."""
    return exists().where(
        Service.id == Verification.service_id,
        is_on(),
        since() <= Verification.since,
    )


def registered_address() -> ColumnElement[str | None]:
    """Where the group of a listing is written to: its own address, or that of its organization."""
    return func.coalesce(func.nullif(Service.email, ""), Organization.email)


def plain_address(address: str | None) -> str:
    """An address to compare with others: written in two ways it is one all the same."""
    return (address or "").strip().casefold()

"""The postcode districts in which services happen, as the database can say them."""

import uuid
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, case, func, select

from directory.catalogue.models.places import Address, Location
from directory.catalogue.models.services import ServiceAtLocation
from directory.geo.postcodes import PostcodeNotUnderstood, parse_postcode

# A postcode has three characters after its first half.
INWARD = 3


def districts_of_services() -> Select[uuid.UUID, str]:
    """The ids of services, each with a postcode district in which it happens, once; none of a place kept off pages."""
    return (
        select(ServiceAtLocation.service_id, outward_of(Address.postal_code).label("area"))
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .join(Address, Address.location_id == Location.id)
        .where(Location.hides_address.is_(False))
        .distinct()
    )


def outward_of(postcode: SQLColumnExpression[str]) -> ColumnElement[str]:
    """The first half of a whole postcode, as it was written; nothing of what is too short for one."""
    compact = func.upper(func.replace(postcode, " ", ""))
    length = func.length(compact)
    return case((length > INWARD + 1, func.substr(compact, 1, length - INWARD)), else_="")


def district_of(postcode: str) -> str:
    """The district of a whole postcode, or nothing where it is none."""
    return tidy_area("".join(postcode.split())[:-INWARD])


@lru_cache(maxsize=5_000)
def tidy_area(text: str) -> str:
    """A postcode district, or nothing where it is none."""
    try:
        return parse_postcode(text).outward if text else ""
    except PostcodeNotUnderstood:
        return ""

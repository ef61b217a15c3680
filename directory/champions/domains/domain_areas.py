"""Looking which listings and questions lie outside the areas of domains, and writing it down for every query.

It can be done again at any time, by two at once too. Until somebody has looked, a listing belongs to every domain by
what it is about: better two champions than none.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, delete, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import portions
from directory.catalogue.models.areas import LoadedArea
from directory.catalogue.models.places import Address, Location, PlaceType
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.models.taxonomies import Attribute
from directory.champions.domains.area_models import DistrictOutside, ListingOutside
from directory.champions.domains.area_rules import DomainArea, Whereabouts, holds, is_outside
from directory.champions.models import ChampionDomain, ChampionDomainTerm, Gap
from directory.champions.questions.models import Question
from directory.errors import WrongInput
from directory.geo.areas import read_polygons
from directory.geo.current import find_place
from directory.geo.postcode_file import Place
from directory.geo.postcode_layout import PostcodeFileUnusable
from directory.search.areas import Home, key_of_digest
from directory.search.areas_reading import read_areas

_AT_ONCE = 500


@dataclass(frozen=True)
class Looked:
    """What a look found to lie outside one area: listings, and postcode districts that were asked about."""

    code: str
    listings: frozenset[uuid.UUID]
    districts: frozenset[str]


def lies_in_area(listing_id: SQLColumnExpression[uuid.UUID]) -> ColumnElement[bool]:
    """Whether a listing lies in the area of a domain that it is read with, as a condition."""
    outside = exists().where(
        ListingOutside.area_code == ChampionDomain.area_code, ListingOutside.listing_id == listing_id
    )
    return ~outside.correlate_except(ListingOutside)


def is_asked_in_area(outward: SQLColumnExpression[str | None]) -> ColumnElement[bool]:
    """Whether what is asked about a district lies in the area of a domain that it is read with, as a condition."""
    outside = exists().where(DistrictOutside.area_code == ChampionDomain.area_code, DistrictOutside.outward == outward)
    return ~outside.correlate_except(DistrictOutside)


def look_everywhere(db: Session) -> list[Looked]:
    """Look for every area that a domain has. Changes nothing."""
    codes = db.scalars(select(ChampionDomain.area_code).where(ChampionDomain.area_code.is_not(None)).distinct())
    return [look(db, each) for each in codes if each]


def look(db: Session, code: str) -> Looked:
    """Look which listings of domains with this area, and which districts asked about, lie outside. Changes nothing."""
    area = read_area(db, code)
    if not area.can_be_told:
        return Looked(code, frozenset(), frozenset())
    districts = db.scalars(select(Question.area).where(Question.area.is_not(None)).union(select(Gap.area))).all()
    return Looked(
        code,
        frozenset(listing for listing, where in whereabouts(db, tagged_for(code)) if is_outside(area, where)),
        frozenset(each for each in districts if each and is_district_outside(area, each)),
    )


def is_listing_outside(db: Session, code: str, listing_id: uuid.UUID) -> bool:
    """Whether a listing is known to lie outside an area, looked up now."""
    area = read_area(db, code)
    wanted = select(Service.id).where(Service.id == listing_id)
    return area.can_be_told and any(is_outside(area, where) for _, where in whereabouts(db, wanted))


def write_down(db: Session, looked: Looked) -> None:
    """Have every query know what a look found."""
    _replace(db, looked.code, ListingOutside, "listing_id", looked.listings)
    _replace(db, looked.code, DistrictOutside, "outward", looked.districts)


def forget_unused(db: Session) -> None:
    """Let go of what lies outside areas that no domain has any more."""
    in_use = select(ChampionDomain.area_code).where(ChampionDomain.area_code.is_not(None))
    for model in (ListingOutside, DistrictOutside):
        db.execute(delete(model).where(model.area_code.not_in(in_use)))


def note_district(db: Session, outward: str | None) -> None:
    """Note at once for which domains a question about a postcode district is not."""
    codes = db.scalars(select(ChampionDomain.area_code).where(ChampionDomain.area_code.is_not(None)).distinct()).all()
    outside = [
        {"area_code": code, "outward": outward}
        for code in codes
        if code and outward and is_district_outside(read_area(db, code), outward)
    ]
    _add(db, DistrictOutside, outside)


def is_asked_outside(db: Session, domain: ChampionDomain, outward: str | None) -> bool:
    """Whether a question about a postcode district is known to be not for a domain."""
    code = domain.area_code
    return bool(code and outward) and is_district_outside(read_area(db, code or ""), outward or "")


def read_area(db: Session, code: str) -> DomainArea:
    """An area by its code, with its shape where an operator loaded one."""
    loaded = db.get(LoadedArea, code)
    if loaded is None:
        return DomainArea(code)
    return DomainArea(code, key_of_digest(loaded.digest), tuple(read_polygons(loaded.extent)))


def is_district_outside(area: DomainArea, outward: str) -> bool:
    """Whether a postcode district is known to lie outside an area."""
    place = _find(outward)
    return area.can_be_told and place is not None and holds(area, _home_of(place)) is False


def tagged_for(code: str) -> Select[uuid.UUID]:
    """The ids of the services that are tagged with what the domains with this area cover."""
    return (
        select(Attribute.link_id)
        .join(ChampionDomainTerm, ChampionDomainTerm.term_id == Attribute.taxonomy_term_id)
        .join(ChampionDomain)
        .where(Attribute.link_entity == "service", ChampionDomain.area_code == code)
        .distinct()
    )


def whereabouts(db: Session, services: Select[uuid.UUID]) -> Iterable[tuple[uuid.UUID, Whereabouts]]:
    """Where some services happen, and for whom they are."""
    for some in portions(db.scalars(services), _AT_ONCE):
        venues, served = _venues_of(db, some), read_areas(db, some)
        for each in some:
            yield each, Whereabouts(venues.get(each, ()), served.get(each, ()))


def _venues_of(db: Session, service_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[Home]]:
    physical = PlaceType.PHYSICAL.value
    address = and_(Address.location_id == Location.id, Address.address_type == physical)
    rows = db.execute(
        select(ServiceAtLocation.service_id, Location.latitude, Location.longitude, Address.postal_code)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Address, address)
        .where(ServiceAtLocation.service_id.in_(service_ids), Location.location_type == physical)
    )
    found: defaultdict[uuid.UUID, list[Home]] = defaultdict(list)
    for service_id, latitude, longitude, postcode in rows:
        place = _find(postcode or "")
        if latitude is not None and longitude is not None:
            found[service_id].append(Home((latitude, longitude), area=place.area if place else ""))
        elif place is not None:
            found[service_id].append(_home_of(place))
    return found


def _home_of(place: Place) -> Home:
    return Home((place.latitude, place.longitude), place.give_or_take_m, place.area)


def _find(postcode: str) -> Place | None:
    try:
        return find_place(postcode)
    except (WrongInput, PostcodeFileUnusable):
        return None


def _replace(
    db: Session, code: str, model: type[ListingOutside | DistrictOutside], name: str, wanted: Collection[object]
) -> None:
    column = getattr(model, name)
    known = set(db.scalars(select(column).where(model.area_code == code)))
    for some in portions(known - set(wanted)):
        db.execute(delete(model).where(model.area_code == code, column.in_(some)))
    _add(db, model, [{"area_code": code, name: each} for each in set(wanted) - known])


def _add(db: Session, model: type[ListingOutside | DistrictOutside], rows: Sequence[Mapping[str, object]]) -> None:
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    if rows:
        # Another worker may have looked at the same moment; both write in one order, so that neither waits in a ring.
        db.execute(insert(model).on_conflict_do_nothing(), sorted(rows, key=lambda row: str(tuple(row.values()))))

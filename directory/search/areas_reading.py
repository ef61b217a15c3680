"""From the areas of the catalogue to those that are searched."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models.conditions import ServiceArea
from directory.geo.area_codes import COUNTRIES, code_in, country_named, is_council
from directory.geo.areas import Polygon, read_polygons
from directory.geo.current import known_areas
from directory.search.areas import ServedArea, shape_key
from directory.search.conditions_reading import Only, among

_AT_ONCE = 100
_GEOJSON = "geojson"


def read_areas(db: Session, only: Only = None) -> Mapping[uuid.UUID, list[ServedArea]]:
    """The areas of each service that has some."""
    served: defaultdict[uuid.UUID, list[ServedArea]] = defaultdict(list)
    shapes: dict[str, tuple[Polygon, ...]] = {}
    wanted = select(ServiceArea).where(among(ServiceArea.service_id, only)).order_by(ServiceArea.id)
    for area in db.scalars(wanted.execution_options(yield_per=_AT_ONCE)):
        served[area.service_id].append(_read(area, shapes))
    return served


def _read(area: ServiceArea, shapes: dict[str, tuple[Polygon, ...]]) -> ServedArea:
    name = area.name or area.service_area or area.description or ""
    is_of_one_place = area.service_at_location_id is not None
    if code := _code_of(area):
        return ServedArea(name, code, is_of_one_place)
    if not area.extent or area.extent_type != _GEOJSON:
        return ServedArea(name, None, is_of_one_place)
    key = shape_key(area.extent)
    if key not in shapes:
        shapes[key] = tuple(read_polygons(area.extent))
    return ServedArea(name, key if shapes[key] else None, is_of_one_place, shapes[key])


def _code_of(area: ServiceArea) -> str | None:
    """The council or country that an area is, by its address or by the name of a country."""
    names: Sequence[str] = [each for each in (area.name, area.service_area) if each]
    code = code_in(area.uri or "") or next(filter(None, map(country_named, names)), None)
    return code if code and (code in COUNTRIES or (is_council(code) and _is_in_use(code))) else None


def _is_in_use(code: str) -> bool:
    # Of a council that is no more, nobody can be told to live in it.
    known = known_areas()
    return not known or code in known

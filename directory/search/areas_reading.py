"""From the areas of the catalogue to those that are searched."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models.areas import LoadedArea
from directory.catalogue.models.conditions import ServiceArea
from directory.geo.area_codes import COUNTRIES, code_in, country_named, is_council
from directory.geo.areas import Polygon, read_polygons
from directory.geo.current import known_areas
from directory.search.areas import ServedArea, key_of_digest, shape_key
from directory.search.conditions_reading import Only, among

_AT_ONCE = 100
_GEOJSON = "geojson"


def read_areas(db: Session, only: Only = None) -> Mapping[uuid.UUID, list[ServedArea]]:
    """The areas of each service that has some."""
    served: defaultdict[uuid.UUID, list[ServedArea]] = defaultdict(list)
    known = _Shapes(db)
    wanted = select(ServiceArea).where(among(ServiceArea.service_id, only)).order_by(ServiceArea.id)
    for area in db.scalars(wanted.execution_options(yield_per=_AT_ONCE)):
        served[area.service_id].append(_read(area, known))
    return served


def _read(area: ServiceArea, known: "_Shapes") -> ServedArea:
    name = area.name or area.service_area or area.description or ""
    is_of_one_place = area.service_at_location_id is not None
    if code := _code_of(area):
        return ServedArea(name, code, is_of_one_place)
    if area.extent and area.extent_type == _GEOJSON:
        key, shape = shape_key(area.extent), known.read(area.extent)
    else:
        key, shape = known.find(code_in(area.uri or ""), [each for each in (area.name, area.service_area) if each])
    return ServedArea(name, key if shape else None, is_of_one_place, shape)


class _Shapes:
    """The shapes that were read, each once, and those of the areas that an operator loaded."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._read: dict[str, tuple[Polygon, ...]] = {}
        rows = db.execute(select(LoadedArea.code, LoadedArea.name, LoadedArea.digest)).all()
        self._loaded = {code: digest for code, _, digest in rows}
        names = Counter(_plain(name) for _, name, _ in rows)
        # Many towns have a ward called Central: such a name alone says nothing.
        self._by_name = {_plain(name): code for code, name, _ in rows if names[_plain(name)] == 1}

    def read(self, extent: str) -> tuple[Polygon, ...]:
        """The shape of a text, empty where it has none."""
        key = shape_key(extent)
        if key not in self._read:
            self._read[key] = tuple(read_polygons(extent))
        return self._read[key]

    def find(self, code: str | None, names: Iterable[str]) -> tuple[str, tuple[Polygon, ...]]:
        """The key and shape of the loaded area with this code, or else with one of these very names."""
        found = code if code in self._loaded else next(filter(None, map(self._by_name.get, map(_plain, names))), None)
        if found is None:
            return "", ()
        key = key_of_digest(self._loaded[found])
        if key not in self._read:
            self._read[key] = self.read(
                self._db.scalar(select(LoadedArea.extent).where(LoadedArea.code == found)) or ""
            )
        return key, self._read[key]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _code_of(area: ServiceArea) -> str | None:
    """The council or country that an area is, by its address or by the name of a country.

    A name does not count where a shape tells the area: there is a ward called Wales.
    """
    names: Sequence[str] = [] if area.extent else [each for each in (area.name, area.service_area) if each]
    code = code_in(area.uri or "") or next(filter(None, map(country_named, names)), None)
    return code if code and (code in COUNTRIES or (is_council(code) and _is_in_use(code))) else None


def _is_in_use(code: str) -> bool:
    # Of a council that is no more, nobody can be told to live in it.
    known = known_areas()
    return not known or code in known

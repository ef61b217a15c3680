"""Loading areas such as wards from a GeoJSON file, as the Office for National Statistics gives them out."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from directory.catalogue.models.areas import LoadedArea
from directory.catalogue.versions import bump_catalogue_version
from directory.errors import WrongInput
from directory.geo.areas import polygons_of, read_polygons

# "WD24CD" and "WD24NM": the code and the name of a ward of 2024.
_CODE_NAME = re.compile(r"(?i)(?:code|\w{2,8}\d\dcd)")
_NAME_NAME = re.compile(r"(?i)(?:name|\w{2,8}\d\dnm)")
_MOST_LATITUDE, _MOST_LONGITUDE = 90, 180


@dataclass(frozen=True)
class NewArea:
    """An area of a file: its code, its name, and its shape as GeoJSON."""

    code: str
    name: str
    extent: str


def read_area_file(text: str, code_property: str = "", name_property: str = "") -> list[NewArea]:
    """The areas of a GeoJSON file, one a feature. Raises WrongInput saying what is wrong with it.

    Without names of properties those are taken that are called like a code and a name.
    """
    try:
        features = json.loads(text)["features"]
        return [_read_feature(each, number, code_property, name_property) for number, each in enumerate(features, 1)]
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        raise WrongInput("This is no GeoJSON file with features. Save the areas as a FeatureCollection.") from None


def load_areas(db: Session, areas: Sequence[NewArea]) -> None:
    """Keep these areas; those with a code that is known take the place of what was known."""
    for each in areas:
        digest = hashlib.sha256(each.extent.encode()).hexdigest()
        db.merge(LoadedArea(code=each.code, name=each.name, extent=each.extent, digest=digest))
    bump_catalogue_version(db)


def remove_areas(db: Session, codes: Sequence[str]) -> int:
    """Forget these areas, and say how many there were."""
    known = db.scalar(select(func.count()).select_from(LoadedArea).where(LoadedArea.code.in_(codes))) or 0
    db.execute(delete(LoadedArea).where(LoadedArea.code.in_(codes)))
    bump_catalogue_version(db)
    return known


def list_areas(db: Session) -> list[tuple[str, str]]:
    """The code and name of each area, in the order of the codes."""
    return [
        (code, name) for code, name in db.execute(select(LoadedArea.code, LoadedArea.name).order_by(LoadedArea.code))
    ]


def _read_feature(feature: Any, number: int, code_property: str, name_property: str) -> NewArea:
    properties: Mapping[str, Any] = feature["properties"] or {}
    code, name = _text_of(properties, code_property, _CODE_NAME), _text_of(properties, name_property, _NAME_NAME)
    if not code or not name:
        raise WrongInput(
            f"Area {number} has no code or no name. Say which properties hold them, with --code and --name: "
            f"it has {', '.join(sorted(properties)) or 'none'}."
        )
    extent = json.dumps(feature["geometry"], separators=(",", ":"))
    if not read_polygons(extent) or not all(_is_on_earth(*point[:2]) for point in _points_of(feature["geometry"])):
        raise WrongInput(f"The shape of {name} ({code}) is no polygon in degrees. Download it as GeoJSON in WGS84.")
    return NewArea(code.upper(), name, extent)


def _text_of(properties: Mapping[str, Any], wanted: str, named_like: re.Pattern[str]) -> str:
    names = [wanted] if wanted else [each for each in properties if named_like.fullmatch(each)]
    return next((str(properties[each]).strip() for each in names if properties.get(each)), "")


def _points_of(geometry: Any) -> Iterator[Sequence[float]]:
    return (point for polygon in polygons_of(geometry, 1) for ring in polygon for point in ring)


def _is_on_earth(longitude: float, latitude: float) -> bool:
    return abs(latitude) <= _MOST_LATITUDE and abs(longitude) <= _MOST_LONGITUDE

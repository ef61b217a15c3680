"""Areas such as wards, loaded from a GeoJSON file."""

import json

import pytest

from directory.catalogue.loaded_areas import NewArea, list_areas, load_areas, read_area_file, remove_areas
from directory.catalogue.queries import catalogue_version
from directory.errors import WrongInput

SQUARE = {"type": "Polygon", "coordinates": [[[-2, 53], [-1, 53], [-1, 54], [-2, 54], [-2, 53]]]}
EXTENT = json.dumps(SQUARE, separators=(",", ":"))
GRID = {"type": "Polygon", "coordinates": [[[429000, 433000], [430000, 433000], [430000, 434000], [429000, 433000]]]}
POLAR = {"type": "Polygon", "coordinates": [[[-2, 100], [-1, 100], [-1, 101], [-2, 100]]]}


def file_of(properties, geometry=SQUARE):
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


@pytest.mark.parametrize(
    ("properties", "named"),
    [
        pytest.param({"WD24CD": "e05001420", "WD24NM": "Holbeck", "FID": 7}, {}, id="of the ONS"),
        pytest.param({"code": "E05001420", "name": "Holbeck"}, {}, id="plain"),
        pytest.param(
            {"ref": "E05001420", "title": "Holbeck", "name": "x"},
            {"code_property": "ref", "name_property": "title"},
            id="as told",
        ),
    ],
)
def test_each_feature_is_an_area_with_its_code_and_name(properties, named):
    assert read_area_file(file_of(properties), **named) == [NewArea("E05001420", "Holbeck", EXTENT)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("not json", "no GeoJSON file with features", id="no JSON"),
        pytest.param("[]", "no GeoJSON file with features", id="no features"),
        pytest.param(file_of({"x": 1}), r"Area 1 has no code or no name\..* --code and --name: it has x", id="no code"),
        pytest.param(file_of(None), "it has none", id="no properties"),
        pytest.param(file_of({"code": "A", "name": "Grid"}, GRID), r"Grid \(A\) is no polygon in degrees", id="metres"),
        pytest.param(file_of({"code": "A", "name": "Pole"}, POLAR), r"Pole \(A\) is no polygon", id="beyond the pole"),
        pytest.param(file_of({"code": "A", "name": "Point"}, None), r"Point \(A\) is no polygon", id="no shape"),
    ],
)
def test_what_cannot_be_used_says_how_to_put_it_right(text, message):
    with pytest.raises(WrongInput, match=message):
        read_area_file(text)


def test_an_area_that_is_loaded_again_takes_the_place_of_the_first(db):
    load_areas(db, [NewArea("A", "Holbeck", EXTENT), NewArea("B", "Armley", EXTENT)])
    before = catalogue_version(db)

    load_areas(db, [NewArea("A", "Beeston", EXTENT)])

    assert list_areas(db) == [("A", "Beeston"), ("B", "Armley")]
    assert catalogue_version(db) > before


def test_removed_areas_are_gone(db):
    load_areas(db, [NewArea("A", "Holbeck", EXTENT), NewArea("B", "Armley", EXTENT)])

    assert remove_areas(db, ["A", "C"]) == 1
    assert list_areas(db) == [("B", "Armley")]


def test_properties_that_are_a_list_are_no_properties():
    with pytest.raises(WrongInput, match="no GeoJSON file with features"):
        read_area_file(file_of(["code", "name"]), code_property="code", name_property="name")

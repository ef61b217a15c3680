"""From the areas of the catalogue to those that are searched."""

import json

import pytest

from directory.catalogue.loaded_areas import NewArea, load_areas
from directory.catalogue.models.conditions import ServiceArea
from directory.catalogue.models.services import ServiceAtLocation
from directory.geo.current import use_postcode_file
from directory.search.areas import ServedArea
from directory.search.areas_reading import read_areas
from tests.factories.catalogue import make_location, make_service
from tests.factories.postcodes import write_postcode_file

SQUARE = {"type": "Polygon", "coordinates": [[[-2, 53], [-1, 53], [-1, 54], [-2, 54], [-2, 53]]]}
ONS = "http://statistics.data.gov.uk/id/statistical-geography/"


@pytest.fixture(autouse=True)
def councils(tmp_path):
    """Postcodes that lie in Leeds alone."""
    places, councils = {"LS11 8ND": (53.78, -1.55)}, {"LS11 8ND": "E08000035"}
    use_postcode_file(write_postcode_file(tmp_path / "postcodes.bin", places, councils=councils))


def read_one(db, **area):
    service = make_service(db)
    db.add(ServiceArea(service_id=service.id, **area))
    db.flush()
    (read,) = read_areas(db)[service.id]
    return read


@pytest.mark.parametrize(
    ("area", "read"),
    [
        pytest.param({"name": "Leeds", "uri": f"{ONS}E08000035"}, ServedArea("Leeds", "E08000035"), id="council"),
        pytest.param({"name": "Wales"}, ServedArea("Wales", "W92000004"), id="country"),
        pytest.param(
            {"name": "Everywhere", "service_area": "UK"}, ServedArea("Everywhere", "K02000001"), id="second name"
        ),
        pytest.param({"name": "A ward", "uri": f"{ONS}E05001420"}, ServedArea("A ward"), id="ward"),
        pytest.param({"name": "Mendip", "uri": f"{ONS}E07000187"}, ServedArea("Mendip"), id="council that is no more"),
        pytest.param({"description": "Round the beck"}, ServedArea("Round the beck"), id="words"),
        pytest.param({"extent": "{}", "extent_type": "geojson"}, ServedArea(""), id="empty shape"),
        pytest.param({"extent": json.dumps(SQUARE), "extent_type": "kml"}, ServedArea(""), id="another format"),
    ],
)
def test_an_area_is_known_by_its_code_or_not_at_all(db, area, read):
    assert read_one(db, **area) == read


def test_a_shape_has_a_key_of_its_own_and_comes_along(db):
    read = read_one(db, name="Square", extent=json.dumps(SQUARE), extent_type="geojson")

    assert read.key.startswith("shape-")
    assert read.shape == (SQUARE["coordinates"],)


def test_a_ward_called_like_a_country_is_told_by_its_shape(db):
    read = read_one(db, name="Wales", extent=json.dumps(SQUARE), extent_type="geojson")

    assert read.key.startswith("shape-")


def test_an_area_of_one_place_is_told_apart(db):
    service = make_service(db)
    place = ServiceAtLocation(service_id=service.id, location=make_location(db))
    db.add(place)
    db.flush()
    db.add(ServiceArea(service_id=service.id, service_at_location_id=place.id, name="England"))
    db.flush()

    assert [each.is_of_one_place for each in read_areas(db)[service.id]] == [True]


@pytest.mark.parametrize(
    ("area", "is_known"),
    [
        pytest.param({"name": "A ward", "uri": f"{ONS}E05001420"}, True, id="by its code"),
        pytest.param({"name": "the  HOLBECK ward"}, True, id="by its name"),
        pytest.param({"name": "Central"}, False, id="by a name that two have"),
        pytest.param({"name": "Armley"}, False, id="not loaded"),
    ],
)
def test_an_area_that_was_loaded_is_known_by_code_or_name(db, area, is_known):
    shape = json.dumps(SQUARE)
    load_areas(db, [NewArea("E05001420", "The Holbeck Ward", shape), *(NewArea(c, "Central", shape) for c in "AB")])

    read = read_one(db, **area)

    assert read.shape == ((SQUARE["coordinates"],) if is_known else ())
    assert (read.key is not None) == is_known


def test_a_loaded_area_and_a_listing_with_the_same_shape_have_one_key(db):
    shape = json.dumps(SQUARE)
    load_areas(db, [NewArea("W1", "Square ward", shape)])

    keys = {read_one(db, name="Square ward").key, read_one(db, extent=shape, extent_type="geojson").key}

    assert len(keys) == 1

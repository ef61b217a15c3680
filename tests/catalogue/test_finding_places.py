"""Finding places by what people type, and those that may be the one somebody is about to add."""

import pytest

from directory.catalogue.finding_places import count_activities, find_likely_places, find_places, list_places
from directory.catalogue.models.places import Address
from tests.factories.catalogue import make_location, make_service

HALL, NEXT_DOOR, ACROSS_TOWN, OTHER_CITY = (53.78, -1.55), (53.7805, -1.55), (53.80, -1.55), (53.48, -2.24)


@pytest.fixture
def make_place(db):
    """`make_place("Hillside Hall", point, "LS11 8ND")` is a place in Larkenshaw."""

    def make(name, point=HALL, postcode="LS11 8ND", **more):
        location = make_location(db, point)
        location.name = name
        location.addresses = [
            Address(address_1="1 Beck Lane", city="Larkenshaw", state_province="", postal_code=postcode, **more)
        ]
        db.flush()
        return location

    return make


def names(found) -> list[str]:
    return [each.name for each in found]


@pytest.mark.parametrize(
    "words", ["hillside", "HILLSIDE hall", "hall beck", "larkenshaw hill", "ls118nd", "LS11 8ND", "LS11", "LS11 8"]
)
def test_place_is_found_by_its_name_its_address_or_its_postcode(db, make_place, words):
    make_place("Hillside Hall")
    make_place("Baths", OTHER_CITY, "M1 1AE").addresses[0].city = "Manchester"
    make_place("Library", OTHER_CITY, "LS1 1AA").addresses[0].address_1 = "2 Mill Row"
    db.flush()

    assert "Hillside Hall" in names(find_places(db, words))
    assert "Baths" not in names(find_places(db, words))


def test_district_is_not_the_beginning_of_another(db, make_place):
    make_place("Baths")
    make_place("Library", postcode="LS1 1AA")

    assert names(find_places(db, "LS1")) == ["Library"]


def test_percent_sign_finds_no_more_than_itself(db, make_place):
    make_place("Hillside Hall")

    assert find_places(db, "%") == []


def test_list_of_all_places_is_by_name_in_pages(db, make_place):
    for name in ("zeta", "Alpha", "beta"):
        make_place(name)

    found, total = list_places(db)

    assert names(found) == ["Alpha", "beta", "zeta"]
    assert total == 3
    assert list_places(db, page=2) == ([], 3)


def test_only_what_everybody_sees_is_counted_as_happening_at_a_place(db):
    shown, hidden = make_service(db), make_service(db, stage="draft")
    ids = [each.places[0].location_id for each in (shown, hidden)]

    assert count_activities(db, ids) == {ids[0]: 1}


@pytest.mark.parametrize(
    ("name", "point", "postcode", "is_likely"),
    [
        pytest.param("Hillside Hall", HALL, "LS11 8ND", True, id="the very place"),
        pytest.param("The Hillside", NEXT_DOOR, "LS11 9XX", True, id="a word less"),
        pytest.param("Hilside Hall", ACROSS_TOWN, "LS11 9XX", True, id="a slip, and across town"),
        pytest.param("Scout Hut", HALL, "ls118nd", True, id="another name at its postcode"),
        pytest.param("Scout Hut", NEXT_DOOR, "LS11 9XX", True, id="another name next door"),
        pytest.param("Hillside Hall", None, "", True, id="its name, and no postcode"),
        pytest.param("Hillside Hall", OTHER_CITY, "M1 1AE", False, id="its name in another city"),
        pytest.param("Scout Hut", ACROSS_TOWN, "LS11 9XX", False, id="another name across town"),
        pytest.param("Scout Hut", None, "", False, id="another name, and no postcode"),
    ],
)
def test_place_that_may_be_the_one_is_offered(db, make_place, name, point, postcode, is_likely):
    make_place("Hillside Hall")

    found = find_likely_places(db, name, postcode, point)

    assert names(each.location for each in found) == (["Hillside Hall"] if is_likely else [])


def test_same_name_comes_before_the_same_postcode(db, make_place):
    make_place("Scout Hut")
    make_place("Hillside", NEXT_DOOR, "LS11 9XX")

    found = find_likely_places(db, "Hillside Hall", "LS11 8ND", HALL)

    assert names(each.location for each in found) == ["Hillside", "Scout Hut"]

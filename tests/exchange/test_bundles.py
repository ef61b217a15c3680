import json
import uuid

import pytest

from directory.exchange.bundles import read_bundle
from directory.exchange.formats import Expected
from directory.exchange.values import WrongValue
from tests.factories.feeds import feed_attribute, feed_id, feed_organization, feed_place, feed_schedule, feed_service


def at_location(**more):
    return {"service_at_locations": [feed_place(**more)]}


WRONG = {
    "no id": ({"id": None}, "id is missing"),
    "no name": ({"name": None}, "name is missing"),
    "empty name": ({"name": "  "}, "name is missing"),
    "name of tags": ({"name": "<b></b>"}, "name is missing"),
    "name that is a number": ({"name": 5}, "name is not text"),
    "unknown status": (
        {"status": "open"},
        "status 'open' is not one of active, inactive, defunct, temporarily closed",
    ),
    "broken date": ({"assured_date": "2026-13-45"}, "assured_date '2026-13-45' is not a date like 2026-03-31"),
    "broken moment": (
        {"last_modified": "soon"},
        "last_modified 'soon' is not a date and time like 2026-03-31T09:30:00Z",
    ),
    "2 MB description": (
        {"description": "x" * 2_000_000},
        "description has 2,000,000 characters; at most 100,000 are taken",
    ),
    "latitude 100": (
        at_location(latitude=100),
        "service_at_locations[0].location.latitude 100 is not between -90 and 90",
    ),
    "half a point": (
        at_location(longitude=None),
        "service_at_locations[0].location.longitude is missing: latitude and longitude come together",
    ),
    "unknown kind of place": (
        at_location(location_type="outdoors"),
        "service_at_locations[0].location.location_type 'outdoors' is not one of physical, postal, virtual",
    ),
    "no location": (
        {"service_at_locations": [{"id": feed_id("place"), "description": "Upstairs"}]},
        "service_at_locations[0].location is missing",
    ),
    "ages the wrong way round": (
        {"minimum_age": 60, "maximum_age": 18},
        "minimum_age 60 is above maximum_age 18",
    ),
    "no organization": ({"organization": None}, "organization is missing"),
    "organization without a name": (
        {"organization": {"id": feed_id("o"), "description": "x"}},
        "organization.name is missing",
    ),
    "organization without an id": ({"organization": {"name": "Parish"}}, "organization.id is missing"),
    "organization that is a list": ({"organization": [1]}, "organization is not an object"),
    "list that is an object": ({"schedules": {"id": 1}}, "schedules is not a list"),
    "entry that is text": ({"schedules": ["MO"]}, "schedules[0] is not an object"),
    "too many entries": (
        {"schedules": [{}] * 1001},
        "schedules has 1,001 entries; at most 1,000 are taken",
    ),
    "yearly": (
        {"schedules": [feed_schedule(freq="YEARLY")]},
        "schedules[0].freq 'YEARLY' is not one of WEEKLY, MONTHLY, DAILY",
    ),
    "information that ends before it begins": (
        {"schedules": [feed_schedule(valid_from="2026-02-01", valid_to="2026-01-01")]},
        "schedules[0].valid_to 2026-01-01 is before valid_from 2026-02-01",
    ),
    "attribute without a term": (
        {"attributes": [{"id": feed_id("a"), "link_type": "service_type"}]},
        "attributes[0].taxonomy_term is missing",
    ),
    "NUL": ({"name": "Tea\x00"}, "name contains a NUL character"),
    "NUL in a field that is not kept": ({"x": [{"y": "\x00"}]}, "x[0].y contains a NUL character"),
    "NUL in the name of a field": ({"\x00": 1}, "the record has a field whose name is not text"),
    "lone surrogate": ({"alert": "\ud800"}, "alert contains half of a surrogate pair"),
    "lone low surrogate": ({"fees": "x\udc00y"}, "fees contains half of a surrogate pair"),
}
NO_JSON = {
    "words": b"hello",
    "half an object": b'{"id": 1, "name": "x',
    "NaN": b'{"id": 1, "latitude": NaN}',
    "not a number": b'{"id": 1, "latitude": 1e999}',
    "endless number": b'{"id": ' + b"9" * 5000 + b"}",
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "not UTF-8": b'{"name": "\xff"}',
    "a list": b"[1, 2]",
    "null": b"null",
    "text": b'"x"',
}


@pytest.mark.parametrize(("more", "reason"), WRONG.values(), ids=WRONG)
def test_wrong_service_is_refused_with_the_path_of_the_field(more, reason):
    data = json.dumps(feed_service(**more)).encode()

    with pytest.raises(WrongValue) as refused:
        read_bundle(1, data)

    assert str(refused.value) == reason


@pytest.mark.parametrize("data", NO_JSON.values(), ids=NO_JSON)
def test_what_is_no_object_is_refused(data):
    with pytest.raises(WrongValue, match=r"is not JSON|is not an object|nested too deeply|not text in UTF-8"):
        read_bundle(1, data)


def test_nulls_and_empty_texts_say_nothing():
    sparse = feed_service(email=None, alert=None, phones=None)
    padded = sparse | {"email": "", "alert": None, "fees": " ", "phones": [], "program": None, "interpretation": None}

    assert read_bundle(1, json.dumps(padded).encode()).digest == read_bundle(1, json.dumps(sparse).encode()).digest


def test_child_that_says_nothing_is_left_out():
    empty = {"id": feed_id("x"), "service_id": feed_id("service", 1), "code": ""}

    bundle = read_bundle(1, json.dumps(feed_service(languages=[empty], phones=[empty | {"type": "voice"}])).encode())

    assert bundle.service.languages == []
    assert bundle.service.phones == []


def test_digest_of_a_service_ignores_what_is_shared():
    renamed = feed_service(organization=feed_organization(name="Another name"))

    first, second = (read_bundle(1, json.dumps(each).encode()) for each in (feed_service(), renamed))

    assert first.digest == second.digest
    assert {each.entity for each in first.shared} == {"organization", "location", "taxonomy", "taxonomy_term"}


def test_daily_becomes_weekly_on_seven_days():
    bundle = read_bundle(1, json.dumps(feed_service(schedules=[feed_schedule(freq="DAILY", byday=None)])).encode())

    assert (bundle.service.schedules[0].freq, bundle.service.schedules[0].byday) == ("WEEKLY", "MO,TU,WE,TH,FR,SA,SU")


@pytest.mark.parametrize(
    ("capacity", "room"),
    [
        ({"available": 3}, "has room"),
        ({"available": 0}, "full"),
        ({"available": 0, "description": "There is a waiting list."}, "waiting list"),
        ({"room": "full"}, "full"),
    ],
    ids=["places left", "no places", "waiting list", "said in our own word"],
)
def test_room_is_told_from_places_left(capacity, room):
    given = capacity | {"id": feed_id("capacity"), "updated": "2026-03-01"}

    bundle = read_bundle(1, json.dumps(feed_service(capacities=[given])).encode())

    assert bundle.service.capacities[0].room == room


UNIT_ID = feed_id("unit")


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        pytest.param({"unit": "beds"}, ("beds", None, None), id="its name alone"),
        pytest.param(
            {"unit": {"id": UNIT_ID, "name": "beds", "scheme": "SI"}}, ("beds", uuid.UUID(UNIT_ID), "SI"), id="a record"
        ),
        pytest.param({"unit": {"id": "beds"}}, ("places", None, None), id="an id that is no UUID"),
        pytest.param({"unit_id": UNIT_ID}, ("places", uuid.UUID(UNIT_ID), None), id="its id alone"),
        pytest.param({}, ("places", None, None), id="nothing"),
    ],
)
def test_what_is_said_of_a_unit_is_kept(given, taken):
    capacity = {"id": feed_id("capacity"), "available": 1, "updated": "2026-03-01"} | given

    bundle = read_bundle(1, json.dumps(feed_service(capacities=[capacity])).encode())

    (found,) = bundle.service.capacities
    assert (found.unit, found.unit_id, found.unit_scheme) == taken
    assert bundle.notes == []


def test_an_area_of_a_place_is_one_of_the_service_that_names_the_place():
    area, both = {"id": feed_id("area"), "name": "Beeston"}, {"id": feed_id("both"), "name": "Hunslet"}
    place = feed_place(1) | {"service_areas": [area, both]}

    bundle = read_bundle(1, json.dumps(feed_service(service_at_locations=[place], service_areas=[both])).encode())

    found = [(each.name, each.place_key) for each in bundle.service.service_areas]
    assert found == [("Hunslet", place["id"]), ("Beeston", place["id"])]


def test_a_page_elsewhere_needs_an_address_that_is_one():
    urls = [{"label": "Facebook", "url": "facebook.com/tea"}, {"label": "None"}, {"label": "Odd", "url": "ask me"}]

    bundle = read_bundle(1, json.dumps(feed_service(additional_urls=urls)).encode())

    assert [(each.label, each.url) for each in bundle.service.additional_urls] == [
        ("Facebook", "https://facebook.com/tea")
    ]
    assert bundle.notes == ["web_address.url holds nothing that can be used and was left out"]


def test_terms_that_a_feed_lists_apart_come_with_those_below_them():
    outdoors, everything, other = (feed_id(name) for name in ("outdoors", "everything", "other"))
    terms = {
        outdoors: {"id": outdoors, "name": "Outdoors", "parent_id": everything},
        everything: {"id": everything, "name": "Everything", "parent_id": outdoors},
        other: {"id": other, "name": "Other"},
    }
    tag = feed_attribute(term="Walking")
    tag["taxonomy_term"] |= {"parent_id": outdoors}
    data = json.dumps(feed_service(attributes=[tag])).encode()

    found = read_bundle(1, data, Expected(terms=terms))

    names = [each.record.name for each in found.shared if each.entity == "taxonomy_term"]
    assert sorted(names) == ["Everything", "Outdoors", "Walking"]
    assert found.digest == read_bundle(1, data).digest

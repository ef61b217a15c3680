from datetime import date, time
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from directory.catalogue.models.conditions import CostOption, ServiceArea, ServiceCapacity
from directory.catalogue.models.contacts import Contact, Language, Phone
from directory.catalogue.models.places import Accessibility
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Program, Service
from directory.catalogue.models.taxonomies import Attribute
from directory.db import reading, transaction
from directory.exchange.importing import run_import
from directory.exchange.representations.organizations import whole_organizations
from directory.exchange.representations.services import brief_services, whole_places, whole_services
from tests.factories.catalogue import make_organization, make_service, make_term
from tests.factories.feeds import feed_service, write_lines

NOTHING = (None, "", [], {})


@pytest.fixture
def service(db) -> Service:
    """A service with something of every kind."""
    organization = make_organization(db, email="office@becklane.example", website="becklane.example")
    service = make_service(db, organization=organization, terms=[make_term(db)], assured_date=date(2026, 3, 2))
    [place] = service.places
    place.schedules = [Schedule(freq="WEEKLY", byday="TH", opens_at=time(14))]
    service.capacities = [ServiceCapacity(room="has room")]
    db.flush()
    program = Program(organization_id=organization.id, name="Winter warmth", description="Warm places")
    contact = Contact(service_id=service.id, name="The warden", phones=[Phone(number="0113 496 0000")])
    phone = Phone(service_id=service.id, number="0113 496 0001", type="voice")
    db.add_all(
        [
            program,
            contact,
            phone,
            Language(service_id=service.id, code="cy"),
            Accessibility(location_id=place.location_id, description="A ramp"),
            CostOption(service_id=service.id, option="With a bus pass", amount_pence=150),
            ServiceArea(service_id=service.id, name="Leeds", extent="{}", extent_type="geojson"),
        ]
    )
    db.flush()
    service.program_id = program.id
    db.add(Language(phone_id=phone.id, name="Polish"))
    db.add(
        Attribute(
            link_id=place.location_id,
            link_entity="location",
            link_type="accessibility",
            taxonomy_term_id=make_term(db, "Hearing loop").id,
        )
    )
    db.flush()
    return service


def whole(db, service: Service) -> dict[str, Any]:
    [record] = whole_services(db, [service.id])
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return plain


def test_a_service_is_written_with_all_that_hangs_on_it(db, service):
    record = whole(db, service)

    assert record["organization"]["website"] == "https://becklane.example"
    assert record["program"]["name"] == "Winter warmth"
    assert record["contacts"][0]["phones"][0]["number"] == "0113 496 0000"
    assert record["phones"][0]["languages"][0]["name"] == "Polish"
    assert record["languages"][0]["code"] == "cy"
    assert record["service_at_locations"][0]["location"]["addresses"][0]["postal_code"] == "LS11 8ND"
    assert record["attributes"][0]["taxonomy_term"]["taxonomy"] == "Words of a test"
    assert record["attributes"][0]["taxonomy_term"]["taxonomy_detail"]["name"] == "Words of a test"
    location = record["service_at_locations"][0]["location"]
    assert location["attributes"][0]["taxonomy_term"]["name"] == "Hearing loop"
    assert location["accessibility"][0]["accessibility"] == location["accessibility"][0]["description"] == "A ramp"
    assert record["service_areas"][0]["service_area"] == record["service_areas"][0]["name"] == "Leeds"
    assert record["assured_date"] == "2026-03-02"


def test_answers_about_access_are_published_in_words_and_what_nobody_knew_is_not(db, service):
    where = {"location_id": service.places[0].location_id}
    db.add(Accessibility(**where, question="lift", details="The warden was away", answered_on=date(2026, 11, 3)))
    words = {"description": "Narrowest door 78 cm wide", "details": "The inner one"}
    db.add(Accessibility(**where, question="door-width", accessibility="present", width_cm=78, **words))
    db.flush()

    facts = whole(db, service)["service_at_locations"][0]["location"]["accessibility"]

    told = [{name: value for name, value in each.items() if not name.endswith("id")} for each in facts]
    ramp = {"accessibility": "A ramp", "description": "A ramp"}
    assert sorted(told, key=lambda each: each["description"]) == [
        ramp,
        {"accessibility": words["description"], **words},
    ]


def test_nothing_is_null_or_empty(db, service):
    def empty(value: Any) -> bool:
        if value in NOTHING and value is not False:
            return True
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return any(map(empty, inner))

    assert not empty(whole(db, service))


def test_times_of_places_stand_with_the_service_once_and_name_their_place(db, service):
    record = whole(db, service)

    assert [(each["byday"], each.get("service_at_location_id")) for each in record["schedules"]] == [
        ("TU", None),
        ("TH", str(service.places[0].id)),
    ]
    assert {each["service_id"] for each in record["schedules"]} == {str(service.id)}
    assert "schedules" not in record["service_at_locations"][0]


def test_times_that_name_both_their_service_and_their_place_stand_there_once(db, service):
    [schedule] = service.places[0].schedules
    schedule.service_id = service.id
    db.flush()

    [place] = msgspec.to_builtins(whole_places(db, [service.places[0].id]))

    assert [each["byday"] for each in whole(db, service)["schedules"]] == ["TU", "TH"]
    assert [each["byday"] for each in place["schedules"]] == ["TH"]
    assert [each["byday"] for each in place["service"]["schedules"]] == ["TU"]


def test_a_price_is_in_pounds(db, service):
    costs = {each["option"]: each for each in whole(db, service)["cost_options"]}

    assert (costs["Everyone"]["amount"], costs["With a bus pass"]["amount"]) == (0, 1.5)
    assert costs["Everyone"]["currency"] == "gbp"


@pytest.mark.parametrize(
    ("room", "available", "published"),
    [("has room", None, 1), ("has room", 4, 4), ("full", None, 0), ("waiting list", None, 0), ("full", 0, 0)],
)
def test_room_is_told_in_places(db, room, available, published):
    service = make_service(db)
    service.capacities = [ServiceCapacity(room=room, available=available)]
    db.flush()

    [capacity] = whole(db, service)["capacities"]

    assert capacity["available"] == published
    assert capacity["unit"]["name"] == "places"
    assert capacity["description"] == room.capitalize()
    assert {"id", "updated"} <= set(capacity)


def test_an_organization_without_a_description_goes_by_its_name(db):
    service = make_service(db)
    service.organization.description = None
    db.flush()

    [record] = brief_services(db, [service.id])

    assert record["organization"]["description"] == service.organization.name


@pytest.mark.parametrize(
    ("assurer", "published"), [("staff@scheme.example", None), ("TEA@group.example", "tea@group.example")]
)
def test_who_checked_is_told_only_if_it_is_the_group(db, assurer, published):
    service = make_service(db, email="tea@group.example", assurer_email=assurer)

    [record] = brief_services(db, [service.id])

    assert record.get("assurer_email") == published


def test_a_number_that_says_nothing_is_left_out(db):
    service = make_service(db)
    db.add(Phone(service_id=service.id, number=" <br> "))
    db.flush()

    assert "phones" not in whole(db, service)


def test_records_come_in_the_order_of_the_ids_and_without_those_that_went_away(db):
    first, second, gone = (make_service(db, name) for name in ("One", "Two", "Gone"))
    ids = [second.id, gone.id, first.id]
    for each in (*gone.schedules, *gone.cost_options, *gone.places, gone):
        db.delete(each)
    db.flush()

    assert [each["name"] for each in brief_services(db, ids)] == ["Two", "One"]


def test_the_number_of_queries_does_not_grow_with_the_page(db, count_queries):
    one, many = [make_service(db).id], [make_service(db, f"Group {number}").id for number in range(30)]

    assert count_queries(lambda: whole_services(db, one)) == count_queries(lambda: whole_services(db, many))


def test_a_place_is_written_with_its_service_and_its_times(db, service):
    [record] = msgspec.to_builtins(whole_places(db, [service.places[0].id]))

    assert record["service"]["name"] == service.name
    assert [each["byday"] for each in record["service"]["schedules"]] == ["TU"]
    assert [each["byday"] for each in record["schedules"]] == ["TH"]
    assert "service_at_locations" not in record["service"]


def test_an_organization_lists_its_services_in_brief_or_whole(db, service):
    [brief] = whole_organizations(db, [service.organization_id])
    [full] = whole_organizations(db, [service.organization_id], with_whole_services=True)

    assert brief["services"] == [{"id": service.id, "name": service.name, "status": "active"}]
    assert set(whole_services(db, [service.id])[0]) - set(full["services"][0]) == {"organization"}


def test_what_went_out_comes_in_again_as_it_was(own_database, tmp_path):
    run_import(write_lines(tmp_path / "feed.ndjson", feed_service(1)), "a feed", transaction=transaction)
    [first] = everything()

    run_import(write_lines(tmp_path / "again.ndjson", first), "a feed", transaction=transaction)

    [second] = everything()
    assert {**second, "last_modified": None} == {**first, "last_modified": None}


def everything() -> list[dict[str, Any]]:
    """All services of the database, whole."""
    with reading() as db:
        records: list[dict[str, Any]] = msgspec.to_builtins(whole_services(db, list(db.scalars(select(Service.id)))))
    return records

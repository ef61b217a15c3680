"""A place as FHIR has it."""

from datetime import time

from directory.catalogue.models.places import Accessibility, Address
from directory.exchange.fhir.reading import LOCATION, read_resources
from tests.api.fhir.conftest import valid
from tests.exchange.fhir.test_healthcare_service import TODAY
from tests.factories.catalogue import make_location, make_schedule


def resource_of(db, place):
    db.flush()
    [resource] = read_resources(db, LOCATION, [place.id], TODAY)
    return valid(resource)


def test_where_it_is(db):
    place = make_location(db, (53.78, -1.55))
    place.external_identifier, place.external_identifier_type = "100012345678", "UPRN"

    found = resource_of(db, place)

    assert (found["name"], found["status"], found["mode"]) == ("Beck Lane Hall", "active", "instance")
    assert found["position"] == {"longitude": -1.55, "latitude": 53.78}
    assert found["address"] == {
        "use": "work",
        "type": "physical",
        "line": ["1 Beck Lane"],
        "city": "Larkenshaw",
        "district": "West Yorkshire",
        "postalCode": "LS11 8ND",
        "country": "GB",
    }
    assert found["identifier"][1] == {"type": {"text": "UPRN"}, "value": "100012345678"}


def test_what_is_not_stated_is_not_said(db):
    place = make_location(db)
    place.addresses = [
        Address(address_1="Not stated", city="Leeds", state_province="Not stated", postal_code="Not stated")
    ]

    assert resource_of(db, place)["address"] == {"use": "work", "type": "physical", "city": "Leeds", "country": "GB"}


def test_an_address_to_go_to_comes_before_one_to_write_to(db):
    place = make_location(db)
    place.addresses = [
        Address(
            address_1=f"The {kind} one", city="Leeds", state_province="Yorkshire", postal_code="LS1", address_type=kind
        )
        for kind in ("postal", "physical")
    ]

    assert resource_of(db, place)["address"]["line"] == ["The physical one"]


def test_how_to_get_in_and_when_it_is_open(db):
    place = make_location(db)
    place.description, place.transportation, place.location_type = "A hall", "Bus 4", "virtual"
    place.accessibility = [Accessibility(description="Step-free entrance")]
    schedule = make_schedule("MO", opens_at=time(9), closes_at=time(17))
    schedule.location_id = place.id
    db.add(schedule)

    found = resource_of(db, place)

    assert found["description"] == "A hall\n\nStep-free entrance\n\nBus 4"
    assert found["hoursOfOperation"] == [{"daysOfWeek": ["mon"], "openingTime": "09:00:00", "closingTime": "17:00:00"}]
    assert found["type"] == [{"text": "Virtual"}]

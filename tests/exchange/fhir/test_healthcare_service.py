"""A service as FHIR has it: what each fact becomes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from directory import clock
from directory.catalogue.models.conditions import CostOption, Funding, ServiceArea, ServiceCapacity
from directory.catalogue.models.contacts import Contact, Language, Phone
from directory.catalogue.models.schedules import ScheduleException, ScheduleObservance
from directory.catalogue.models.taxonomies import Attribute, Taxonomy, TaxonomyTerm
from directory.db import new_id
from directory.exchange.fhir.reading import HEALTHCARE_SERVICE, read_resources
from tests.api.fhir.conftest import valid
from tests.factories.catalogue import make_schedule, make_service, make_term

TODAY = date(2026, 6, 1)


def resource_of(db, service):
    db.flush()
    [resource] = read_resources(db, HEALTHCARE_SERVICE, [service.id], TODAY)
    return valid(resource)


def test_what_a_service_is_called_and_who_runs_it(db):
    service = make_service(db, description="<p>Walks &amp; tea.</p>", last_modified=datetime(2026, 3, 1, 9, tzinfo=UTC))

    found = resource_of(db, service)

    assert found["id"] == str(service.id)
    assert found["identifier"] == [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{service.id}"}]
    assert found["meta"] == {"lastUpdated": "2026-03-01T09:00:00.000Z"}
    assert (found["name"], found["comment"], found["active"]) == ("Walking group", "Walks & tea.", True)
    assert found["providedBy"] == {
        "reference": f"Organization/{service.organization_id}",
        "display": "Beck Lane Community Centre",
    }
    assert found["location"][0]["reference"] == f"Location/{service.places[0].location_id}"


def test_half_past_ten_on_tuesdays(db):
    found = resource_of(db, make_service(db))

    assert found["availableTime"] == [
        {"daysOfWeek": ["tue"], "availableStartTime": "10:30:00", "availableEndTime": "12:00:00"}
    ]
    assert "availabilityExceptions" not in found
    assert "notAvailable" not in found


TIMES = {
    "two days": (
        make_schedule("TU,MO", opens_at=time(9), closes_at=time(17)),
        [{"daysOfWeek": ["mon", "tue"], "availableStartTime": "09:00:00", "availableEndTime": "17:00:00"}],
        None,
    ),
    "all day": (
        make_schedule("SA", opens_at=time(0), closes_at=time(23, 59)),
        [{"daysOfWeek": ["sat"], "allDay": True}],
        None,
    ),
    "no hours": (make_schedule("FR"), [{"daysOfWeek": ["fri"]}], None),
    "the day of its first date": (
        make_schedule(None, dtstart=date(2026, 3, 6), opens_at=time(9)),
        [{"daysOfWeek": ["fri"], "availableStartTime": "09:00:00"}],
        None,
    ),
    "midnight to midnight": (make_schedule("FR", opens_at=time(0), closes_at=time(0)), [{"daysOfWeek": ["fri"]}], None),
    "every month": (
        make_schedule("2WE", "MONTHLY", opens_at=time(14), closes_at=time(15, 30)),
        None,
        "Second Wednesday of the month, 2pm to 3:30pm.",
    ),
    "every other week": (
        make_schedule("MO", interval=2, dtstart=date(2026, 5, 4), opens_at=time(10)),
        None,
        "Every other Monday, from 10am.",
    ),
    "until a day": (
        make_schedule("TU", until=date(2026, 7, 21), opens_at=time(10)),
        [{"daysOfWeek": ["tue"], "availableStartTime": "10:00:00"}],
        "Every Tuesday, from 10am; until 21 July 2026.",
    ),
    "not yet": (
        make_schedule("TU", dtstart=date(2026, 9, 1), opens_at=time(10)),
        None,
        "Every Tuesday, from 10am; from 1 September 2026.",
    ),
    "over": (make_schedule("TU", until=date(2026, 5, 1), opens_at=time(10)), None, None),
    "said to hold until": (
        make_schedule("TU", valid_to=date(2026, 5, 1), opens_at=time(10)),
        None,
        "Every Tuesday, from 10am; this was said to hold until 1 May 2026.",
    ),
    "a day that is past": (make_schedule(None, None, dtstart=date(2026, 5, 1), opens_at=time(10)), None, None),
    "a day to come": (
        make_schedule(None, None, dtstart=date(2026, 7, 4), opens_at=time(10)),
        None,
        "Saturday 4 July 2026, from 10am.",
    ),
    "in words": (make_schedule(None, None, description="Ring to ask"), None, "Ring to ask."),
}


@pytest.mark.parametrize(("schedule", "times", "words"), TIMES.values(), ids=TIMES)
def test_when_it_happens(db, schedule, times, words):
    service = make_service(db)
    columns = {each.key: getattr(schedule, each.key) for each in schedule.__table__.columns if each.key != "id"}
    service.schedules = [make_schedule(**columns)]

    found = resource_of(db, service)

    assert found.get("availableTime") == times
    assert found.get("availabilityExceptions") == words


def test_a_closure_is_one_of_the_service_and_what_depends_on_terms_is_told(db):
    service = make_service(db)
    service.schedules[0].exceptions = [
        ScheduleException(kind="closed", starts_on=date(2026, 7, 20), ends_on=date(2026, 8, 31), reason="Summer"),
        ScheduleException(kind="closed", starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 2)),
    ]
    service.schedules[0].observances = [ScheduleObservance(calendar="bank holidays", observance="closed")]

    found = resource_of(db, service)

    assert found["notAvailable"] == [
        {"description": "Summer", "during": {"start": "2026-07-20", "end": "2026-08-31"}},
    ]
    assert "not on bank holidays" in found["availabilityExceptions"]
    assert found["availableTime"][0]["daysOfWeek"] == ["tue"]


def test_a_closure_of_one_pattern_among_several_does_not_close_the_service(db):
    service = make_service(db)
    pause = ScheduleException(kind="closed", starts_on=date(2026, 7, 20), ends_on=date(2026, 8, 31))
    service.schedules = [make_schedule("TU", exceptions=[pause]), make_schedule("TH")]

    found = resource_of(db, service)

    assert "notAvailable" not in found
    assert "closed from 20 July 2026 to 31 August 2026" in found["availabilityExceptions"]


def test_times_at_several_places_say_where(db):
    service = make_service(db)
    service.schedules = []
    other = make_service(db, "Other").places[0]
    service.places[0].schedules = [make_schedule("MO", opens_at=time(10))]
    other.service, other.schedules = service, [make_schedule("TH", opens_at=time(10))]

    found = resource_of(db, service)

    assert len(found["availableTime"]) == 2
    assert "Every Monday, from 10am, at Beck Lane Hall." in found["availabilityExceptions"]


COSTS = {
    "free": ([0], ["free"]),
    "paid": ([300], ["cost"]),
    "free for some": ([0, 300], ["cost", "disc"]),
    "unknown": ([], []),
}


@pytest.mark.parametrize(("pence", "codes"), COSTS.values(), ids=COSTS)
def test_what_it_costs(db, pence, codes):
    service = make_service(db)
    service.cost_options = [
        CostOption(option="Adults", amount_pence=each, amount_description="a visit") for each in pence
    ]

    found = resource_of(db, service)

    assert [each["coding"][0]["code"] for each in found.get("serviceProvisionCode", [])] == codes
    assert ("Adults: 3.00 GBP a visit" in found.get("extraDetails", "")) is (300 in pence)


@pytest.mark.parametrize(
    ("room", "code"), [("has room", "capacity"), ("waiting list", "waitlist"), ("full", "no-capacity")]
)
def test_how_much_room_there_is_comes_from_what_was_said_last(db, room, code):
    service = make_service(db)
    for number, each in enumerate(("full", room), 1):
        said_at = clock.now() - timedelta(days=9 - number)
        db.add(ServiceCapacity(service_id=service.id, room=each, updated=said_at))

    [extension] = resource_of(db, service)["extension"]

    assert extension["extension"][0]["valueCodeableConcept"]["coding"][0]["code"] == code


def test_room_that_was_said_too_long_ago_is_left_out(db):
    service = make_service(db)
    db.add(ServiceCapacity(service_id=service.id, room="full", updated=datetime(2026, 3, 1, tzinfo=UTC)))

    assert "extension" not in resource_of(db, service)


def test_terms_are_types_beneath_categories_and_people_and_needs(db):
    outdoors = make_term(db, "Outdoors", code="outdoors")
    db.get(Taxonomy, outdoors.taxonomy_id).uri = "https://words.example/interests"
    walking = TaxonomyTerm(
        id=new_id(), taxonomy_id=outdoors.taxonomy_id, parent_id=outdoors.id, name="Walking", description="On foot"
    )
    db.add(walking)
    db.flush()
    service, lonely, carers = make_service(db, terms=[walking]), make_term(db, "Lonely"), make_term(db, "Carers")
    for term, kind in ((lonely, "need"), (carers, "service_eligibility")):
        db.add(Attribute(link_id=service.id, link_entity="service", link_type=kind, taxonomy_term_id=term.id))

    found = resource_of(db, service)

    system = "https://words.example/interests"
    assert found["type"] == [
        {"coding": [{"system": system, "code": str(walking.id), "display": "Walking"}], "text": "Walking"}
    ]
    assert found["category"][0]["coding"] == [{"system": system, "code": "outdoors", "display": "Outdoors"}]
    assert found["characteristic"][0]["text"] == "Lonely"
    assert found["eligibility"][0]["code"]["text"] == "Carers"
    assert found["eligibility"][0]["code"]["coding"][0]["system"] == f"urn:uuid:{carers.taxonomy_id}"


AGES = {(18, None): "Aged 18 or over", (None, 25): "Aged 25 or under", (8, 12): "Aged 8 to 12", (None, None): None}


@pytest.mark.parametrize(("ages", "words"), AGES.items())
def test_whom_it_is_for(db, ages, words):
    service = make_service(db, minimum_age=ages[0], maximum_age=ages[1], eligibility_description="Residents")

    found = resource_of(db, service)["eligibility"]

    assert found == [*([{"code": {"text": words}}] if words else []), {"comment": "Residents"}]


def test_how_to_reach_it_each_way_once(db):
    service = make_service(db, email="walks@becklane.example", url="https://becklane.example")
    contact = Contact(id=new_id(), service_id=service.id, email="walks@becklane.example")
    db.add(contact)
    db.flush()
    db.add(Phone(service_id=service.id, number="0113 496 0000", extension="2"))
    db.add(Phone(contact_id=contact.id, number="07700 900000", type="text"))

    found = resource_of(db, service)["telecom"]

    assert [(each["system"], each["value"]) for each in found] == [
        ("phone", "0113 496 0000 ext. 2"),
        ("email", "walks@becklane.example"),
        ("url", "https://becklane.example"),
        ("sms", "07700 900000"),
    ]
    assert {each["use"] for each in found} == {"work"}


def test_the_rest_is_told_in_words(db):
    service = make_service(db, alert="Moved for June", alternate_name="The Walk", application_process="Just come")
    service.cost_help = "Ask about free places"
    db.add(ServiceArea(service_id=service.id, name="Leeds"))
    db.add(Funding(service_id=service.id, source="The lottery"))
    db.add(Language(service_id=service.id, code="pa", name="Punjabi"))
    db.add(Language(service_id=service.id, name="Whatever you speak"))

    found = resource_of(db, service)

    assert found["extraDetails"].split("\n\n") == [
        "Moved for June",
        "Also called: The Walk",
        "Cost: Everyone: free",
        "Help with the cost: Ask about free places",
        "Paid for by: The lottery",
    ]
    assert found["coverageArea"] == [{"display": "Leeds"}]
    assert found["referralMethod"] == [{"text": "Just come"}]
    assert {each["text"] for each in found["communication"]} == {"Punjabi", "Whatever you speak"}

"""Adding what an editor, or the fictional town, adds."""

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from directory.catalogue.adding import (
    AccessInput,
    ContactInput,
    CostInput,
    OrganizationInput,
    PlaceInput,
    ScheduleInput,
    ServiceInput,
    add_organization,
    add_place,
    add_service,
)
from directory.catalogue.models.conditions import Room
from directory.catalogue.models.contacts import Phone
from directory.catalogue.models.schedules import AttendingType, Calendar, Observance, ScheduleObservance
from directory.catalogue.models.services import ServiceStatus
from directory.catalogue.models.taxonomies import Attribute
from directory.catalogue.queries import catalogue_version, get_service
from directory.db import new_id
from tests.factories.catalogue import make_term

TUESDAY = ScheduleInput("WEEKLY", "TU", time(10, 30), time(12), AttendingType.VENUE)


@pytest.fixture
def organization(db):
    return add_organization(db, OrganizationInput("Beck Lane Centre", "<p>Tea</p><script>x</script>", phone="0113 1"))


@pytest.fixture
def hall(db):
    facts = (AccessInput("Step-free entrance"), AccessInput("Hearing loop", "Asked for", is_missing=True))
    return add_place(
        db, PlaceInput("Hall", "1 Beck Lane", "Leeds", "West Yorkshire", "LS11 8ND", (53.78, -1.55), access=facts)
    )


def test_an_organization_is_added_with_its_telephone_and_harmless_words(db, organization):
    db.flush()

    assert organization.description == "<p>Tea</p>"
    assert db.scalars(select(Phone.number).where(Phone.organization_id == organization.id)).all() == ["0113 1"]


def test_a_place_says_what_there_is_and_what_there_is_not(db, hall):
    db.flush()

    assert (hall.latitude, hall.longitude) == (53.78, -1.55)
    assert hall.addresses[0].postal_code == "LS11 8ND"
    assert [(fact.accessibility, fact.description, fact.details) for fact in hall.accessibility] == [
        ("present", "Step-free entrance", None),
        ("missing", "No hearing loop", "Asked for"),
    ]


def test_a_service_is_added_with_everything_that_hangs_on_it(db, organization, hall):
    interest, need = make_term(db, "Walking"), make_term(db, "Getting out")
    wanted = ServiceInput(
        organization_id=organization.id,
        name="Walking group",
        description="A gentle walk.",
        place_ids=[hall.id],
        schedules=[TUESDAY, ScheduleInput("WEEKLY", "TH", time(14), None, AttendingType.VENUE, place_id=hall.id)],
        costs=[CostInput("Everyone", 150)],
        contact=ContactInput("Organiser", "Sam", "sam@becklane.example", "0113 2"),
        language_codes=["en", "pa"],
        term_ids={"service_type": [interest.id], "need": [need.id]},
        room=Room.WAITING_LIST,
        assured_date=date(2026, 3, 1),
    )
    before = catalogue_version(db)

    add_service(db, wanted)
    db.flush()
    db.expunge_all()

    service = get_service(db, wanted.id)
    assert (service.status, service.email) == (ServiceStatus.ACTIVE, "sam@becklane.example")
    assert [schedule.byday for schedule in service.schedules] == ["TU"]
    assert [(place.location_id, [each.byday for each in place.schedules]) for place in service.places] == [
        (hall.id, ["TH"])
    ]
    assert [(cost.amount_pence, cost.currency) for cost in service.cost_options] == [(150, "gbp")]
    assert [(each.name, [phone.number for phone in each.phones]) for each in service.contacts] == [("Sam", ["0113 2"])]
    assert sorted(language.code for language in service.languages) == ["en", "pa"]
    assert [(each.room, each.available) for each in service.capacities] == [("waiting list", None)]
    assert {(each.link_type, each.term.name) for each in service.attributes} == {
        ("service_type", "Walking"),
        ("need", "Getting out"),
    }
    assert catalogue_version(db) == before + 1


def test_the_least_a_service_needs_is_a_group_a_name_and_words(db, organization):
    wanted = ServiceInput(organization.id, "Telephone friends", "We ring you.")

    add_service(db, wanted)
    db.flush()
    db.expunge_all()

    service = get_service(db, wanted.id)
    assert (service.schedules, service.places, service.cost_options, service.capacities) == ([], [], [], [])
    assert db.scalars(select(Attribute)).all() == []


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"name": ""}, id="no name"),
        pytest.param({"minimum_age": 60, "maximum_age": 50}, id="ages in the wrong order"),
        pytest.param({"minimum_age": -1}, id="age below nought"),
        pytest.param({"costs": [CostInput("Everyone", -1)]}, id="cost below nought"),
        pytest.param({"schedules": [ScheduleInput("DAILY", "TU", None, None, AttendingType.VENUE)]}, id="frequency"),
        pytest.param({"room": Room.HAS_ROOM, "places_left": -1}, id="places below nought"),
        pytest.param({"place_ids": [new_id()]}, id="a place that is not there"),
        pytest.param({"term_ids": {"need": [new_id()]}}, id="a term that is not there"),
    ],
)
def test_the_database_refuses(db, organization, more):
    db.flush()

    with pytest.raises(IntegrityError):
        add_and_flush(db, ServiceInput(**{"organization_id": organization.id, "name": "x", "description": "x", **more}))


def add_and_flush(db, wanted: ServiceInput) -> None:
    add_service(db, wanted)
    db.flush()


def test_a_schedule_may_keep_school_terms(db, organization):
    in_term = replace(TUESDAY, observances={Calendar.SCHOOL_HOLIDAYS: Observance.CLOSED})

    add_service(db, ServiceInput(organization.id, "Choir", "We sing.", schedules=[in_term]))
    db.flush()

    kept = db.scalars(select(ScheduleObservance)).one()
    assert (kept.calendar, kept.observance) == ("school holidays", "closed")

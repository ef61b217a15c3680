"""What is compared of services and organizations."""

from directory.catalogue.duplicates.subjects import read_organizations, read_services
from directory.catalogue.models.contacts import Contact, Phone
from directory.catalogue.models.organizations import OrganizationIdentifier
from directory.catalogue.models.schedules import Schedule
from tests.factories.catalogue import LEEDS, make_organization, make_service


def test_a_service_is_read_with_how_to_reach_it_and_who_runs_it(db):
    group = make_organization(db, website="https://www.becklane.example/", email="hall@becklane.example")
    service = make_service(db, "The Walking Group", organization=group, email="walks@becklane.example")
    db.add(Contact(service_id=service.id, email="Ann@becklane.example", phones=[Phone(number="0113 496 0000")]))
    db.add(Phone(organization_id=group.id, number="0113 496 0001"))
    db.add(OrganizationIdentifier(organization_id=group.id, identifier_type="Charity number", identifier="12"))
    db.add(Schedule(service_at_location_id=service.places[0].id, freq="WEEKLY", byday="FR,SA", opens_at=None))
    db.flush()

    [read] = read_services(db)

    assert (read.record_id, read.names, read.group) == (service.id, (("walking", "group"),), group.name)
    assert read.phones == {"01134960000", "01134960001"}
    assert read.emails == {"walks@becklane.example", "ann@becklane.example", "hall@becklane.example"}
    assert read.pages == {"becklane.example"}
    assert read.identifiers == {("GB-CHC", "12")}
    assert (read.postcodes, read.points) == ({"LS118ND"}, (LEEDS,))
    assert read.times == {"TU 10:30"}


def test_what_has_ended_is_not_compared(db):
    make_service(db, "Gone", status="defunct")

    assert read_services(db) == []


def test_an_organization_is_where_its_services_are(db):
    make_service(db, "Walking group")

    [read] = read_organizations(db)

    assert read.postcodes == {"LS118ND"}
    assert read.group == ""


def test_another_name_counts_as_a_name(db):
    make_organization(db, "Larkenshaw Makers", alternate_name="The Shed")
    db.flush()

    assert read_organizations(db)[0].names == (("larkenshaw", "makers"), ("shed",))

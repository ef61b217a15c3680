"""Every search parameter: a town of a few, and which of them each question leaves."""

from datetime import UTC, datetime

import pytest

from directory.catalogue.models.organizations import OrganizationIdentifier
from directory.catalogue.models.taxonomies import Attribute, Taxonomy, TaxonomyTerm
from directory.db import new_id
from tests.factories.catalogue import make_organization, make_service, make_term

WALK, TALK, LINE = "Café walk", "Tea and talk", "Help line 100%, free"
SYSTEM = "https://words.example/interests"


@pytest.fixture
def town(db):
    """Three services of two organizations, in Leeds, in Manchester and nowhere; they differ in all there is to ask."""
    outdoors = make_term(db, "Outdoors", code="outdoors")
    db.get(Taxonomy, outdoors.taxonomy_id).uri = SYSTEM
    walking = TaxonomyTerm(
        id=new_id(),
        taxonomy_id=outdoors.taxonomy_id,
        parent_id=outdoors.id,
        code="walking",
        name="Walking",
        description="On foot",
    )
    db.add(walking)
    lonely, charity = make_term(db, "Lonely"), make_term(db, "Charity", code="charity")
    beck = make_organization(db, "Beck Lane", alternate_name="The Beck", last_modified=at(1))
    friends = make_organization(db, "Phone Friends", last_modified=at(2))
    walk = make_service(db, WALK, organization=beck, terms=[walking], last_modified=at(1))
    talk = make_service(db, TALK, organization=beck, point=(53.48, -2.24), last_modified=at(2), status="inactive")
    line = make_service(db, LINE, organization=friends, point=None, last_modified=at(3))
    hall = walk.places[0].location
    hall.organization_id, hall.external_identifier = beck.id, "100012345678"
    friends.parent_organization_id = beck.id
    talk.places[0].location.name, talk.places[0].location.alternate_name = "Town Hall", "Chambers"
    talk.places[0].location.addresses[0].postal_code = "M2 5DB"
    talk.places[0].location.addresses[0].city = "Manchester"
    for entity, record, kind, term in (
        ("service", line, "need", lonely),
        ("organization", friends, "organization_type", charity),
    ):
        db.add(Attribute(link_id=record.id, link_entity=entity, link_type=kind, taxonomy_term_id=term.id))
    db.add(
        OrganizationIdentifier(organization_id=beck.id, identifier_scheme="GB-CHC", identifier_type="x", identifier="1")
    )
    db.add(OrganizationIdentifier(organization_id=friends.id, identifier_type="x", identifier="2"))
    db.commit()
    return {
        "walk": walk.id,
        "talk": talk.id,
        "line": line.id,
        "beck": beck.id,
        "friends": friends.id,
        "hall": hall.id,
        "lonely": lonely.id,
        "needs": lonely.taxonomy_id,
    }


def at(day: int) -> datetime:
    return datetime(2026, 3, day, 9, 30, tzinfo=UTC)


ALL = {WALK, TALK, LINE}
SERVICES = {
    "all": ("", ALL),
    "an id": ("_id={walk}", {WALK}),
    "either id": ("_id={walk},{line}", {WALK, LINE}),
    "both ids": ("_id={walk}&_id={line}", set()),
    "no id of ours": ("_id=one", set()),
    "a beginning": ("name=tea", {TALK}),
    "not a beginning": ("name=talk", set()),
    "within": ("name:contains=TALK", {TALK}),
    "exactly": (f"name:exact={TALK}", {TALK}),
    "not exactly": ("name:exact=tea and talk", set()),
    "a sign of the database": ("name:contains=%25", {LINE}),
    "an underscore": ("name:contains=_", set()),
    "a comma in a value": (r"name:contains=100%25\, free", {LINE}),
    "either name": ("name=tea,help", {TALK, LINE}),
    "the day": ("_lastUpdated=2026-03-02", {TALK}),
    "another day": ("_lastUpdated=ne2026-03-02", {WALK, LINE}),
    "from a day": ("_lastUpdated=ge2026-03-02", {TALK, LINE}),
    "after a day": ("_lastUpdated=gt2026-03-02", {LINE}),
    "until a day": ("_lastUpdated=le2026-03-02", {WALK, TALK}),
    "before a day": ("_lastUpdated=lt2026-03-02", {WALK}),
    "between": ("_lastUpdated=gt2026-03-01&_lastUpdated=lt2026-03-03", {TALK}),
    "a month": ("_lastUpdated=2026-03", ALL),
    "after a year": ("_lastUpdated=gt2026", set()),
    "at a second": ("_lastUpdated=eq2026-03-02T09:30:00Z", {TALK}),
    "after a moment in it": ("_lastUpdated=gt2026-03-02T09:29:59.999Z", {TALK, LINE}),
    "in a zone": ("_lastUpdated=2026-03-02T10:30:00%2B01:00", {TALK}),
    "in a zone, its plus lost": ("_lastUpdated=2026-03-02T10:30:00+01:00", {TALK}),
    "active": ("active=true", {WALK, LINE}),
    "not active": ("active=false", {TALK}),
    "neither": ("active=perhaps", set()),
    "its identifier": ("identifier=urn:ietf:rfc:3986|urn:uuid:{walk}", {WALK}),
    "its identifier alone": ("identifier=urn:uuid:{walk}", {WALK}),
    "an identifier of others": ("identifier=http://x.example|urn:uuid:{walk}", set()),
    "an organization": ("organization=Organization/{beck}", {WALK, TALK}),
    "an organization by id": ("organization={friends}", {LINE}),
    "an organization by address": ("organization=http://localhost/fhir/Organization/{friends}", {LINE}),
    "an organization elsewhere": ("organization=http://x.example/fhir/Organization/{friends}", set()),
    "a reference to another kind": ("organization=Location/{friends}", set()),
    "a place": ("location=Location/{hall}", {WALK}),
    "a type": ("service-type=walking", {WALK}),
    "a type of a vocabulary": (f"service-type={SYSTEM}|walking", {WALK}),
    "a type of another vocabulary": ("service-type=https://x.example|walking", set()),
    "a type of none": ("service-type=|walking", set()),
    "any type of a vocabulary": (f"service-type={SYSTEM}|", {WALK}),
    "a type above": ("service-type=outdoors", set()),
    "a category": (f"service-category={SYSTEM}|outdoors", {WALK}),
    "a category that is a type beneath": ("service-category=walking", set()),
    "a need by its id": ("characteristic=urn:uuid:{needs}|{lonely}", {LINE}),
    "all that is asked": ("active=true&organization={beck}", {WALK}),
}


@pytest.mark.parametrize(("asked", "left"), SERVICES.values(), ids=SERVICES)
def test_each_question_leaves_these_services(names, town, asked, left):
    assert set(names("/HealthcareService?" + asked.format(**town))) == left


BECK, FRIENDS = "Beck Lane", "Phone Friends"
ORGANIZATIONS = {
    "all": ("", {BECK, FRIENDS}),
    "an id": ("_id={beck}", {BECK}),
    "a name": ("name=phone", {FRIENDS}),
    "another name": ("name=the beck", {BECK}),
    "active": ("active=true", {BECK, FRIENDS}),
    "not active": ("active=false", set()),
    "a number": ("identifier=1", {BECK}),
    "a number in a register": ("identifier=http://org-id.guide/list/GB-CHC|1", {BECK}),
    "a number in another": ("identifier=http://org-id.guide/list/GB-COH|1", set()),
    "a number in none": ("identifier=|2", {FRIENDS}),
    "any number in a register": ("identifier=http://org-id.guide/list/GB-CHC|", {BECK}),
    "its identifier": ("identifier=urn:uuid:{beck}", {BECK}),
    "a type": ("type=charity", {FRIENDS}),
    "part of": ("partof=Organization/{beck}", {FRIENDS}),
    "changed since": ("_lastUpdated=ge2026-03-02", {FRIENDS}),
}


@pytest.mark.parametrize(("asked", "left"), ORGANIZATIONS.values(), ids=ORGANIZATIONS)
def test_each_question_leaves_these_organizations(names, town, asked, left):
    assert set(names("/Organization?" + asked.format(**town))) == left


HALL, TOWN_HALL = "Beck Lane Hall", "Town Hall"
LOCATIONS = {
    "all": ("", {HALL, TOWN_HALL}),
    "a name": ("name=town", {TOWN_HALL}),
    "another name": ("name=chamb", {TOWN_HALL}),
    "a number elsewhere": ("identifier=100012345678", {HALL}),
    "a number in a system": ("identifier=https://x.example|100012345678", set()),
    "active": ("status=active", {HALL, TOWN_HALL}),
    "suspended": ("status=suspended", set()),
    "whose it is": ("organization=Organization/{beck}", {HALL}),
    "a town": ("address-city=manch", {TOWN_HALL}),
    "the beginning of a postcode": ("address-postalcode=ls11", {HALL}),
    "a postcode without its space": ("address-postalcode=LS118ND", {HALL}),
    "a postcode": ("address-postalcode=LS11 8ND", {HALL}),
    "near": ("near=53.78|-1.55|1|km", {HALL}),
    "near, in metres": ("near=53.79|-1.55|1000|m", set()),
    "a little farther, in miles": ("near=53.79|-1.55|1|mi", {HALL}),
    "as near as usual": ("near=53.79|-1.55", {HALL}),
    "far": ("near=53.78|-1.55|100|km", {HALL, TOWN_HALL}),
    "near either": ("near=53.78|-1.55|1|km,53.48|-2.24|1|km", {HALL, TOWN_HALL}),
    "near both": ("near=53.78|-1.55|1|km&near=53.48|-2.24|1|km", set()),
    "near and named": ("near=53.78|-1.55|100|km&name=town", {TOWN_HALL}),
}


@pytest.mark.parametrize(("asked", "left"), LOCATIONS.values(), ids=LOCATIONS)
def test_each_question_leaves_these_places(names, town, asked, left):
    assert set(names("/Location?" + asked.format(**town))) == left

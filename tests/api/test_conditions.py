"""Every parameter that chooses services: a town of a few, and which of them each question leaves."""

from datetime import UTC, date, datetime, time

import pytest

from directory.catalogue.models.conditions import ServiceArea
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm
from directory.db import new_id
from tests.factories.catalogue import make_organization, make_service, make_term

SQUARE = '{"type": "Polygon", "coordinates": [[[-1.6, 53.7], [-1.5, 53.7], [-1.5, 53.9], [-1.6, 53.9], [-1.6, 53.7]]]}'


@pytest.fixture
def town(db, postcodes):
    """Three services of two organizations, in Leeds, in Manchester and nowhere; they differ in all there is to ask."""
    outdoors = make_term(db, "Outdoors")
    walking = TaxonomyTerm(
        id=new_id(), taxonomy_id=outdoors.taxonomy_id, parent_id=outdoors.id, name="Walking", description="On foot"
    )
    tea = make_term(db, "Tea and cake")
    db.add(walking)
    db.flush()
    beck = make_organization(db, "Beck Lane")
    make_service(
        db, "Café walk", organization=beck, terms=[walking], minimum_age=18, maximum_age=40, last_modified=at(1)
    )
    talk = make_service(
        db, "Tea and talk", organization=beck, point=(53.48, -2.24), terms=[tea], minimum_age=60, last_modified=at(2)
    )
    talk.schedules = [Schedule(freq="MONTHLY", byday="2WE", opens_at=time(14), closes_at=time(15, 30))]
    line = make_service(
        db, "Help line 100%", organization=make_organization(db, "Phone Friends"), point=None, last_modified=at(3)
    )
    line.schedules = [Schedule(freq="WEEKLY", dtstart=date(2026, 3, 6), opens_at=time(9), closes_at=time(17))]
    db.add(ServiceArea(service_id=line.id, name="Leeds", extent=SQUARE, extent_type="geojson"))
    db.add(ServiceArea(service_id=talk.id, name="Leeds"))
    db.add(
        Attribute(
            link_id=line.organization_id,
            link_entity="organization",
            link_type="organization_type",
            taxonomy_term_id=tea.id,
        )
    )
    db.flush()
    db.commit()
    return {
        "outdoors": outdoors.id,
        "walking": walking.id,
        "tea": tea.id,
        "taxonomy": outdoors.taxonomy_id,
        "beck": beck.id,
    }


def at(day: int) -> datetime:
    return datetime(2026, 3, day, 9, 30, 0, 123_456, tzinfo=UTC)


WALK, TALK, LINE = "Café walk", "Tea and talk", "Help line 100%"
CASES = {
    "all": ("", {WALK, TALK, LINE}),
    "a word of the name": ("search=talk", {TALK}),
    "capitals": ("search=TALK", {TALK}),
    "an accent in capitals": ("search=CAFÉ", {WALK}),
    "words in any order": ("search=talk+tea", {TALK}),
    "words that never stand together": ("search=talk+walk", set()),
    "a word of the organization": ("search=friends", {LINE}),
    "a word of a term": ("search=cake", {TALK}),
    "a sign that means something to a database": ("search=100%25", {LINE}),
    "another one": ("search=T_lk", set()),
    "an organization": ("organization_id={beck}", {WALK, TALK}),
    "a term": ("taxonomy_term_id={walking}", {WALK}),
    "a wider term": ("taxonomy_term_id={outdoors}", {WALK}),
    "a term of the organization": ("taxonomy_term_id={tea}", {TALK, LINE}),
    "a taxonomy": ("taxonomy_id={taxonomy}", {WALK}),
    "a moment as it was published": ("modified_after=2026-03-02T09:30:00.123Z", {TALK, LINE}),
    "the moment after": ("modified_after=2026-03-02T09:30:00.124Z", {LINE}),
    "a date": ("modified_after=2026-03-02", {TALK, LINE}),
    "old enough": ("minimum_age=41", {TALK, LINE}),
    "young enough": ("maximum_age=17", {LINE}),
    "of an age": ("minimum_age=30&maximum_age=30", {WALK, LINE}),
    "a day": ("day=TU", {WALK}),
    "a day of the month": ("day=WE", {TALK}),
    "the day of a first date": ("day=FR", {LINE}),
    "no day": ("day=SU", set()),
    "from a time on": ("start_time=10:00", {WALK, TALK}),
    "until a time": ("end_time=15:30", {WALK, TALK}),
    "between times on a day": ("day=TU&start_time=10:30&end_time=12:00", {WALK}),
    "a time on another day": ("day=TU&start_time=14:00", set()),
    "near": ("postcode=LS11+8ND&proximity=100", {WALK}),
    "farther": ("postcode=LS11+9XX&proximity=100", set()),
    "far": ("postcode=LS11+8ND&proximity=100000", {WALK, TALK}),
    "served": ("postcode=LS11+8ND", {LINE}),
    "not served": ("postcode=M1+1AE", set()),
    "two together": ("organization_id={beck}&day=TU", {WALK}),
    "three together": ("organization_id={beck}&day=WE&search=walk", set()),
}


@pytest.mark.parametrize(("asked", "left"), CASES.values(), ids=CASES)
def test_each_question_leaves_these_services(names, town, asked, left):
    assert set(names("/services?" + asked.format(**town))) == left


PLACES = {
    "all": ("", {WALK, TALK}),
    "a word": ("search=talk", {TALK}),
    "near": ("postcode=LS11+8ND&proximity=100", {WALK}),
    "a day of the whole service": ("day=WE", {TALK}),
    "served": ("postcode=LS11+8ND", set()),
    "near on a day": ("postcode=LS11+8ND&proximity=100000&day=WE", {TALK}),
    "an age": ("minimum_age=50", {TALK}),
}


@pytest.mark.parametrize(("asked", "left"), PLACES.values(), ids=PLACES)
def test_each_question_leaves_these_services_at_locations(get, town, asked, left):
    found = get("/service_at_locations?" + asked.format(**town))["contents"]

    assert {each["service"]["name"] for each in found} == left


@pytest.mark.parametrize(("hides", "left"), [(False, ["Walk"]), (True, [])], ids=["told", "hidden"])
def test_terms_of_a_place_are_asked_for_unless_it_hides_where_it_is(names, db, hides, left):
    service, ramp = make_service(db, "Walk"), make_term(db, "Ramp")
    service.places[0].location.hides_address = hides
    place_id = service.places[0].location.id
    db.add(Attribute(link_id=place_id, link_entity="location", link_type="accessibility", taxonomy_term_id=ramp.id))
    db.commit()

    found = names(f"/services?taxonomy_term_id={ramp.id}")

    assert list(found) == left


def test_a_time_at_one_place_leaves_that_place_alone(get, db):
    service = make_service(db, "Walk")
    service.schedules = []
    first, second = service.places[0], make_service(db, "Other").places[0]
    first.schedules = [Schedule(freq="WEEKLY", byday="SA", opens_at=time(9))]
    second.service, second.schedules = service, []
    db.commit()

    found = get("/service_at_locations", day="SA")["contents"]

    assert [each["id"] for each in found] == [str(first.id)]


ORGANIZATIONS = {
    "all": ("", {"Beck Lane", "Phone Friends"}),
    "a word": ("search=beck", {"Beck Lane"}),
    "a word of its services": ("search=walk", set()),
    "a term of its services": ("taxonomy_term_id={walking}", {"Beck Lane"}),
    "a term of its own or its services": ("taxonomy_term_id={tea}", {"Beck Lane", "Phone Friends"}),
    "a taxonomy": ("taxonomy_id={taxonomy}", {"Beck Lane"}),
}


@pytest.mark.parametrize(("asked", "left"), ORGANIZATIONS.values(), ids=ORGANIZATIONS)
def test_each_question_leaves_these_organizations(names, town, asked, left):
    assert set(names("/organizations?" + asked.format(**town))) == left


TERMS = {
    "those in use and above": ("", {"Outdoors", "Walking", "Tea and cake"}),
    "a word": ("search=foot", {"Walking"}),
    "a taxonomy": ("taxonomy_id={taxonomy}", {"Outdoors", "Walking"}),
    "the top": ("top_only=true", {"Outdoors", "Tea and cake"}),
    "beneath one": ("parent_id={outdoors}", {"Walking"}),
}


@pytest.mark.parametrize(("asked", "left"), TERMS.values(), ids=TERMS)
def test_each_question_leaves_these_terms(names, town, asked, left):
    assert set(names("/taxonomy_terms?" + asked.format(**town))) == left


def test_terms_that_nothing_carries_are_not_given_away(names, db, town):
    make_term(db, "Unused")
    db.commit()

    assert "Unused" not in names("/taxonomy_terms")
    assert len(names("/taxonomies")) == 2


def test_a_circle_of_terms_ends(names, db, town):
    outdoors = db.get(TaxonomyTerm, town["outdoors"])
    outdoors.parent_id = town["walking"]
    db.commit()

    assert names("/services", taxonomy_term_id=town["walking"]) == [WALK]
    assert "Walking" in names("/taxonomy_terms")

"""Reading the catalogue, with all that a page shows."""

import pytest
from sqlalchemy.exc import IntegrityError

from directory.catalogue.models.services import ServiceAtLocation
from directory.catalogue.queries import count_services, find_services_named, get_service, list_terms, services_by_id
from directory.db import new_id
from directory.errors import NotFound
from tests.factories.catalogue import make_location, make_organization, make_service, make_term


def test_a_service_comes_with_all_that_its_page_shows(db):
    term = make_term(db)
    service_id = make_service(db, terms=[term]).id
    db.expunge_all()

    service = get_service(db, service_id)

    assert service.organization.name
    assert service.places[0].location.addresses[0].postal_code
    assert service.places[0].location.accessibility == []
    assert service.attributes[0].term.taxonomy.name
    shown = (service.contacts, service.phones, service.languages, service.required_documents, service.service_areas)
    assert shown == ([], [], [], [], [])


def test_a_service_that_is_not_there_is_not_found(db):
    with pytest.raises(NotFound):
        get_service(db, new_id())


def test_services_are_found_by_id_whatever_was_read_before(db):
    known, unknown = make_service(db).id, new_id()
    db.expunge_all()

    found = services_by_id(db, [known, unknown])

    assert list(found) == [known]
    assert found[known].cost_options[0].amount_pence == 0


@pytest.mark.parametrize(
    ("words", "names"),
    [
        pytest.param("walk", ["Walking group"], id="part of a name"),
        pytest.param("WALK", ["Walking group"], id="in capitals"),
        pytest.param("beck", ["Chair yoga", "Walking group"], id="name of the organization"),
        pytest.param("%", ["100% Wool"], id="a sign that means anything elsewhere"),
        pytest.param("_", [], id="a sign that means any letter elsewhere"),
        pytest.param("chess", [], id="nothing"),
    ],
)
def test_services_are_found_by_words_of_their_name(db, words, names):
    beck = make_organization(db)
    for name in ("Walking group", "Chair yoga"):
        make_service(db, name, organization=beck)
    make_service(db, "100% Wool", organization=make_organization(db, "Knitters"))

    assert [service.name for service in find_services_named(db, words)] == names


def test_terms_are_listed_by_name(db):
    first = make_term(db, "Walking")
    make_term(db, "Elsewhere")

    assert [term.name for term in list_terms(db, first.taxonomy_id)] == ["Walking"]


def test_taking_a_service_away_takes_what_hangs_on_it_and_leaves_the_place(db):
    service = get_service(db, make_service(db).id)
    location = service.places[0].location

    db.delete(service)
    db.flush()

    assert count_services(db) == 0
    assert db.query(ServiceAtLocation).count() == 0
    assert db.get(type(location), location.id) is location


def test_a_place_where_something_happens_cannot_be_taken_away(db):
    location = make_location(db)
    service = make_service(db, point=None)
    db.add(ServiceAtLocation(service_id=service.id, location=location))
    db.flush()

    db.delete(location)

    with pytest.raises(IntegrityError):
        db.flush()

"""Who may write what, and who may put it in force."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.history.edits import send_draft, start_listing, write_draft
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.models.taxonomies import Attribute
from directory.champions.suggesting.suggestions import count_waiting, get_suggestion, list_waiting, records_of
from directory.champions.writing import get_to_keep, get_to_write, may_keep
from directory.db import new_id
from directory.errors import NotFound
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_location, make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.duplicates import make_candidate, wanted_merge

MODELS = [pytest.param(model, id=model.__tablename__) for model in (Organization, Location, Service)]


@pytest.fixture
def walking(db):
    return make_term(db, "Walking")


@pytest.fixture
def champion(db, walking):
    actor = make_actor(db, Role.CHAMPION)
    make_walking_domain(db, [walking], db.get(User, actor.user_id))
    return actor


@pytest.fixture
def listing(db, walking):
    return make_service(db, "Walking group", terms=[walking])


def named_by(listing, model):
    """The record of a kind that a listing is, names or happens at."""
    return {Service: listing, Organization: listing.organization, Location: listing.places[0].location}[model]


@pytest.mark.parametrize("model", MODELS)
def test_champion_keeps_what_a_listing_of_their_domain_names(db, champion, listing, model):
    elsewhere = named_by(make_service(db, "Choir"), model)

    assert may_keep(db, champion, named_by(listing, model))
    assert not may_keep(db, champion, elsewhere)


@pytest.mark.parametrize("model", MODELS)
def test_editor_keeps_all_and_a_coordinator_nothing(db, listing, model):
    record = named_by(listing, model)

    assert may_keep(db, make_actor(db, Role.EDITOR), record)
    assert not may_keep(db, make_actor(db, Role.COORDINATOR), record)


@pytest.mark.parametrize("model", [Organization, Location])
def test_nobody_gains_a_place_or_an_organisation_by_naming_it_in_a_draft(db, champion, walking, model):
    known = make_service(db, "Choir")
    draft = start_listing(db, champion, known.organization, "A pretext")
    db.flush()
    db.add(ServiceAtLocation(id=new_id(), service_id=draft.id, location_id=known.places[0].location_id))
    db.add(Attribute(link_id=draft.id, link_entity="service", taxonomy_term_id=walking.id))
    db.flush()

    assert not may_keep(db, champion, named_by(known, model))


@pytest.mark.parametrize("model", MODELS)
def test_staff_write_about_any_record_that_is_listed_and_keep_only_their_own(db, listing, model):
    coordinator, record = make_actor(db, Role.COORDINATOR), named_by(listing, model)

    assert get_to_write(db, coordinator, model, record.id) is record
    with pytest.raises(NotFound):
        get_to_keep(db, coordinator, model, record.id)


def test_who_may_not_suggest_writes_nothing(db):
    place = make_location(db)
    db.flush()

    with pytest.raises(NotFound, match="no such venue"):
        get_to_write(db, make_actor(db, Role.COMMISSIONER), Location, place.id)


@pytest.mark.parametrize("model", MODELS)
def test_what_is_suggested_about_any_record_waits_for_its_champion(db, champion, listing, model):
    coordinator, record = make_actor(db, Role.COORDINATOR), named_by(listing, model)
    other = make_actor(db, Role.CHAMPION)
    write_draft(db, coordinator, record, {"name": "Another name"})
    sent = send_draft(db, coordinator, record, None)
    db.flush()

    assert (count_waiting(db, champion), count_waiting(db, other)) == (1, 0)
    assert get_suggestion(db, champion, sent.id, to_decide=True) == (sent, record)
    assert records_of(db, list_waiting(db, champion)) == {record.id: record}
    with pytest.raises(NotFound):
        get_suggestion(db, other, sent.id)


@pytest.mark.parametrize("to_change", [True, False])
def test_what_is_typed_about_a_listing_that_became_one_with_another_is_about_that_one(db, to_change):
    editor, kept, old = make_actor(db, Role.EDITOR), make_service(db, "Walkers"), make_service(db, "The walkers")
    kept_id, old_id, candidate = kept.id, old.id, make_candidate(db, kept, old)
    merge_records(db, editor, candidate, wanted_merge(db, candidate, kept))

    assert get_to_write(db, editor, Service, old_id, to_change=to_change).id == kept_id
    assert get_to_keep(db, editor, Service, old_id, to_change=to_change).id == kept_id

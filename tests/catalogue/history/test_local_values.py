"""What people here change in a listing that a source gave, and the source's own word beside it."""

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.catalogue.history.local_values import list_sources, local_values, seen_beside
from directory.catalogue.inputs import ServiceEditInput
from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.models.sources import Source, SourceRecord
from directory.catalogue.operations import assure_service, edit_service, take_source_value
from directory.catalogue.queries import catalogue_version, get_service
from directory.db import new_id, transaction
from directory.errors import Conflict
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service


@pytest.fixture
def editor(db):
    return make_actor(db, Role.EDITOR)


@pytest.fixture
def listing(db):
    return given_by_the_council(db)


def given_by_the_council(db):
    """A listing that the council's list gives."""
    listing = make_service(db, "Walking group", minimum_age=16)
    source = Source(id=new_id(), name="The council")
    db.add(source)
    db.flush()
    db.add(
        SourceRecord(source_id=source.id, entity="service", source_key="1", record_id=listing.id, digest=b"as it was")
    )
    db.flush()
    return listing


def edited(db, editor, listing, **more):
    unchanged = {name: getattr(listing, name) for name in ServiceEditInput.__dataclass_fields__}
    wanted = {**unchanged, "status": ServiceStatus(listing.status), **more}
    changed = edit_service(db, editor, listing, ServiceEditInput(**wanted))
    db.flush()
    return changed


def kept(db, listing):
    return {field: each.source_value for field, each in local_values(db, "service", listing.id).items()}


def test_sources_of_a_listing_are_named(db, listing):
    assert [each.name for each in list_sources(db, "service", listing.id)] == ["The council"]


def test_an_edit_keeps_what_the_source_says_beside_it(db, editor, listing):
    edited(db, editor, listing, name="Walk and talk", minimum_age=None, alert="Not at Easter")

    assert kept(db, listing) == {"name": "Walking group", "minimum_age": 16, "alert": None}
    assert listing.name == "Walk and talk"


def test_a_second_edit_still_remembers_the_source(db, editor, listing):
    edited(db, editor, listing, name="Walk and talk")
    edited(db, editor, listing, name="Walk, talk and tea")

    assert kept(db, listing) == {"name": "Walking group"}


def test_an_edit_back_to_what_the_source_says_keeps_nothing(db, editor, listing):
    edited(db, editor, listing, name="Walk and talk")
    edited(db, editor, listing, name="Walking group")

    assert kept(db, listing) == {}


def test_a_check_made_here_is_kept(db, editor, listing):
    assure_service(db, editor, listing, clock.today())
    db.flush()

    assert kept(db, listing) == {"assured_date": None}


def test_a_listing_of_our_own_has_nothing_beside_it(db, editor):
    listing = make_service(db, "Our own group")
    edited(db, editor, listing, name="Another name")

    assert kept(db, listing) == {}
    assert list_sources(db, "service", listing.id) == []


def test_taking_the_sources_word_changes_the_listing_back(db, editor, listing):
    edited(db, editor, listing, name="Walk and talk", minimum_age=18)
    before = catalogue_version(db)

    take_source_value(db, editor, listing, "minimum_age", seen_beside(listing, "minimum_age", 16))
    db.flush()

    assert (listing.name, listing.minimum_age) == ("Walk and talk", 16)
    assert kept(db, listing) == {"name": "Walking group"}
    assert catalogue_version(db) == before + 1


@pytest.mark.parametrize("field", ["name", "no such field", ""])
def test_a_word_that_is_no_longer_beside_the_listing_is_not_taken(db, editor, listing, field):
    with pytest.raises(Conflict, match="Somebody changed"):
        take_source_value(db, editor, listing, field, seen_beside(listing, field, "Walking group"))


def test_who_saw_an_older_listing_is_told_before_the_sources_word_is_taken(db, editor, listing):
    edited(db, editor, listing, minimum_age=18)
    seen = seen_beside(listing, "minimum_age", 16)
    edited(db, editor, listing, minimum_age=21)

    with pytest.raises(Conflict, match="Somebody changed"):
        take_source_value(db, editor, listing, "minimum_age", seen)

    assert listing.minimum_age == 21


def test_who_saw_an_older_word_of_the_source_is_told_before_it_is_taken(db, editor, listing):
    edited(db, editor, listing, minimum_age=18)
    seen = seen_beside(listing, "minimum_age", 16)
    local_values(db, "service", listing.id)["minimum_age"].source_value = 14

    with pytest.raises(Conflict, match="Somebody changed"):
        take_source_value(db, editor, listing, "minimum_age", seen)

    assert listing.minimum_age == 18


def test_of_two_who_take_the_sources_word_at_once_the_second_is_told(own_database, at_once):
    with transaction() as db:
        editor, found = make_actor(db, Role.EDITOR), given_by_the_council(db)
        edited(db, editor, found, minimum_age=18)
        service_id, seen = found.id, seen_beside(found, "minimum_age", 16)

    def take() -> None:
        with transaction() as db:
            take_source_value(db, editor, get_service(db, service_id), "minimum_age", seen)

    results = at_once(take, take)

    assert [type(each) for each in results if each is not None] == [Conflict]
    with transaction() as db:
        assert db.get(Service, service_id).minimum_age == 16

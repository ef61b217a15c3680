"""What people here change in a listing that a source gave, and the source's own word beside it."""

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.catalogue.history.local_values import list_sources, local_values
from directory.catalogue.inputs import ServiceEditInput
from directory.catalogue.models.services import ServiceStatus
from directory.catalogue.models.sources import Source, SourceRecord
from directory.catalogue.operations import assure_service, edit_service, take_source_value
from directory.catalogue.queries import catalogue_version
from directory.db import new_id
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service


@pytest.fixture
def editor(db):
    return make_actor(db, Role.EDITOR)


@pytest.fixture
def listing(db):
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

    take_source_value(db, editor, listing, "minimum_age")
    db.flush()

    assert (listing.name, listing.minimum_age) == ("Walk and talk", 16)
    assert kept(db, listing) == {"name": "Walking group"}
    assert catalogue_version(db) == before + 1


@pytest.mark.parametrize("field", ["name", "no such field", ""])
def test_taking_a_word_that_does_not_differ_changes_nothing(db, editor, listing, field):
    before = catalogue_version(db)

    take_source_value(db, editor, listing, field)

    assert listing.name == "Walking group"
    assert catalogue_version(db) == before

"""Writing a record in several goes: drafts, sending, publishing, and putting a listing away."""

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.history.edits import (
    archive_listing,
    drafted_values,
    find_draft,
    give_up,
    publish_draft,
    put_on,
    record_start,
    send_draft,
    start_listing,
    write_draft,
)
from directory.catalogue.history.revisions import accept_revision, take_back
from directory.catalogue.history.written_records import get_record
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.services import Service, Stage
from directory.catalogue.queries import catalogue_version, find_services_named, get_published_service, get_service
from directory.db import reading, transaction
from directory.errors import Conflict, NotFound, Refused
from directory.search.catalogue_reading import read_documents
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_location, make_organization, make_service


@pytest.fixture
def editor(db):
    return make_actor(db, Role.EDITOR)


@pytest.fixture
def coordinator(db):
    return make_actor(db, Role.COORDINATOR)


@pytest.fixture
def listing(db):
    return make_service(db, "Walking group", alert="Bring a coat")


@pytest.fixture
def new_listing(db, coordinator):
    listing = start_listing(db, coordinator, make_organization(db), "Chess in the park")
    db.flush()
    return listing


def searched(db):
    return [each.name for each in read_documents(db)]


def newest(db) -> Revision:
    return db.scalars(select(Revision).order_by(Revision.id.desc())).first()


def test_what_is_drafted_leaves_the_listing_as_it_is(db, editor, listing):
    write_draft(db, editor, listing, {"name": "Walk and talk"})
    db.flush()

    assert listing.name == "Walking group"
    assert drafted_values(db, listing, find_draft(db, editor, listing), ("name", "alert")) == {
        "name": "Walk and talk",
        "alert": "Bring a coat",
    }


def test_draft_is_only_its_authors(db, editor, coordinator, listing):
    write_draft(db, editor, listing, {"name": "Walk and talk"})

    assert find_draft(db, coordinator, listing) is None


def test_parts_written_one_after_another_are_one_draft(db, editor, listing):
    write_draft(db, editor, listing, {"name": "Walk and talk"})
    write_draft(db, editor, listing, {"alert": None})

    draft = find_draft(db, editor, listing)
    assert {each.field: each.after for each in draft.field_changes} == {"name": "Walk and talk", "alert": None}
    assert len(db.scalars(select(Revision)).all()) == 1


def test_draft_that_came_back_to_what_the_listing_says_is_gone(db, editor, listing):
    write_draft(db, editor, listing, {"name": "Walk and talk"})
    write_draft(db, editor, listing, {"name": "Walking group"})
    db.flush()

    assert find_draft(db, editor, listing) is None


def test_saving_what_the_listing_says_already_begins_no_draft(db, editor, listing):
    write_draft(db, editor, listing, {"name": "Walking group"})
    db.flush()

    assert find_draft(db, editor, listing) is None


def test_published_draft_changes_the_listing(db, editor, listing):
    write_draft(db, editor, listing, {"name": "Walk and talk", "minimum_age": 18})
    draft = find_draft(db, editor, listing)

    publish_draft(db, editor, listing, listing.version)

    assert (listing.name, listing.minimum_age) == ("Walk and talk", 18)
    assert (draft.state, draft.is_suggestion) == (RevisionState.DONE, False)
    assert find_draft(db, editor, listing) is None


def test_draft_is_not_published_over_a_change_nobody_saw(db, editor, listing):
    write_draft(db, editor, listing, {"name": "Walk and talk"})

    with pytest.raises(Conflict):
        publish_draft(db, editor, listing, listing.version - 1)

    assert listing.name == "Walking group"


def test_nothing_is_published_or_sent_where_nothing_is_different(db, editor, listing):
    with pytest.raises(Refused):
        publish_draft(db, editor, listing, listing.version)
    with pytest.raises(Refused):
        send_draft(db, editor, listing, None)


def test_sent_draft_waits_for_who_may_keep_the_listing(db, coordinator, editor, listing):
    write_draft(db, coordinator, listing, {"name": "Walk and talk"})

    sent = send_draft(db, coordinator, listing, "They moved")
    accept_revision(db, editor, sent, listing, listing.version)

    assert (sent.author_id, sent.reason, sent.state) == (coordinator.user_id, "They moved", RevisionState.DONE)
    assert listing.name == "Walk and talk"


def test_draft_that_is_given_up_leaves_nothing(db, editor, listing):
    write_draft(db, editor, listing, {"name": "Walk and talk"})

    give_up(db, editor, listing)
    db.flush()

    assert db.scalars(select(Revision)).all() == []


def test_a_look_at_a_draft_changes_nothing_for_good(db, editor, listing):
    write_draft(db, editor, listing, {"name": "Walk and talk", "cost_option": []})

    with put_on(db, listing, find_draft(db, editor, listing).field_changes) as changed:
        seen = changed.name, changed.cost_options

    now = get_service(db, listing.id)
    assert seen == ("Walk and talk", [])
    assert (now.name, len(now.cost_options)) == ("Walking group", 1)


def test_new_listing_is_seen_by_nobody_else(db, new_listing):
    assert searched(db) == []
    assert find_services_named(db, "Chess") == []
    with pytest.raises(NotFound):
        get_published_service(db, new_listing.id)


def test_new_listing_is_written_at_once_and_stays_unpublished(db, coordinator, new_listing):
    write_draft(db, coordinator, new_listing, {"description": "Chess with tea."})

    assert new_listing.description == "Chess with tea."
    assert new_listing.stage == Stage.DRAFT


def test_new_listing_is_published_once_somebody_agrees(db, coordinator, editor, new_listing):
    sent = send_draft(db, coordinator, new_listing, "New in town")
    assert searched(db) == []

    accept_revision(db, editor, sent, new_listing, new_listing.version)
    db.flush()

    assert searched(db) == ["Chess in the park"]
    assert get_published_service(db, new_listing.id).name == "Chess in the park"


def test_archived_listing_is_no_longer_listed_until_that_is_taken_back(db, editor, listing):
    archive_listing(db, editor, listing, listing.version, "Ended long ago")
    db.flush()
    gone = searched(db)
    with pytest.raises(NotFound, match="no longer listed"):
        get_published_service(db, listing.id)

    take_back(db, editor, newest(db), listing, listing.version)
    db.flush()

    assert (gone, searched(db)) == ([], ["Walking group"])


# One mechanism for every kind of record.
MODELS = [pytest.param(model, id=model.__tablename__) for model in (Organization, Location, Service)]


def named_by(listing, model):
    """The record of a kind that a listing is, names or happens at."""
    return {Service: listing, Organization: listing.organization, Location: listing.places[0].location}[model]


@pytest.mark.parametrize("model", MODELS)
def test_any_record_is_drafted_and_published_with_what_nests_it(db, editor, listing, model):
    record = named_by(listing, model)
    moved, catalogue = get_service(db, listing.id).last_modified, catalogue_version(db)
    write_draft(db, editor, record, {"name": "Another name"})
    drafted = drafted_values(db, record, find_draft(db, editor, record), ("name",))

    publish_draft(db, editor, record, record.version)

    db.expire_all()
    assert drafted == {"name": "Another name"}
    assert (record.name, record.version) == ("Another name", 2)
    assert get_service(db, listing.id).last_modified > moved
    assert catalogue_version(db) > catalogue


@pytest.mark.parametrize("model", MODELS)
def test_any_record_is_suggested_accepted_and_taken_back(db, coordinator, editor, listing, model):
    record = named_by(listing, model)
    before = record.name
    write_draft(db, coordinator, record, {"name": "Another name"})
    sent = send_draft(db, coordinator, record, "It says so at the door")
    accept_revision(db, editor, sent, record, record.version)
    accepted = record.name

    take_back(db, editor, sent, record, record.version)

    assert (accepted, record.name) == ("Another name", before)


@pytest.mark.parametrize("model", MODELS)
def test_nobody_publishes_over_a_change_of_any_record_that_they_did_not_see(db, editor, listing, model):
    record = named_by(listing, model)
    write_draft(db, editor, record, {"name": "Another name"})

    with pytest.raises(Conflict):
        publish_draft(db, editor, record, record.version - 1)


def test_rows_of_a_place_are_drafted_and_put_on_for_a_look(db, editor, listing):
    place = named_by(listing, Location)
    (address,) = drafted_values(db, place, None, ("address",))["address"]
    write_draft(db, editor, place, {"address": [{**address, "postal_code": "LS11 9XX"}]})

    with put_on(db, place, find_draft(db, editor, place).field_changes) as changed:
        seen = changed.addresses[0].postal_code

    assert (seen, get_record(db, Location, place.id).addresses[0].postal_code) == ("LS11 9XX", "LS11 8ND")


def test_place_that_no_published_listing_names_says_at_once_what_its_author_writes(db, coordinator, new_listing):
    place = make_location(db)
    db.flush()
    record_start(db, coordinator, place)

    write_draft(db, coordinator, place, {"name": "The old mill"})

    assert place.name == "The old mill"
    assert find_draft(db, coordinator, place) is None


def test_place_of_somebody_else_is_only_drafted(db, coordinator, editor):
    place = make_location(db)
    db.flush()
    record_start(db, editor, place)

    write_draft(db, coordinator, place, {"name": "The old mill"})

    assert place.name == "Beck Lane Hall"


def test_draft_that_speaks_of_a_row_that_is_gone_is_told_in_words(db, editor, listing):
    (place,) = drafted_values(db, listing, None, ("service_at_location",))["service_at_location"]
    (times,) = drafted_values(db, listing, None, ("schedule",))["schedule"]
    write_draft(db, editor, listing, {"schedule": [{**times, "service_at_location_id": place["id"]}]})
    listing.places = []
    db.flush()

    with pytest.raises(Conflict, match="took away"):
        publish_draft(db, editor, listing, listing.version)


def test_listing_is_not_put_away_over_a_change_nobody_saw(db, editor, listing):
    with pytest.raises(Conflict):
        archive_listing(db, editor, listing, listing.version - 1, "Ended long ago")

    assert listing.stage == Stage.PUBLISHED


def test_listing_is_put_away_once(db, editor, listing):
    archive_listing(db, editor, listing, listing.version, "Ended long ago")

    with pytest.raises(Refused):
        archive_listing(db, editor, listing, listing.version, "Ended long ago")


def write_in_a_window(actor, service_id, **values):
    """What a page does: read the listing, keep what was typed."""

    def write():
        with transaction() as db:
            write_draft(db, actor, get_record(db, Service, service_id, to_change=True), values)

    return write


@pytest.mark.parametrize("has_draft", [True, False])
def test_two_windows_of_one_author_lose_nothing_and_make_one_draft(own_database, meanwhile, has_draft):
    with transaction() as db:
        author, listing = make_actor(db), make_service(db, "Walking group")
        service_id = listing.id
        if has_draft:
            write_draft(db, author, listing, {"minimum_age": 18})

    with transaction() as db:
        write_draft(db, author, get_record(db, Service, service_id, to_change=True), {"name": "Walk and talk"})
        db.flush()
        other = meanwhile(write_in_a_window(author, service_id, alert="Bring a coat"))
    other.result(10)

    with reading() as db:
        drafts = db.scalars(select(Revision).where(Revision.state == RevisionState.DRAFT)).all()
        written = {each.field for draft in drafts for each in draft.field_changes}
    assert len(drafts) == 1
    assert {"name", "alert"} <= written


def test_who_is_too_slow_is_told_before_the_transaction_ends(own_database, meanwhile):
    with transaction() as db:
        editor, listing = make_actor(db, Role.EDITOR), make_service(db, "Walking group")
        service_id, version = listing.id, listing.version

    def archive():
        with transaction() as db:
            archive_listing(db, editor, get_service(db, service_id), version, "Ended long ago")

    with transaction() as db:
        service = get_service(db, service_id)
        write_draft(db, editor, service, {"name": "Walk and talk"})
        publish_draft(db, editor, service, version)
        other = meanwhile(archive)

    assert isinstance(other.exception(10), Conflict)
    with reading() as db:
        assert get_service(db, service_id).stage == Stage.PUBLISHED

"""Writing a listing in several goes: drafts, sending, publishing, and putting a listing away."""

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.history.edits import (
    archive_listing,
    drafted_values,
    find_draft,
    give_up_draft,
    publish_draft,
    put_on,
    send_draft,
    start_listing,
    write_draft,
)
from directory.catalogue.history.revisions import accept_revision, take_back
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.services import Stage
from directory.catalogue.queries import find_services_named, get_published_service, get_service
from directory.errors import Conflict, NotFound, Refused
from directory.search.catalogue_reading import read_documents
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_organization, make_service


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
    assert drafted_values(db, listing, find_draft(db, editor, listing.id), ("name", "alert")) == {
        "name": "Walk and talk",
        "alert": "Bring a coat",
    }


def test_draft_is_only_its_authors(db, editor, coordinator, listing):
    write_draft(db, editor, listing, {"name": "Walk and talk"})

    assert find_draft(db, coordinator, listing.id) is None


def test_parts_written_one_after_another_are_one_draft(db, editor, listing):
    write_draft(db, editor, listing, {"name": "Walk and talk"})
    write_draft(db, editor, listing, {"alert": None})

    draft = find_draft(db, editor, listing.id)
    assert {each.field: each.after for each in draft.field_changes} == {"name": "Walk and talk", "alert": None}
    assert len(db.scalars(select(Revision)).all()) == 1


def test_draft_that_came_back_to_what_the_listing_says_is_gone(db, editor, listing):
    write_draft(db, editor, listing, {"name": "Walk and talk"})
    write_draft(db, editor, listing, {"name": "Walking group"})
    db.flush()

    assert find_draft(db, editor, listing.id) is None


def test_published_draft_changes_the_listing(db, editor, listing):
    write_draft(db, editor, listing, {"name": "Walk and talk", "minimum_age": 18})
    draft = find_draft(db, editor, listing.id)

    publish_draft(db, editor, listing, draft, listing.version)
    db.flush()

    assert (listing.name, listing.minimum_age) == ("Walk and talk", 18)
    assert (draft.state, draft.is_suggestion) == (RevisionState.DONE, False)
    assert find_draft(db, editor, listing.id) is None


def test_draft_is_not_published_over_a_change_nobody_saw(db, editor, listing):
    write_draft(db, editor, listing, {"name": "Walk and talk"})

    with pytest.raises(Conflict):
        publish_draft(db, editor, listing, find_draft(db, editor, listing.id), listing.version - 1)

    assert listing.name == "Walking group"


def test_nothing_is_published_or_sent_where_nothing_is_different(db, editor, listing):
    with pytest.raises(Refused):
        publish_draft(db, editor, listing, None, listing.version)
    with pytest.raises(Refused):
        send_draft(db, editor, listing, None, None)


def test_sent_draft_waits_for_who_may_keep_the_listing(db, coordinator, editor, listing):
    write_draft(db, coordinator, listing, {"name": "Walk and talk"})

    sent = send_draft(db, coordinator, listing, find_draft(db, coordinator, listing.id), "They moved")
    accept_revision(db, editor, sent, listing, listing.version)

    assert (sent.author_id, sent.reason, sent.state) == (coordinator.user_id, "They moved", RevisionState.DONE)
    assert listing.name == "Walk and talk"


def test_draft_that_is_given_up_leaves_nothing(db, editor, listing):
    write_draft(db, editor, listing, {"name": "Walk and talk"})

    give_up_draft(db, find_draft(db, editor, listing.id))
    db.flush()

    assert db.scalars(select(Revision)).all() == []


def test_a_look_at_a_draft_changes_nothing_for_good(db, editor, listing):
    write_draft(db, editor, listing, {"name": "Walk and talk", "cost_option": []})

    with put_on(db, listing, find_draft(db, editor, listing.id)) as changed:
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
    sent = send_draft(db, coordinator, new_listing, None, "New in town")
    assert searched(db) == []

    accept_revision(db, editor, sent, new_listing, new_listing.version)
    db.flush()

    assert searched(db) == ["Chess in the park"]
    assert get_published_service(db, new_listing.id).name == "Chess in the park"


def test_archived_listing_is_no_longer_listed_until_that_is_taken_back(db, editor, listing):
    archive_listing(db, editor, listing, "Ended long ago")
    db.flush()
    gone = searched(db)
    with pytest.raises(NotFound, match="no longer listed"):
        get_published_service(db, listing.id)

    take_back(db, editor, newest(db), listing, listing.version)
    db.flush()

    assert (gone, searched(db)) == ([], ["Walking group"])

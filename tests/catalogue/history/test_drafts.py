"""What is being written, and by whom."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.queries import actor_of
from directory.catalogue.history.drafts import find_organizations_named, list_writing
from directory.catalogue.history.edits import archive_listing, publish_draft, start_listing, write_draft
from tests.factories.accounts import make_user
from tests.factories.catalogue import make_organization, make_service


@pytest.fixture
def writer(db):
    return actor_of(db, make_user(db, Role.EDITOR).email)


@pytest.fixture
def colleague(db):
    return actor_of(db, make_user(db, Role.COORDINATOR).email)


@pytest.fixture
def begun(db, writer):
    """A listing that the writer began."""
    service = start_listing(db, writer, make_organization(db), "Kite flying")
    db.flush()
    return service


def test_own_new_listings_and_own_drafts_are_listed_by_name(db, writer, begun):
    changing = make_service(db, "Choir")
    write_draft(db, writer, changing, {"alert": "Bring a score"})
    make_service(db, "Nobody writes about this")

    assert [each.name for each in list_writing(db, writer)] == ["Choir", "Kite flying"]


def test_what_colleagues_write_is_not_listed(db, writer, colleague, begun):
    write_draft(db, writer, make_service(db, "Choir"), {"alert": "Bring a score"})

    assert list_writing(db, colleague) == []


def test_what_is_published_or_put_away_is_being_written_no_longer(db, writer, begun):
    other = start_listing(db, writer, make_organization(db), "Kite making")
    db.flush()
    publish_draft(db, writer, begun, begun.version)
    archive_listing(db, writer, other, other.version, "Twice")

    assert list_writing(db, writer) == []


@pytest.mark.parametrize("words", ["beck LANE", "blcc"], ids=["part of the name", "the other name"])
def test_organization_is_found_by_its_names(db, words):
    found = make_organization(db, "Beck Lane Community Centre", alternate_name="BLCC")
    make_organization(db, "Canal Trust")

    assert find_organizations_named(db, words) == [found]


@pytest.mark.parametrize("words", ["100%", "_"])
def test_signs_mean_themselves_in_names(db, words):
    make_organization(db, "Beck Lane 100")

    assert find_organizations_named(db, words) == []

"""What is being written, and by whom."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.queries import actor_of
from directory.catalogue.history.drafts import find_organizations_named, list_writing
from directory.catalogue.history.edits import (
    archive_listing,
    give_up,
    publish_draft,
    record_start,
    start_listing,
    write_draft,
)
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


def begin_organization(db, writer, name="Kite Friends"):
    organization = make_organization(db, name)
    db.flush()
    record_start(db, writer, organization)
    return organization


def test_organization_one_added_is_listed_until_somebody_else_sees_an_activity_of_it(db, writer, colleague):
    organization = begin_organization(db, writer)
    kites = start_listing(db, writer, organization, "Kite flying")
    db.flush()
    before = [each.name for each in list_writing(db, writer)]
    theirs = list_writing(db, colleague)

    publish_draft(db, writer, kites, kites.version)

    assert (before, theirs) == (["Kite flying", "Kite Friends"], [])
    assert list_writing(db, writer) == []


def test_organization_whose_only_activity_was_given_up_is_listed_no_longer(db, writer):
    kites = start_listing(db, writer, begin_organization(db, writer), "Kite flying")
    db.flush()

    give_up(db, writer, kites)

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

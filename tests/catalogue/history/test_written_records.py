"""Records that are written in drafts, and who began them."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.queries import actor_of
from directory.catalogue.history.edits import start_listing, write_draft
from directory.catalogue.history.written_records import has_started
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


def test_who_began_a_listing_has_started_it_and_nobody_else(db, writer, colleague, begun):
    assert has_started(db, writer, begun)
    assert not has_started(db, colleague, begun)


def test_who_only_drafts_a_change_has_not_started_the_listing(db, writer):
    known = make_service(db)
    write_draft(db, writer, known, {"alert": "Bring a coat"})

    assert not has_started(db, writer, known)

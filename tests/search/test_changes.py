"""What has changed since a segment was read."""

from datetime import timedelta

import pytest

from directory import clock
from directory.catalogue.loaded_areas import NewArea, load_areas
from directory.catalogue.models.services import Service, Stage
from directory.search.catalogue_reading import read_documents
from directory.search.changes import digest_of_shared, find_changes, read_changed
from directory.search.segment import build_segment
from tests.factories.catalogue import make_service, make_term


@pytest.fixture
def long_ago():
    return clock.now() - timedelta(days=30)


@pytest.fixture
def choir(db, long_ago):
    return make_service(db, "Choir", last_modified=long_ago)


@pytest.fixture
def walks(db, long_ago):
    return make_service(db, "Walks", last_modified=long_ago)


@pytest.fixture
def segment(db, choir, walks):
    return build_segment(read_documents(db))


def changes(db, segment, **more):
    return find_changes(db, segment, clock.now(), **more)


def test_nothing_has_changed_where_nobody_changed_anything(db, segment):
    assert len(changes(db, segment)) == 0
    assert len(changes(db, segment, all_of_it=True)) == 0


def test_an_edit_is_a_change(db, segment, choir):
    choir.name, choir.last_modified = "Singers", clock.now()
    db.flush()

    found = changes(db, segment)

    assert (found.changed, found.gone) == ({choir.id}, set())
    assert [each.name for each in read_changed(db, found)] == ["Singers"]


def test_a_check_is_a_change(db, segment, choir):
    choir.assured_date = clock.today()
    db.flush()

    assert changes(db, segment).changed == {choir.id}


def test_a_new_service_is_a_change(db, segment):
    new = make_service(db, "Bingo")

    assert changes(db, segment).changed == {new.id}


def test_what_was_put_away_is_gone(db, segment, choir):
    choir.stage, choir.last_modified = Stage.ARCHIVED.value, clock.now()
    db.flush()

    assert changes(db, segment).gone == {choir.id}


def test_what_was_removed_without_a_trace_is_noticed_by_the_count(db, segment, choir):
    db.delete(db.get(Service, choir.id))
    db.flush()

    assert changes(db, segment).gone == {choir.id}


def test_what_was_put_back_from_a_copy_is_noticed_when_all_is_compared(db, segment, choir, long_ago):
    choir.last_modified = long_ago - timedelta(days=1)
    db.flush()

    assert changes(db, segment, all_of_it=True).changed == {choir.id}


def test_a_change_committed_after_a_slow_transaction_is_seen(db, segment, choir):
    choir.name, choir.last_modified = "Singers", clock.now() - timedelta(minutes=5)
    db.flush()

    assert changes(db, segment).changed == {choir.id}


def test_terms_have_another_digest_when_one_is_renamed(db):
    term = make_term(db, "Walking", "walking")
    before = digest_of_shared(db)

    term.name = "Rambling"
    db.flush()

    assert digest_of_shared(db) != before


def test_areas_have_another_digest_when_one_gets_another_shape(db):
    load_areas(db, [NewArea("A", "Holbeck", "{}")])
    before = digest_of_shared(db)

    load_areas(db, [NewArea("A", "Holbeck", '{"type": "Polygon"}')])

    assert digest_of_shared(db) != before

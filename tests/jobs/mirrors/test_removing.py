"""A feed that is not mirrored any more: its services, however many, and the files of its runs."""

import pytest
from sqlalchemy import event, insert, select

from directory.catalogue.models.feeds import Feed
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import Source, SourceRecord
from directory.db import new_id, reading, transaction
from directory.errors import NotFound
from directory.jobs.mirrors.leases import FeedBusy, Lease
from directory.jobs.mirrors.removing import remove_feed
from tests.factories.published import PublishedFeed, published_services
from tests.plugins.web_server import Reply

LONGEST_STATEMENT = 2_000


@pytest.fixture
def leeds(mirror):
    """A feed of ten services that was read once."""
    leeds = mirror(PublishedFeed(published_services(range(1, 11))))
    leeds.sync()
    return leeds


def statuses():
    with reading() as db:
        return set(db.scalars(select(Service.status)))


def test_services_of_a_feed_that_is_removed_stay_as_they_are(leeds, tools):
    assert remove_feed("Leeds", tools.folder, closes=False) == 0
    assert statuses() == {"active"}


def test_services_are_closed_with_their_feed(leeds, tools):
    assert remove_feed("Leeds", tools.folder, closes=True) == 10
    assert statuses() == {"inactive"}


def test_what_a_run_has_read_and_not_taken_in_goes_with_its_feed(mirror, tools):
    published = PublishedFeed(published_services(range(1, 31)))
    leeds = mirror(published)
    published.spoil = lambda asked: Reply(status=503) if asked.query.get("page") == "2" else None
    leeds.sync()
    left = list(tools.folder.iterdir())

    remove_feed("Leeds", tools.folder, closes=False)

    assert len(left) == 1
    assert list(tools.folder.iterdir()) == []


def test_a_feed_that_is_being_read_is_not_removed(leeds, tools):
    with transaction() as db:
        Lease(db.scalars(select(Feed.source_id)).one()).take(db)

    with pytest.raises(FeedBusy, match="Another run"):
        remove_feed("Leeds", tools.folder, closes=True)

    assert statuses() == {"active"}


def test_a_feed_of_that_name_has_to_be_there(database, tools):
    with pytest.raises(NotFound, match="no feed called 'York'"):
        remove_feed("York", tools.folder, closes=True)


def test_no_statement_grows_with_the_number_of_services(leeds, tools, database):
    with transaction() as db:
        source_id = db.scalars(select(Source.id)).one()
        keys = [f"gone long ago {number}" for number in range(2 * LONGEST_STATEMENT)]
        row = {"source_id": source_id, "entity": "service", "digest": b"then"}
        db.execute(insert(SourceRecord), [{**row, "source_key": key, "record_id": new_id()} for key in keys])
    longest = []

    def measure(connection, cursor, statement, parameters, context, executemany):
        longest.append(0 if executemany else len(parameters))

    event.listen(database.write, "before_cursor_execute", measure)
    remove_feed("Leeds", tools.folder, closes=True)
    event.remove(database.write, "before_cursor_execute", measure)

    assert statuses() == {"inactive"}
    assert max(longest) < LONGEST_STATEMENT

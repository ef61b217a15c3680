"""What a feed lists no more stops running, unless there is a doubt that it is gone."""

import uuid

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.feeds import Feed, FeedAbsence
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import LocalValue, Source, SourceRecord
from directory.catalogue.queries import catalogue_version
from tests.factories.accounts import make_actor, make_user
from tests.factories.duplicates import make_candidate, wanted_merge
from tests.factories.published import PublishedFeed, published_services
from tests.jobs.mirrors.conftest import TUESDAY, WEDNESDAY
from tests.jobs.mirrors.looking import THIRTY, key, status_of
from tests.plugins.web_server import Reply


@pytest.mark.parametrize("honours", [frozenset(), frozenset({"full", "minimal"})])
def test_a_service_that_vanished_stops_running_and_is_kept(db, mirror, honours):
    leeds = mirror(PublishedFeed(published_services(THIRTY), honours=honours))
    leeds.sync()
    version = catalogue_version(db)
    del leeds.published.services[key(7)]

    run = leeds.sync(TUESDAY)

    assert (run.result, run.closed) == ("done", 1)
    assert (status_of(db, 7), status_of(db, 8)) == ("inactive", "active")
    assert catalogue_version(db) == version + 1
    told = db.scalars(select(Revision).where(Revision.kind == "changed")).one()
    assert (told.reason, told.changes[0]["after"]) == ("The feed it comes from does not list it any more.", "inactive")
    assert db.scalars(select(FeedAbsence.source_key)).all() == [key(7)]
    assert leeds.sync(WEDNESDAY).closed == 0


def test_a_service_that_is_listed_again_runs_again(db, mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY)))
    leeds.sync()
    gone = leeds.published.services.pop(key(7))
    leeds.sync(TUESDAY)
    leeds.published.services[key(7)] = gone

    leeds.sync(WEDNESDAY)

    assert status_of(db, 7) == "active"
    assert db.scalars(select(FeedAbsence)).all() == []


def test_a_service_that_only_slipped_between_two_pages_goes_on(db, mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY), honours=frozenset()))
    leeds.sync()
    services = list(leeds.published.services.values())

    def slip(asked):
        # While the pages are read somebody deletes a service of the first one, and all others move up.
        if asked.path == "/feed/services" and asked.query["page"] == "2":
            leeds.published.services = {each["id"]: each for each in services[1:]}
        return None

    leeds.published.spoil = slip
    run = leeds.sync(TUESDAY)

    assert (run.result, run.listed, run.closed) == ("done", 29, 0)
    assert status_of(db, 11) == "active"


def test_what_people_here_decided_about_a_vanished_service_stays(db, mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY)))
    leeds.sync()
    user = make_user(db)
    kept = LocalValue(
        entity="service", record_id=uuid.UUID(key(7)), field="status", source_value="active", kept_by=user.id
    )
    db.add(kept)
    db.flush()
    del leeds.published.services[key(7)]

    run = leeds.sync(TUESDAY)

    assert (run.closed, status_of(db, 7), kept.source_value) == (0, "active", "inactive")
    waiting = db.scalars(select(Revision).where(Revision.state == "waiting")).one()
    [change] = waiting.field_changes
    assert (waiting.record_id, change.field, change.before, change.after) == (
        uuid.UUID(key(7)),
        "status",
        "active",
        "inactive",
    )


def test_a_service_that_another_source_gives_as_well_goes_on(db, mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY)))
    leeds.sync()
    other = Source(name="A file")
    db.add(other)
    db.flush()
    db.add(SourceRecord(source_id=other.id, entity="service", source_key="1", record_id=uuid.UUID(key(7)), digest=b"1"))
    db.flush()
    del leeds.published.services[key(7)]

    assert leeds.sync(TUESDAY).closed == 0
    assert status_of(db, 7) == "active"


def test_a_service_that_was_made_one_goes_on_while_the_feed_lists_either(db, mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY)))
    leeds.sync()
    kept, old = (db.get(Service, uuid.UUID(key(number))) for number in (7, 8))
    candidate = make_candidate(db, kept, old)
    merge_records(db, make_actor(db, Role.EDITOR), candidate, wanted_merge(db, candidate, kept))
    db.flush()
    del leeds.published.services[key(8)]

    assert leeds.sync(TUESDAY).closed == 0
    assert status_of(db, 7) == "active"
    del leeds.published.services[key(7)]
    assert leeds.sync(WEDNESDAY).closed == 1
    assert status_of(db, 7) == "inactive"


@pytest.mark.parametrize("honours", [frozenset(), frozenset({"full", "minimal"})])
def test_a_feed_that_shrinks_by_more_than_a_fifth_waits_for_a_person(db, mirror, honours):
    leeds = mirror(PublishedFeed(published_services(THIRTY), honours=honours))
    leeds.sync()
    for number in range(1, 8):
        del leeds.published.services[key(number)]
    leeds.published.services[key(30)] |= {"name": "Taken all the same", "last_modified": "2026-06-01T12:00:00Z"}

    run = leeds.sync(TUESDAY)

    assert (run.result, run.closed) == ("held", 0)
    assert "7 of 30 services are gone" in run.reason
    assert status_of(db, 1) == "active"
    assert db.get(Service, uuid.UUID(key(30))).name == "Taken all the same"
    assert leeds.sync(WEDNESDAY).result == "held"


def test_a_person_who_looked_lets_a_shrunk_feed_go_on(db, mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY)))
    leeds.sync()
    for number in range(1, 8):
        del leeds.published.services[key(number)]
    leeds.sync(TUESDAY)

    run = leeds.sync(WEDNESDAY, accepts_shrink=True)

    assert (run.result, run.closed, status_of(db, 1)) == ("done", 7, "inactive")
    assert db.scalars(select(Feed)).one().held_missing is None


def test_what_shrank_on_since_a_person_looked_is_not_accepted(db, mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY)))
    leeds.sync()
    for number in range(1, 8):
        del leeds.published.services[key(number)]
    leeds.sync(TUESDAY)
    leeds.published.services.clear()

    assert leeds.sync(WEDNESDAY, accepts_shrink=True).result == "held"
    assert status_of(db, 30) == "active"


def test_a_fifth_is_not_more_than_a_fifth(mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY)))
    leeds.sync()
    for number in range(1, 7):
        del leeds.published.services[key(number)]

    assert leeds.sync(TUESDAY).closed == 6


def test_nothing_is_closed_where_the_feed_says_it_has_more_than_it_lists(db, mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY)))
    leeds.sync()
    del leeds.published.services[key(7)]
    leeds.published.more_told = 1

    run = leeds.sync(TUESDAY, everything=True)

    assert (run.result, run.closed, status_of(db, 7)) == ("incomplete", 0, "active")


def test_nothing_is_believed_to_be_gone_while_details_fail(db, mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY)))
    leeds.sync()
    del leeds.published.services[key(7)]
    leeds.published.spoil = lambda asked: Reply(status=500) if asked.path.count("/") > 2 else None

    run = leeds.sync(TUESDAY)

    assert (run.result, run.closed, status_of(db, 7)) == ("done", 0, "active")
    assert "1 services are no longer listed" in run.reason

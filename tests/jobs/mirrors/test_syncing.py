"""Runs of a mirror against a real server, on both databases."""

import json
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.catalogue.models.feeds import Feed
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import Source
from directory.db import transaction
from directory.exchange.formats import Format
from directory.exchange.importing import run_import
from directory.jobs.mirrors.leases import FeedBusy, Lease
from directory.jobs.mirrors.syncing import AskedToWait
from tests.factories.feeds import feed_service, write_lines
from tests.factories.published import PublishedFeed, published_services
from tests.jobs.mirrors.conftest import MONDAY, TUESDAY, WEDNESDAY
from tests.jobs.mirrors.looking import THIRTY, counts, key, status_of
from tests.plugins.web_server import Reply


def test_a_feed_is_mirrored_whole(db, mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY)))

    run = leeds.sync()

    assert (run.result, run.walk, counts(run)) == ("done", "everything", (30, 30, 0, 0, 0, 0))
    service = db.get(Service, uuid.UUID(key(7)))
    assert (service.name, service.status) == ("Tea and talk 7", "active")
    source = db.scalars(select(Source)).one()
    assert (source.name, source.licence) == ("Leeds", "OGL-UK-3.0")
    assert leeds.published.details == [key(1), key(2), key(3)], "only to see that the pages say as much"
    assert not (leeds.tools.folder / str(source.id)).exists()


def test_a_feed_whose_pages_say_less_is_read_service_by_service(db, mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY), honours=frozenset()))

    run = leeds.sync()

    assert counts(run) == (30, 30, 0, 0, 0, 0)
    assert sorted(leeds.published.details[1:]) == sorted(map(key, THIRTY))
    assert db.scalars(select(Service).join(Service.schedules)).all()


def test_the_next_run_reads_only_the_list_and_what_changed(db, mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY)))
    leeds.sync()
    leeds.server.asked.clear()
    leeds.published.details.clear()
    leeds.published.services[key(7)] |= {"name": "Tea and cake", "last_modified": "2026-06-01T12:00:00Z"}
    leeds.published.services |= published_services([31], last_modified="2026-05-01T12:00:00Z")

    run = leeds.sync(TUESDAY)

    assert (run.result, run.walk, counts(run)) == ("done", "list", (31, 1, 1, 0, 0, 0))
    assert leeds.published.details == [key(7), key(31)]
    changed, new = (db.get(Service, uuid.UUID(key(number))) for number in (7, 31))
    assert (changed.name, changed.listed_on, new.listed_on) == ("Tea and cake", MONDAY.date(), TUESDAY.date())


def test_a_feed_without_minimal_is_asked_for_what_changed(db, mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY), honours=frozenset({"full", "modified_after"})))
    leeds.sync()
    leeds.published.services[key(7)] |= {"name": "Tea and cake", "last_modified": "2026-06-01T12:00:00Z"}

    run = leeds.sync(TUESDAY)

    # The hour before the last change known is asked for again, and all of these changed in the same moment.
    assert (run.result, run.walk, counts(run)) == ("done", "changes", (30, 0, 1, 0, 0, 0))
    assert leeds.asked_for(modified_after="2026-03-01T08:00:00Z") == 3


@pytest.mark.parametrize("honours", [frozenset(), frozenset({"full"})])
def test_a_feed_that_ignores_what_it_is_asked_for_is_walked_through(mirror, honours):
    leeds = mirror(PublishedFeed(published_services(THIRTY), honours=honours))
    leeds.sync()

    run = leeds.sync(TUESDAY)

    assert (run.walk, counts(run)) == ("everything", (30, 0, 0, 30, 0, 0))


def test_everything_is_read_again_after_a_week_or_when_asked_for(mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY)))
    leeds.sync()
    leeds.published.services[key(7)] |= {"name": "Changed behind the date"}

    assert leeds.sync(TUESDAY).changed == 0
    assert leeds.sync(WEDNESDAY, everything=True).changed == 1
    assert leeds.sync(WEDNESDAY + timedelta(days=7)).walk == "list"
    assert leeds.sync(WEDNESDAY + timedelta(days=7, hours=1)).walk == "everything"


def test_pages_that_go_round_in_a_circle_are_left(mirror):
    feed = PublishedFeed(published_services(THIRTY))
    pages = {"3": "1"}

    def circle(asked):
        if asked.path == "/feed/services" and (again := pages.get(asked.query["page"])):
            return feed.page(asked.query | {"page": again})
        return None

    feed.spoil = circle
    run = mirror(feed).sync()

    assert (run.result, run.listed, run.new) == ("incomplete", 20, 20)
    assert run.reason == "Page 3 lists nothing but what earlier pages listed."


def test_pages_that_overlap_are_read_once(mirror):
    services = published_services(THIRTY)
    feed = PublishedFeed(services)
    shifted = list(services.values())

    def overlap(asked):
        if asked.path != "/feed/services" or asked.query["page"] == "1":
            return None
        start = int(asked.query["page"]) * 8
        page = {"contents": shifted[start : start + 10], "total_pages": 4, "total_items": 30}
        return Reply(json.dumps(page).encode())

    feed.spoil = overlap
    run = mirror(feed).sync()

    assert (run.result, run.listed, run.new) == ("incomplete", 24, 24)
    assert run.reason == "The feed says that it has 30 services and lists 24."


def test_a_feed_without_end_is_given_up(db, mirror, monkeypatch):
    monkeypatch.setattr("directory.exchange.feeds.walking.MOST_PAGES", 5)

    def endless(asked):
        if asked.path != "/feed/services":
            return None
        number = int(asked.query["page"])
        page = {"contents": [feed_service(number)], "total_pages": number + 1, "total_items": 1}
        return Reply(json.dumps(page).encode())

    leeds = mirror(PublishedFeed(published_services([1]), spoil=endless))
    run = leeds.sync()

    assert (run.result, run.new) == ("failed", 0)
    assert "may have no end" in run.reason
    assert db.scalars(select(Service)).all() == []
    assert list(leeds.tools.folder.iterdir()) == []


def test_a_page_cut_short_ends_the_reading_and_what_came_before_is_taken(db, mirror):
    feed = PublishedFeed(published_services(THIRTY))
    leeds = mirror(feed)
    leeds.sync()
    del feed.services[key(30)]

    def cut(asked):
        if asked.path == "/feed/services" and asked.query["page"] == "2":
            return Reply(feed.page(asked.query).body[:500])
        return None

    feed.spoil = cut
    run = leeds.sync(TUESDAY, everything=True)

    assert (run.result, run.listed, run.closed) == ("incomplete", 10, 0)
    assert run.reason.startswith("Page 2 could not be read. A page cannot be read as one of a feed")
    assert status_of(db, 30) == "active"


def test_a_service_that_cannot_be_read_is_left_for_the_next_time(db, mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY), honours=frozenset({"minimal"})))
    leeds.published.spoil = lambda asked: Reply(status=500) if asked.path.endswith(key(7)) else None

    first = leeds.sync()
    leeds.published.spoil = lambda asked: None
    second = leeds.sync(TUESDAY)

    assert (first.new, first.unread, second.walk, second.new) == (29, 1, "everything", 1)


def test_a_feed_of_which_much_cannot_be_used_is_told(mirror):
    services = published_services(range(1, 5)) | published_services([5, 6], name="")

    run = mirror(PublishedFeed(services)).sync()

    assert (run.result, run.new, run.refused) == ("incomplete", 4, 2)
    assert run.reason == "2 of the 6 services that were read cannot be used as they are."


def busy_at(page, **headers):
    def spoil(asked):
        if asked.path == "/feed/services" and asked.query["page"] == page:
            return Reply(status=429, headers=headers)
        return None

    return spoil


def test_a_run_that_was_stopped_goes_on_where_it_was(db, mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY), spoil=busy_at("2")))
    stopped = leeds.sync()
    leeds.published.spoil = lambda asked: None
    leeds.server.asked.clear()

    run = leeds.sync(MONDAY + timedelta(hours=1))

    assert (stopped.result, stopped.next_page, stopped.listed) == (None, 2, 10)
    assert (run.id, run.result, run.new) == (stopped.id, "done", 30)
    assert leeds.pages() == ["2", "3"]


def test_a_server_that_asks_to_be_left_alone_is(mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY), spoil=busy_at("2", **{"Retry-After": "7200"})))
    leeds.sync()
    leeds.server.asked.clear()

    with pytest.raises(AskedToWait, match="until 01 June at 04:00 UTC"):
        leeds.sync(MONDAY + timedelta(hours=1))
    assert leeds.server.asked == []

    leeds.published.spoil = lambda asked: None
    assert leeds.sync(MONDAY + timedelta(hours=2)).result == "done"


def test_a_run_that_was_left_for_more_than_a_day_begins_anew(mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY), spoil=busy_at("2")))
    stopped = leeds.sync()
    leeds.published.spoil = lambda asked: None

    run = leeds.sync(WEDNESDAY)

    assert (run.result, run.new, run.id == stopped.id) == ("done", 30, False)


def test_a_run_whose_files_are_gone_begins_anew(mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY), spoil=busy_at("2")))
    leeds.sync()
    leeds.published.spoil = lambda asked: None
    moved = replace(leeds, tools=replace(leeds.tools, folder=leeds.tools.folder / "elsewhere"))

    assert moved.sync(TUESDAY).new == 30


def test_a_server_that_breaks_off_is_asked_again_another_time(mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY)))
    leeds.published.spoil = lambda asked: Reply(status=502) if asked.query.get("page") == "2" else None
    stopped = leeds.sync()
    leeds.published.spoil = lambda asked: None

    assert (stopped.result, stopped.listed) == (None, 10)
    assert leeds.sync(TUESDAY).new == 30


def test_a_server_that_is_away_is_told(mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY)))
    leeds.published.spoil = lambda asked: Reply(status=502)

    run = leeds.sync()

    assert (run.result, run.reason) == ("failed", "The server is out of order (it answers 502).")


def test_a_feed_that_redirects_into_a_private_network_is_not_followed(serve_web, mirror):
    trap = serve_web(lambda asked: Reply())
    leeds = mirror(PublishedFeed(published_services(THIRTY)))
    leeds.published.spoil = lambda asked: Reply(
        status=302, headers={"Location": f"http://[::1]:{trap.port}/latest/meta-data/"}
    )

    run = leeds.sync()

    assert (run.result, trap.asked) == ("failed", [])
    assert "not a public address" in run.reason


def test_two_runs_of_a_feed_exclude_each_other(mirror):
    leeds = mirror(PublishedFeed(published_services(THIRTY)))
    with transaction() as db:
        other = Lease(db.scalars(select(Feed.source_id)).one())
        other.take(db)

    with pytest.raises(FeedBusy):
        leeds.sync(clock.now())
    other.give_back()

    assert leeds.sync().result == "done"


def test_hostile_text_of_a_feed_is_made_harmless(db, mirror):
    services = published_services([1], description="<p>Tea</p><script>alert(1)</script>", name="<b>Tea</b>\u202e")

    mirror(PublishedFeed(services)).sync()

    service = db.get(Service, uuid.UUID(key(1)))
    assert (service.name, "script" in service.description) == ("Tea", False)


def test_a_feed_reads_as_a_file_of_it_does(db, mirror, tmp_path):
    services = published_services(THIRTY)
    mirror(PublishedFeed(services)).sync()
    path = write_lines(tmp_path / "feed.ndjson", *services.values())

    summary = run_import(path, "Leeds", transaction=transaction)

    assert (summary.new, summary.changed, summary.unchanged) == (0, 0, 30)


def published_1(number, **more):
    """A service as a feed of 1.0 gives it by its id."""
    return {
        "id": f"group-{number}",
        "name": f"Tea and talk {number}",
        "description": None,
        "status": "active",
        "organization": {"id": number, "name": f"Parish {number}", "description": ""},
        "regular_schedules": [{"id": f"s{number}", "weekday": "Tuesday", "opens_at": "10:30", "closes_at": "12:00"}],
    } | more


@pytest.mark.parametrize("first", [1, 0], ids=["counts from one", "counts from nought"])
def test_a_feed_of_1_is_read_whole_each_time(db, mirror, first):
    services = {f"group-{each}": published_1(each) for each in range(1, 8)}

    def say(asked):
        if (name := asked.path.removeprefix("/feed/services")) != "":
            found = services.get(name.strip("/"))
            return Reply(json.dumps(found).encode()) if found else Reply(status=404)
        place = int(asked.query["page"]) - first
        shown = list(services.values())[place * 3 : place * 3 + 3]
        items = [{"id": each["id"], "name": each["name"]} for each in shown]
        page = {
            "content": items,
            "totalElements": len(services),
            "totalPages": 3,
            "number": place + first,
            "first": place == 0,
            "last": place == 2,
        }
        return Reply(json.dumps(page).encode())

    leeds = mirror(PublishedFeed({}, spoil=say))
    run = leeds.sync()
    del services["group-7"]
    again = leeds.sync(TUESDAY)

    assert (run.walk, counts(run)) == ("everything", (7, 7, 0, 0, 0, 0))
    assert counts(again) == (6, 0, 0, 6, 0, 1)
    groups = db.scalars(select(Service).order_by(Service.name)).all()
    assert [each.status for each in groups] == ["active"] * 6 + ["inactive"]
    assert db.scalars(select(Schedule.byday).distinct()).all() == ["TU"]
    assert db.scalars(select(Feed.kind)).one() == Format.ORUK_1

"""A run that is killed, in a process of its own, on a database that really commits."""

import os
import subprocess
import sys
import threading

import pytest
from sqlalchemy import select

from directory import clock
from directory.catalogue.models.feeds import FeedRun
from directory.catalogue.models.services import Service
from directory.db import reading
from directory.jobs.mirrors.leases import LEASE, FeedBusy
from directory.jobs.mirrors.syncing import sync_feed
from tests.conftest import ROOT
from tests.factories.published import PublishedFeed, published_services
from tests.jobs.mirrors.conftest import maker


@pytest.fixture
def mirror(own_database, serve_web, tools):
    return maker(serve_web, tools)


def sync_in_another_process(url, folder):
    code = (
        "import sys; from pathlib import Path; from ipaddress import ip_network\n"
        "from directory.db import open_database, use_database\n"
        "from directory.exchange.fetching.reach import Reach\n"
        "from directory.jobs.mirrors.syncing import sync_feed\n"
        "from directory.jobs.mirrors.tools import MirrorTools\n"
        "use_database(open_database(sys.argv[1]))\n"
        "reach = Reach(allowed=(ip_network('127.0.0.0/8'),))\n"
        "sync_feed('Leeds', MirrorTools(Path(sys.argv[2]), reach, 'Lynchpin/1'))\n"
    )
    return subprocess.Popen([sys.executable, "-c", code, url, str(folder)], cwd=ROOT, env=os.environ)


def test_a_run_that_is_killed_is_gone_on_with(mirror, own_url, tools):
    published = PublishedFeed(published_services(range(1, 31)))
    leeds = mirror(published)
    has_come_to_page_2, goes_on = threading.Event(), threading.Event()

    def hang(asked):
        if asked.query.get("page") == "2":
            has_come_to_page_2.set()
            goes_on.wait(60)
        return None

    published.spoil = hang
    process = sync_in_another_process(own_url, tools.folder)
    assert has_come_to_page_2.wait(60)
    process.kill()
    process.wait(10)
    goes_on.set()
    published.spoil = lambda asked: None
    # What a power cut leaves behind the last page that was safe.
    (items,) = tools.folder.glob("*/items.ndjson")
    with items.open("ab") as file:
        file.write(b'{"id": "cut in the mid')
    leeds.server.asked.clear()

    with pytest.raises(FeedBusy):
        sync_feed("Leeds", tools)
    run = leeds.sync(clock.now() + LEASE)

    assert (run.result, run.listed, run.new, run.refused) == ("done", 30, 30, 0)
    assert leeds.pages() == ["2", "3"]
    with reading() as db:
        assert len(db.scalars(select(Service)).all()) == 30
        assert len(db.scalars(select(FeedRun)).all()) == 1


def test_a_run_that_was_thought_dead_writes_nothing_more(mirror, own_url, tools, monkeypatch):
    published = PublishedFeed(published_services(range(1, 31)))
    leeds = mirror(published)
    others = []

    def overtake(asked):
        if asked.query.get("page") == "2" and not others:
            # While this run waits for its answer, its lease runs out and another run does the whole work.
            others.append(asked)
            others.append(leeds.sync(clock.now() + LEASE * 2))
        return None

    published.spoil = overtake
    with pytest.raises(FeedBusy, match="another one began"):
        sync_feed("Leeds", tools)

    assert others[1].result == "done"
    with reading() as db:
        assert len(db.scalars(select(Service)).all()) == 30


def test_two_runs_that_begin_at_once_are_one(mirror, tools, at_once):
    published = PublishedFeed(published_services(range(1, 31)))
    leeds = mirror(published)

    one_is_refused = threading.Event()

    def wait_for_the_other(asked):
        one_is_refused.wait(60)
        return None

    def sync():
        try:
            return sync_feed("Leeds", tools)
        finally:
            one_is_refused.set()

    published.spoil = wait_for_the_other
    results = at_once(sync, sync)

    assert sorted(type(each).__name__ for each in results) == ["FeedBusy", "FeedRun"]
    assert leeds.asked_for(page="3") == 1

"""`lynchpin import ADDRESS`: a file that a server of this machine publishes, or a whole feed."""

import json
from functools import partial

import pytest

from directory.exchange.fetching.polite import Manners
from directory.jobs.mirrors.tools import MirrorTools
from tests.factories.feeds import feed_service, write_lines
from tests.factories.published import PublishedFeed, published_services
from tests.plugins.web_server import Reply


@pytest.fixture
def instance(ready_instance, monkeypatch):
    monkeypatch.setenv("LYNCHPIN_ALLOW_PRIVATE_FEEDS", "127.0.0.0/8")
    hasty = partial(MirrorTools, manners=Manners(0, 1, 0, 1))
    monkeypatch.setattr("directory.jobs.mirrors.tools.MirrorTools", hasty)
    return ready_instance


@pytest.mark.parametrize(
    ("name", "kind"), [("feed.ndjson", "application/x-ndjson"), ("feed.ndjson.gz", "application/gzip")]
)
def test_a_file_that_is_published_is_taken_in(instance, lynchpin, serve_web, tmp_path, name, kind):
    path = write_lines(tmp_path / name, feed_service(1), feed_service(2))
    server = serve_web(lambda asked: Reply(path.read_bytes(), headers={"Content-Type": kind}))

    told = lynchpin("import", f"{server.address}/{name}")

    assert (told.exit_code, told.out[:6]) == (0, "2 new,")
    assert len(server.asked) == 1


@pytest.mark.parametrize("honours", [frozenset(), frozenset({"full"})])
@pytest.mark.parametrize("path", ["/feed/services", "/feed"])
def test_a_feed_is_read_whole(instance, lynchpin, serve_web, path, honours):
    feed = PublishedFeed(published_services(range(1, 31)), honours=honours)
    root = {"version": "HSDS-UK-3.0", "profile": "https://docs.openreferraluk.org/en/latest/"}
    feed.spoil = lambda asked: Reply(json.dumps(root).encode()) if asked.path == "/feed" else None
    server = serve_web(feed.say)

    told = lynchpin("import", server.address + path, "--source", "Leeds", "--json")

    assert (told.exit_code, json.loads(told.out)["new"]) == (0, 30)


def test_a_feed_that_lists_less_than_it_says_it_has_is_told(instance, lynchpin, serve_web):
    server = serve_web(PublishedFeed(published_services([1, 2]), more_told=3).say)

    told = lynchpin("import", f"{server.address}/feed/services")

    assert (told.exit_code, told.out[:6]) == (1, "2 new,")
    assert "Not all of the feed was seen: The feed says that it has 5 services and lists 2." in told.err


@pytest.mark.parametrize(
    ("address", "told"),
    [
        pytest.param("{server}/feed/services?page=2", "This is part of a feed", id="a page"),
        pytest.param("{server}/nothing", "nothing at this address (404)", id="nothing there"),
        pytest.param("http://10.0.0.1/feed.ndjson", "is not a public address", id="private network"),
        pytest.param("https://ann:secret@example.org/", "user name or password", id="password"),
        pytest.param("https://ann:secret@example.org:x/", "no address of the web", id="password and no port"),
        pytest.param("ftp://ann:secret@example.org/", "must begin with https://", id="password and another scheme"),
        pytest.param("https:/ann:secret@example.org/", "must begin with https://", id="password and a slash too few"),
    ],
)
def test_what_cannot_be_read_is_told(instance, lynchpin, serve_web, address, told):
    server = serve_web(PublishedFeed(published_services([1, 2])).say)

    refused = lynchpin("import", address.format(server=server.address))

    assert (refused.exit_code, refused.out) == (1, "")
    assert told in refused.err
    assert "secret" not in refused.err


def test_a_page_for_people_is_no_file(instance, lynchpin, serve_web):
    server = serve_web(lambda asked: Reply(b"<html>", headers={"Content-Type": "text/html"}))

    assert "where a feed gives JSON" in lynchpin("import", f"{server.address}/").err

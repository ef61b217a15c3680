"""`lynchpin feeds`: mirroring a feed that a server of this machine publishes, on an instance of its own."""

import json
from functools import partial
from io import StringIO

import pytest

from directory.exchange.fetching.polite import Manners
from directory.jobs.mirrors.tools import MirrorTools
from tests.factories.feeds import feed_id, write_lines
from tests.factories.published import PublishedFeed, published_services
from tests.plugins.web_server import Reply


@pytest.fixture
def instance(ready_instance, monkeypatch):
    monkeypatch.setenv("LYNCHPIN_ALLOW_PRIVATE_FEEDS", "127.0.0.0/8")
    monkeypatch.setenv("LYNCHPIN_CONTACT", "it@example.org")
    hasty = partial(MirrorTools, manners=Manners(0, 1, 0, 1))
    monkeypatch.setattr("directory.jobs.mirrors.tools.MirrorTools", hasty)
    return ready_instance


@pytest.fixture
def leeds(instance, serve_web):
    """A feed of ten services, and its server."""
    published = PublishedFeed(published_services(range(1, 11)))
    return published, serve_web(published.say)


@pytest.fixture
def run(lynchpin):
    """`run("sync")` runs `lynchpin feeds sync`."""
    return partial(lynchpin, "feeds")


@pytest.fixture
def listed(run):
    return lambda: json.loads(run("list", "--json").out)


@pytest.fixture
def add(run):
    """Adds a feed under a name."""

    def add_feed(server, name="Leeds"):
        assert run("add", name, f"{server.address}/feed", "--licence", "OGL-UK-3.0").exit_code == 0

    return add_feed


def test_a_feed_that_is_added_can_be_read_and_listed(leeds, run, listed):
    _, server = leeds

    told = run("add", "Leeds", f"{server.address}/feed/services/")

    assert "Leeds is mirrored from now on: 10 services in oruk-3.0." in told.out
    assert server.asked[0].headers["User-Agent"].startswith("Lynchpin/")
    assert server.asked[0].headers["User-Agent"].endswith(" (+it@example.org)")
    assert run("sync").out == "Leeds: done, 10 listed, 10 new.\n"
    (feed,) = listed()
    assert (feed["name"], feed["services"], feed["result"], feed["new"]) == ("Leeds", 10, "done", 10)
    assert feed["address"] == f"{server.address}/feed"
    assert "done" in run("list").out


@pytest.mark.parametrize("word", ["list", "sync"])
def test_without_a_feed_the_next_step_is_told(instance, run, word):
    assert run(word).out == "No feed yet. Add one with `lynchpin feeds add`.\n"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        pytest.param("leeds.example/feed", "must begin with https://", id="no scheme"),
        pytest.param("https://ann:secret@leeds.example/", "user name or password", id="password"),
        pytest.param("http://10.0.0.1/feed", "LYNCHPIN_ALLOW_PRIVATE_FEEDS", id="private network"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_and_nothing_is_added(instance, run, listed, address, told):
    refused = run("add", "Leeds", address)

    assert refused.exit_code == 1
    assert told in refused.err
    assert "secret" not in refused.err
    assert listed() == []


def test_a_name_or_an_address_that_is_taken_is_refused(leeds, serve_web, run, add, listed):
    _, server = leeds
    add(server)
    other = serve_web(PublishedFeed(published_services(range(20, 25))).say)

    same_address = run("add", "Leeds again", f"{server.address}/feed/")
    same_name = run("add", "Leeds", f"{other.address}/feed")

    assert "mirrored already, as 'Leeds'" in same_address.err
    assert "There is a feed called 'Leeds' already" in same_name.err
    assert len(listed()) == 1


def test_a_feed_whose_services_were_imported_before_goes_on_with_them(leeds, run, lynchpin, tmp_path):
    published, server = leeds
    path = write_lines(tmp_path / "council.ndjson", *published.services.values())
    lynchpin("import", path, "--source", "The council")

    refused = run("add", "Leeds", f"{server.address}/feed")
    added = run("add", "The council", f"{server.address}/feed")

    assert refused.exit_code == 1
    assert "they came from the source 'The council'" in refused.err
    assert added.exit_code == 0
    assert run("sync").out == "The council: done, 10 listed, 10 unchanged.\n"
    assert run("add", "Leeds", f"{server.address}/feed", "--may-repeat").exit_code == 1, "it is mirrored already"


@pytest.mark.parametrize("word", ["sync", "remove"])
def test_an_unknown_name_is_told_with_those_there_are(leeds, run, add, word):
    add(leeds[1])

    refused = run(word, "Leds")

    assert refused.exit_code == 1
    assert "There is no feed called 'Leds'. There are: Leeds." in refused.err


def test_one_feed_in_trouble_does_not_stop_the_others(leeds, serve_web, run, add):
    broken = PublishedFeed(published_services([1]))
    add(leeds[1])
    add(serve_web(broken.say), "Bradford")
    broken.spoil = lambda asked: Reply(status=500)

    told = run("sync")

    assert told.exit_code == 1
    assert "Bradford: failed" in told.out
    assert "The server is out of order (it answers 500)." in told.out
    assert "Leeds: done, 10 listed, 10 new." in told.out


def test_a_held_feed_names_the_command_that_goes_on(leeds, run, add):
    published, server = leeds
    add(server, "Leeds City")
    run("sync")
    for number in range(1, 5):
        del published.services[feed_id("service", number)]

    held = run("sync")
    accepted = run("sync", "--accept-shrink", "Leeds City")

    assert held.exit_code == 1
    assert "lynchpin feeds sync --accept-shrink 'Leeds City'" in held.out
    assert (accepted.exit_code, accepted.out) == (0, "Leeds City: done, 6 listed, 4 closed.\n")
    assert "Name the feeds" in run("sync", "--accept-shrink").err


def test_removing_a_feed_is_asked_about_and_keeps_its_services(leeds, run, add, listed, monkeypatch):
    add(leeds[1])
    run("sync")

    monkeypatch.setattr("sys.stdin", StringIO("n\n"))
    assert run("remove", "Leeds").exit_code == 130
    assert len(listed()) == 1

    monkeypatch.setattr("sys.stdin", StringIO("y\n"))
    assert "Leeds is not mirrored any more. 0 of its 10 services were closed." in run("remove", "Leeds").out
    assert listed() == []


def test_a_feed_that_was_removed_can_be_added_again(leeds, run, add):
    add(leeds[1])
    run("sync")

    closed = json.loads(run("remove", "Leeds", "--yes", "--close", "--json").out)
    add(leeds[1])

    assert closed == {"name": "Leeds", "services": 10, "closed": 10}
    assert run("sync").out == "Leeds: done, 10 listed, 10 changed.\n"

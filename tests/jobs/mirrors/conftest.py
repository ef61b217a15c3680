"""A feed on a server of this machine, added to the directory as a mirror."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest
import time_machine

from directory.catalogue.models.feeds import FeedRun
from directory.db import transaction
from directory.exchange.fetching.fetcher import FetchLimits
from directory.exchange.fetching.polite import Manners
from directory.exchange.fetching.reach import Reach
from directory.jobs.mirrors.feeds import add_feed, look_at
from directory.jobs.mirrors.syncing import Asked, sync_feed
from directory.jobs.mirrors.tools import MirrorTools
from tests.factories.published import PublishedFeed
from tests.plugins.web_server import WebServer

MONDAY = datetime(2026, 6, 1, 2, tzinfo=UTC)
TUESDAY = MONDAY.replace(day=2)
WEDNESDAY = MONDAY.replace(day=3)


@pytest.fixture
def tools(tmp_path):
    """Tools that may ask this machine, and that wait for nothing."""
    return MirrorTools(
        tmp_path / "feeds",
        Reach(allowed=(ip_network("127.0.0.0/8"),)),
        "Lynchpin/1",
        FetchLimits(read_seconds=2, answer_seconds=2),
        Manners(pause_seconds=0, tries=2, first_wait_seconds=0),
        sleep=lambda seconds: None,
    )


@dataclass
class Mirror:
    """A feed that is mirrored here, and the server that publishes it."""

    published: PublishedFeed
    server: WebServer
    tools: MirrorTools
    name: str = "Leeds"

    def sync(self, at: datetime = MONDAY, **asked: bool) -> FeedRun:
        """Do a run at a moment."""
        with time_machine.travel(at, tick=False):
            return sync_feed(self.name, self.tools, Asked(**asked))

    def asked_for(self, **query: str) -> int:
        """How often pages were asked for with these parameters."""
        return sum(query.items() <= each.query.items() for each in self.server.asked)

    def pages(self) -> list[str]:
        """The pages of services that were asked for, in order."""
        return [each.query["page"] for each in self.server.asked if each.path == "/feed/services"]


@pytest.fixture
def mirror(database, serve_web, tools) -> Callable[..., Mirror]:
    """`mirror(published)` serves a feed and adds it under a name."""
    return maker(serve_web, tools)


def maker(serve_web, tools) -> Callable[..., Mirror]:
    def make(published: PublishedFeed, name: str = "Leeds") -> Mirror:
        server = serve_web(published.say)
        found = look_at(f"{server.address}/feed/services", tools)
        with time_machine.travel(MONDAY, tick=False), transaction() as db:
            add_feed(db, name, found, "OGL-UK-3.0")
        server.asked.clear()
        return Mirror(published, server, tools, name)

    return make

"""How the next run of a feed reads it: all of it, the list of all with what is new, or only what changed.

Now and then a run reads everything, because feeds forget to move `last_modified`, and because only the list of all
tells what is gone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from directory.catalogue.models.feeds import Feed, Walk
from directory.exchange.feeds.abilities import (
    gives_minimal_items,
    gives_whole_items,
    honours_modified_after,
    written,
)
from directory.exchange.feeds.client import FeedClient
from directory.exchange.feeds.pages import Item
from directory.exchange.feeds.walking import Plan
from directory.exchange.formats import Format
from directory.jobs.mirrors.closing import listed_services
from directory.jobs.mirrors.leases import Lease

EVERYTHING_AFTER = timedelta(days=7)
# A change may be published a little after the time it carries.
OVERLAP = timedelta(hours=1)


@dataclass(frozen=True)
class Known:
    """What the catalogue knows of a feed: when it says that each service changed, and since when to ask for changes."""

    changed_at: Mapping[str, datetime | None]
    since: datetime | None


def read_known(lease: Lease, feed: Feed) -> Known:
    since = feed.changed_until - OVERLAP if feed.changed_until else None
    return Known(dict(listed_services(lease)), since)


def choose_walk(client: FeedClient, feed: Feed, since: datetime | None, now: datetime) -> Walk:
    """The cheapest walk that tells what changed. Raises FetchFailed, OutOfReach or ComeBackLater."""
    is_due = feed.walked_at is None or now - feed.walked_at > EVERYTHING_AFTER
    if is_due or since is None or feed.kind == Format.ORUK_1:
        return Walk.EVERYTHING
    whole = client.page(1)
    if gives_minimal_items(client, whole):
        return Walk.LIST
    return Walk.CHANGES if honours_modified_after(client, whole) else Walk.EVERYTHING


def has_whole_items(client: FeedClient, feed: Feed, walk: Walk) -> bool:
    """Whether the pages of a walk give services whole."""
    return walk is not Walk.LIST and feed.kind == Format.ORUK_3 and gives_whole_items(client)


def plan_for(walk: Walk, known: Known, *, has_whole_items: bool) -> Plan:
    """What the pages of a walk are asked for, and which of their items are wanted."""
    query = {"full": "true"} if has_whole_items else {}
    if walk is Walk.EVERYTHING:
        return Plan(walk, query, lambda item: True, has_whole_items)

    def is_news(item: Item) -> bool:
        return item.modified is None or known.changed_at.get(item.key or "") != item.modified

    if walk is Walk.LIST:
        return Plan(walk, {"minimal": "true"}, is_news, has_whole_items=False)
    changed = {"modified_after": written(known.since)} if known.since else {}
    return Plan(walk, query | changed, is_news, has_whole_items)

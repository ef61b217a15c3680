"""Feeds made and listed."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory import clock
from directory.audit.operations import record_act
from directory.catalogue.models.feeds import Feed, FeedRun
from directory.catalogue.models.sources import Source, SourceRecord
from directory.errors import NotFound, WrongInput
from directory.exchange.feeds.absences import is_absent
from directory.exchange.feeds.client import FeedClient, feed_address
from directory.exchange.fetching.addresses import WebAddress
from directory.exchange.formats import Format
from directory.exchange.known import find_or_add_source, find_twin
from directory.jobs.mirrors.runs import list_runs
from directory.jobs.mirrors.tools import MirrorTools


@dataclass(frozen=True)
class Found:
    """What was found at an address: its format, how many services it says it has, and the ids of the first of them."""

    address: WebAddress
    format: Format
    told: int | None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListedFeed:
    """A feed, how many services it lists, and its last run if it had any."""

    name: str
    licence: str | None
    feed: Feed
    services: int
    last_run: FeedRun | None


def look_at(address: str, tools: MirrorTools) -> Found:
    """What kind of feed is at an address. Raises WrongAddress, FetchFailed, OutOfReach or ComeBackLater."""
    found = feed_address(address)
    with tools.fetcher() as fetcher:
        page = FeedClient(found, tools.polite(fetcher)).page(1)
    return Found(found, page.kind, page.total_items, tuple(item.key for item in page.items if item.key))


def add_feed(db: Session, name: str, found: Found, licence: str | None, *, may_repeat: bool = False) -> Feed:
    """Mirror a feed from now on, as a source of that name: a new one, or one that came from files until now.

    Raises WrongInput where name or address is taken, or, unless services may repeat those of another source, where
    the first ones do.
    """
    name = name.strip()
    if not name:
        raise WrongInput("The feed needs a name, such as that of the council that publishes it.")
    known = db.scalar(
        select(Source.name).join(Feed, Feed.source_id == Source.id).where(Feed.address == str(found.address))
    )
    if known is not None:
        raise WrongInput(f"This address is mirrored already, as {known!r}.")
    twin = None if may_repeat else find_twin(db.connection(), name, {key: key.encode() for key in found.keys})
    if twin is not None:
        raise WrongInput(
            f"Services of it are in the catalogue already: they came from the source {twin!r}. Mirror the feed under "
            "that name, so that none is there twice, or say --may-repeat to keep them a second time."
        )
    source = db.get_one(Source, find_or_add_source(db.connection(), name, clock.now()))
    if db.get(Feed, source.id) is not None:
        raise WrongInput(f"There is a feed called {name!r} already. Choose another name, or remove that one first.")
    source.licence = licence or source.licence
    feed = Feed(source_id=source.id, address=str(found.address), kind=found.format.value)
    db.add(feed)
    record_act(db, None, None, "feed.added", "source", [source.id])
    return feed


def get_feed(db: Session, name: str) -> Feed:
    """The feed of that name. Raises NotFound, naming those there are."""
    feed = db.scalar(select(Feed).join(Source, Source.id == Feed.source_id).where(Source.name == name))
    if feed is not None:
        return feed
    names = feed_names(db)
    there = f"There are: {', '.join(names)}." if names else "There is none yet; `lynchpin feeds add` makes one."
    raise NotFound(f"There is no feed called {name!r}. {there}")


def feed_names(db: Session) -> list[str]:
    """The names of all feeds."""
    return list(db.scalars(select(Source.name).join(Feed, Feed.source_id == Source.id).order_by(Source.name)))


def list_feeds(db: Session) -> list[ListedFeed]:
    """Every feed, by name."""
    count = (
        select(func.count())
        .where(SourceRecord.source_id == Feed.source_id, SourceRecord.entity == "service", ~is_absent(SourceRecord))
        .scalar_subquery()
    )
    query = select(Source, Feed, count).join(Feed, Feed.source_id == Source.id).order_by(Source.name)
    return [
        ListedFeed(source.name, source.licence, feed, services, next(iter(list_runs(db, feed)), None))
        for source, feed, services in db.execute(query)
    ]

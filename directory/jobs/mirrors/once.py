"""What is at an address, read once into a file for an import: a file that somebody publishes, or all of a feed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from directory.catalogue.models.feeds import Walk
from directory.exchange.feeds.abilities import gives_whole_items
from directory.exchange.feeds.client import FeedClient, feed_address
from directory.exchange.feeds.pages import read_page
from directory.exchange.feeds.staging import Staged, Staging
from directory.exchange.feeds.terms import read_terms
from directory.exchange.feeds.walking import PageWalk, Place
from directory.exchange.fetching.addresses import WebAddress, WrongAddress, read_address
from directory.exchange.fetching.failures import FetchFailed
from directory.exchange.fetching.fetcher import FEED_TYPES, Fetcher
from directory.exchange.formats import Format
from directory.jobs.mirrors.planning import Known, plan_for
from directory.jobs.mirrors.syncing import pages_done
from directory.jobs.mirrors.taking import Progress, find_gap
from directory.jobs.mirrors.tools import MirrorTools

# Files are longer than pages; as they come from a server, they are never all in the memory.
FILE_SECONDS = 600.0
FILE_BYTES = 1_000_000_000
FILE_TYPES = FEED_TYPES | {
    "application/gzip",
    "application/octet-stream",
    "application/x-gzip",
    "application/x-zip-compressed",
    "application/zip",
    "binary/octet-stream",
}
# What a feed says at its root: no file of services has either.
ROOT_FIELDS = ("openapi_url", "profile")
LONGEST_PAGE = 20_000_000


@dataclass(frozen=True)
class AtHand:
    """A file that an import can read. `gap` says why it does not hold all that there is at the address."""

    path: Path
    source_name: str
    format: Format | None = None
    terms: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    gap: str | None = None


@contextmanager
def at_hand(text: str, tools: MirrorTools, progress: Progress) -> Iterator[AtHand]:
    """What is at an address, for as long as the block lasts.

    Raises WrongAddress, OutOfReach, FetchFailed or ComeBackLater.
    """
    address = read_address(text)
    with TemporaryDirectory(prefix="lynchpin-import-") as folder:
        path = Path(folder) / "file"
        download(address, tools, path)
        if is_feed(address, path):
            yield read_feed(feed_address(text), tools, Path(folder), progress)
        else:
            yield AtHand(path, address.host)


def download(address: WebAddress, tools: MirrorTools, path: Path) -> None:
    """Read what is at an address into a file."""
    limits = replace(tools.limits, answer_seconds=FILE_SECONDS, answer_bytes=FILE_BYTES)
    with (
        Fetcher(tools.reach, tools.user_agent, limits) as fetcher,
        path.open("wb") as file,
        fetcher.opened(address, FILE_TYPES) as (_, chunks),
    ):
        file.writelines(chunks)


def is_feed(address: WebAddress, path: Path) -> bool:
    """Whether what was read is a page of a feed's services, or its root. Raises WrongAddress for part of a feed."""
    if path.stat().st_size > LONGEST_PAGE:
        return False
    body = path.read_bytes()
    if not address.path.rstrip("/").endswith("/services"):
        return is_root(body)
    try:
        read_page(body)
    except FetchFailed:
        return False
    if address.query:
        raise WrongAddress("This is part of a feed. Leave out the question mark and what follows, to read all of it.")
    return True


def is_root(body: bytes) -> bool:
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "version" in found and any(each in found for each in ROOT_FIELDS)


def read_feed(address: WebAddress, tools: MirrorTools, folder: Path, progress: Progress) -> AtHand:
    """All services of a feed, read into a file."""
    with tools.fetcher() as fetcher, Staging(folder / "feed", Staged()) as staging:
        client = FeedClient(address, tools.polite(fetcher))
        format = client.page(1).kind
        is_whole = format is Format.ORUK_3 and gives_whole_items(client)
        plan, place = plan_for(Walk.EVERYTHING, Known({}, None), has_whole_items=is_whole), Place()
        for place in PageWalk(client, plan, staging).go_on(Place()):
            progress(*pages_done(place))
        terms = read_terms(client) if format is Format.ORUK_3 else {}
        gap = find_gap(Walk.EVERYTHING, place, len(staging.listed))
        return AtHand(staging.items_path, address.host, format, terms, gap)

"""The services that a feed is known to list, read and closed a few at a time, so that others can write in between."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from directory import clock
from directory.catalogue.history.record_rows import portions
from directory.exchange.batches import in_turns
from directory.exchange.feeds.absences import LISTED_AT_ONCE, close_missing, list_listed
from directory.jobs.mirrors.leases import Lease

CLOSED_AT_ONCE = 100


def listed_services(lease: Lease) -> Iterator[tuple[str, datetime | None]]:
    """Each of them by its key, in order, with when the feed says that it changed."""
    transaction, after = in_turns(lease.transaction), ""
    while True:
        with transaction() as db:
            some = list_listed(db, lease.source_id, after)
        yield from some
        if len(some) < LISTED_AT_ONCE:
            return
        after = some[-1][0]


def close_services(lease: Lease, keys: Iterable[str]) -> int:
    """Say of services that they do not run any more; returns of how many that is news. Raises FeedBusy."""
    transaction, closed = in_turns(lease.transaction), 0
    for some in portions(keys, CLOSED_AT_ONCE):
        with transaction() as db:
            closed += close_missing(db, lease.source_id, some, clock.now())
    return closed

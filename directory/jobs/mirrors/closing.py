"""Closing services that a feed does not list any more, some at a time, so that others can write meanwhile."""

from collections.abc import Iterable

from directory import clock
from directory.catalogue.history.record_rows import portions
from directory.exchange.feeds.absences import close_missing
from directory.jobs.mirrors.leases import Lease

CLOSED_AT_ONCE = 250


def close_services(lease: Lease, keys: Iterable[str]) -> int:
    """Say of services that they do not run any more; returns of how many that is news. Raises FeedBusy."""
    closed = 0
    for some in portions(keys, CLOSED_AT_ONCE):
        with lease.transaction() as db:
            closed += close_missing(db, lease.source_id, some, clock.now())
    return closed

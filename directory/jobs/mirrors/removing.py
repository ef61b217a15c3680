"""The end of a mirror."""

from pathlib import Path

from directory.audit.operations import record_act
from directory.db import transaction
from directory.exchange.feeds.staging import forget
from directory.jobs.mirrors.closing import close_services, listed_services
from directory.jobs.mirrors.feeds import get_feed
from directory.jobs.mirrors.leases import Lease


def remove_feed(name: str, folder: Path, *, closes: bool) -> int:
    """Stop mirroring a feed. Its services stay, as those of their source, running unless they are closed with it.

    What its runs have left in `folder` goes. Returns how many services were closed; where it is stopped on the way,
    the next one goes on. Raises NotFound, or FeedBusy while a run has the feed.
    """
    with transaction() as db:
        lease = Lease(get_feed(db, name).source_id)
        lease.take(db)
    try:
        closed = close_services(lease, [key for key, _ in listed_services(lease)]) if closes else 0
        with lease.transaction() as db:
            db.delete(get_feed(db, name))
            record_act(db, None, None, "feed.removed", "source", [lease.source_id])
    finally:
        lease.give_back()
    forget(folder / str(lease.source_id))
    return closed

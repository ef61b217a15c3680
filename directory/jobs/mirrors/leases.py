"""A lease on a feed: while one run holds it, no other can begin, and a run that lost it can write nothing more."""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import or_, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from directory import clock
from directory.catalogue.models.feeds import Feed
from directory.db import new_id, transaction
from directory.errors import Conflict

# Longer than anything a run does without saying that it is still there: waiting for one answer.
LEASE = timedelta(minutes=3)
RENEW_SECONDS = 30.0


class FeedBusy(Conflict):
    """Another run has the feed."""


class Lease:
    """The right to read a feed and to write what it says, until it is given back or runs out."""

    def __init__(self, source_id: uuid.UUID) -> None:
        self.source_id = source_id
        self.token = new_id()
        self._renewed = time.monotonic()

    def take(self, db: Session) -> None:
        """Raises FeedBusy while another run has it."""
        now = clock.now()
        free = or_(Feed.leased_until.is_(None), Feed.leased_until < now)
        if not self._set(db, free):
            raise FeedBusy("Another run is reading this feed now. One that was killed lets go after three minutes.")

    def keep(self) -> None:
        """Say that the run is still there, if that was some while ago. Raises FeedBusy where it took too long."""
        if time.monotonic() - self._renewed > RENEW_SECONDS:
            with self.transaction():
                pass

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A transaction in which the lease is ours: it is renewed before anything else. Raises FeedBusy."""
        with transaction() as db:
            if not self._set(db, Feed.leased_by == self.token):
                raise FeedBusy("This run took so long that another one began with the feed; it stops here.")
            yield db
        self._renewed = time.monotonic()

    def give_back(self) -> None:
        with transaction() as db:
            db.execute(update(Feed).where(Feed.leased_by == self.token).values(leased_by=None, leased_until=None))

    def _set(self, db: Session, condition: object) -> bool:
        """Write the lease down if a condition holds, in one statement, so that of two runs one gets it."""
        values = {"leased_by": self.token, "leased_until": clock.now() + LEASE}
        changed = db.execute(update(Feed).where(Feed.source_id == self.source_id, condition).values(values))  # type: ignore[arg-type]
        return isinstance(changed, CursorResult) and changed.rowcount == 1

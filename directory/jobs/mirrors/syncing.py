"""One run of a mirror: read the feed's pages into files, take them in, and close what the feed no longer lists.

A run that is stopped, by a power cut or by a server that wants to be left alone, stays open, and the next one goes on
from the page it had come to.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from directory import clock
from directory.catalogue.models.feeds import Feed, FeedRun, RunResult, RunStep, Walk
from directory.db import transaction
from directory.errors import Refused
from directory.exchange.feeds.client import FeedClient
from directory.exchange.feeds.staging import NotStaged, Staged, Staging, forget
from directory.exchange.feeds.walking import PageWalk, Place, Plan, WalkFailed
from directory.exchange.fetching.addresses import WrongAddress, read_address
from directory.exchange.fetching.failures import FetchFailed, Unreachable
from directory.exchange.fetching.polite import ComeBackLater
from directory.exchange.fetching.reach import OutOfReach
from directory.exchange.refusals import Report
from directory.jobs.mirrors.feeds import get_feed
from directory.jobs.mirrors.leases import Lease
from directory.jobs.mirrors.planning import Known, choose_walk, has_whole_items, plan_for, read_known
from directory.jobs.mirrors.runs import begin_run, end_run, find_open_run, keep_place, place_of
from directory.jobs.mirrors.taking import Progress, Taking
from directory.jobs.mirrors.tools import MirrorTools

LONGEST_WAIT = timedelta(days=1)


class AskedToWait(Refused):
    """The feed's server asked to be left alone until later."""


@dataclass(frozen=True)
class Asked:
    """What a person wants of a run beside the usual."""

    everything: bool = False
    accepts_shrink: bool = False


def sync_feed(
    name: str,
    tools: MirrorTools,
    asked: Asked = Asked(),
    report: Report = lambda refused: None,
    progress: Progress = lambda done, of: None,
) -> FeedRun:
    """Do a run of a feed, or go on with one that was stopped; returns the run, which has no result if it is not over.

    Raises NotFound, AskedToWait, or FeedBusy while another run has the feed.
    """
    with transaction() as db:
        feed = get_feed(db, name)
        check_may_ask(feed, clock.now())
        lease = Lease(feed.source_id)
        lease.take(db)
    try:
        with tools.fetcher() as fetcher:
            client = FeedClient(read_address(feed.address), tools.polite(fetcher, lease.keep))
            taking = Taking(name, feed, lease, client, report, progress, accepts_shrink=asked.accepts_shrink)
            return FeedSync(feed, lease, client, tools, taking, progress).do(asked)
    finally:
        lease.give_back()


def check_may_ask(feed: Feed, now: datetime) -> None:
    if feed.wait_until is not None and now < feed.wait_until:
        raise AskedToWait(f"The server of this feed asked to be left alone until {feed.wait_until:%d %B at %H:%M} UTC.")


class FeedSync:
    """The work of one run."""

    def __init__(
        self, feed: Feed, lease: Lease, client: FeedClient, tools: MirrorTools, taking: Taking, progress: Progress
    ) -> None:
        self.feed = feed
        self.lease = lease
        self.client = client
        self.folder = tools.folder / str(feed.source_id)
        self.taking = taking
        self.progress = progress

    def do(self, asked: Asked) -> FeedRun:
        """Begin or go on, and end as well as it goes. What the feed does wrong becomes the reason of the run."""
        self.run = self.open_run(asked)
        known = read_known(self.lease, self.feed)
        try:
            with self.open_staging() as staging:
                self.plan_if_new(known, asked)
                place = self.read(self.plan(known), staging)
                ending = self.taking.do(self.run, place, staging)
            self.end(*ending)
        except ComeBackLater as later:
            self.leave(str(later), later.seconds)
        except Unreachable as failed:
            self.leave(str(failed))
        except (FetchFailed, OutOfReach, WrongAddress) as failed:
            self.end(RunResult.FAILED, str(failed))
        return self.run

    def open_run(self, asked: Asked) -> FeedRun:
        """The run to go on with, or a new one."""
        with self.lease.transaction() as db:
            run = find_open_run(db, self.feed, clock.now())
            if run is not None and asked.everything and run.walk != Walk.EVERYTHING:
                end_run(db, run, RunResult.FAILED, "It was given up for a run that reads everything.", clock.now())
                run = None
            return run or begin_run(db, self.feed, clock.now())

    def open_staging(self) -> Staging:
        """The files of the run. Where they are gone, or it is a new one, reading begins anew."""
        try:
            return Staging(self.folder, Staged(self.run.staged_bytes, self.run.listed_bytes))
        except NotStaged:
            self.keep(Place(), 0)
            return Staging(self.folder, Staged())

    def plan_if_new(self, known: Known, asked: Asked) -> None:
        """Find out how the feed can be read, unless the run has begun to."""
        if self.run.listed or self.run.step != RunStep.READING:
            return
        walk = Walk.EVERYTHING
        if not asked.everything:
            walk = choose_walk(self.client, self.feed, known.since, clock.now())
        is_whole = has_whole_items(self.client, self.feed, walk)
        with self.lease.transaction() as db:
            self.run = db.merge(self.run)
            self.run.walk, self.run.has_whole_items = walk.value, is_whole

    def plan(self, known: Known) -> Plan:
        return plan_for(Walk(self.run.walk), known, has_whole_items=self.run.has_whole_items)

    def read(self, plan: Plan, staging: Staging) -> Place:
        """Read the pages that are left; returns the place after the last.

        A page that cannot be read ends the reading, and what came before it is taken in. Where the server is only out
        of order the next run may do better, if this one came any further.
        """
        place, has_moved = place_of(self.run), False
        try:
            for reached in PageWalk(self.client, plan, staging).go_on(place):
                place, has_moved = reached, True
                self.keep(place, len(staging.listed))
                self.progress(*pages_done(place))
        except FetchFailed as failed:
            is_over = isinstance(failed, WalkFailed) or not staging.listed
            if is_over or (has_moved and isinstance(failed, Unreachable)):
                raise
            place = replace(place, next_page=None, problem=f"Page {place.next_page} could not be read. {failed}")
            self.keep(place, len(staging.listed))
        return place

    def keep(self, place: Place, listed: int) -> None:
        with self.lease.transaction() as db:
            self.run = keep_place(db, self.run, place, listed)

    def leave(self, reason: str, seconds: float | None = None) -> None:
        """Leave the run open, for the next one to go on with. Of one that has read nothing there is nothing to keep."""
        if not self.run.listed and seconds is None:
            self.end(RunResult.FAILED, reason)
            return
        with self.lease.transaction() as db:
            self.run = db.merge(self.run)
            self.run.reason = reason
            if seconds is not None:
                db.get_one(Feed, self.feed.source_id).wait_until = clock.now() + min(
                    LONGEST_WAIT, timedelta(seconds=seconds)
                )

    def end(self, result: RunResult, reason: str | None) -> None:
        """End the run, and note what the feed is known by from now on."""
        with self.lease.transaction() as db:
            self.run = end_run(db, self.run, result, reason, clock.now())
            feed = db.get_one(Feed, self.feed.source_id)
            feed.wait_until = None
            if result in (RunResult.DONE, RunResult.HELD):
                note_success(feed, self.run)
        forget(self.folder)


def pages_done(place: Place) -> tuple[int, int]:
    """How many pages of how many have been read, as far as the feed says."""
    if place.next_page is None:
        return 1, 1
    done = place.next_page - place.first_page
    return done, max(place.total_pages or 0, done)


def note_success(feed: Feed, run: FeedRun) -> None:
    """Note up to when we know a feed. A service that could not be read keeps us from going on from there."""
    if run.walk == Walk.EVERYTHING:
        feed.walked_at = run.started_at
    if run.changed_until is not None and not run.unread:
        # No change lies in the future: a clock of theirs that is wrong must not make us miss what comes.
        feed.changed_until = min(run.changed_until, run.started_at)

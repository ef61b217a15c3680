"""The second half of a run: what was read goes into the catalogue, and what the feed no longer lists is closed.

A feed of which more than a fifth is suddenly gone is taken in, but nothing of it is closed until a person says so.
"""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from directory.catalogue.models.feeds import Feed, FeedRun, RunResult, Walk
from directory.exchange.feeds.absences import welcome_back
from directory.exchange.feeds.client import FeedClient
from directory.exchange.feeds.staging import Staging
from directory.exchange.feeds.terms import read_terms
from directory.exchange.feeds.walking import Place
from directory.exchange.fetching.failures import FetchFailed
from directory.exchange.formats import Format
from directory.exchange.importing import ImportCounts, run_import
from directory.exchange.refusals import Report
from directory.jobs.mirrors.closing import close_services, listed_services
from directory.jobs.mirrors.leases import Lease

Progress = Callable[[int, int], None]
"""Told how much of what is going on is done, and how much of it there is; pages, services or bytes."""
# More than one in so many gone at once is a fault of the feed until a person says otherwise.
ONE_IN = 5
MOST_DOUBTS_IN_A_ROW = 5


@dataclass(frozen=True)
class Missing:
    """How many services the feed listed before, and which of them it does not list now."""

    before: int
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Taking:
    """What the second half of a run needs."""

    name: str
    feed: Feed
    lease: Lease
    client: FeedClient
    report: Report
    progress: Progress
    accepts_shrink: bool

    def do(self, run: FeedRun, place: Place, staging: Staging) -> tuple[RunResult, str | None]:
        """Take in what is staged, and close what is gone; returns how the run ends, and why.

        Raises ComeBackLater while it asks for what is missing; then nothing has been closed yet.
        """
        gap = find_gap(Walk(run.walk), place, len(staging.listed))
        tells_what_is_gone = gap is None and run.walk != Walk.CHANGES
        missing = self.find_missing(staging) if tells_what_is_gone else Missing(0, ())
        shrunk = is_shrunk(missing, accepted=(self.feed.held_missing or 0) if self.accepts_shrink else 0)
        asked = Gone() if shrunk else self.ask_for(missing.keys, staging)
        self.take_in(run, staging)
        run.closed += close_services(self.lease, asked.keys)
        with self.lease.transaction() as db:
            welcome_back(db, self.feed.source_id, staging.listed)
            if tells_what_is_gone:
                db.get_one(Feed, self.feed.source_id).held_missing = len(missing.keys) if shrunk else None
        if shrunk:
            return RunResult.HELD, self.words_for(missing)
        if problem := gap or words_for_refused(run):
            return RunResult.INCOMPLETE, problem
        return RunResult.DONE, words_for_doubts(asked.doubts)

    def find_missing(self, staging: Staging) -> Missing:
        before = [key for key, _ in listed_services(self.lease)]
        return Missing(len(before), tuple(key for key in before if key not in staging.listed))

    def ask_for(self, keys: Sequence[str], staging: Staging) -> "Gone":
        """Ask for each service that is missing from the pages: pages shift while somebody changes a feed.

        Of a server that does not answer nothing is believed to be gone.
        """
        gone, in_a_row = Gone(), 0
        for position, key in enumerate(keys):
            if in_a_row == MOST_DOUBTS_IN_A_ROW:
                gone.doubts += len(keys) - position
                break
            try:
                data = self.client.detail(key, key)
            except FetchFailed:
                gone.doubts += 1
                in_a_row += 1
                continue
            in_a_row = 0
            if data is None:
                gone.keys.append(key)
            else:
                staging.add([data], [key])
            self.progress(position + 1, len(keys))
        return gone

    def take_in(self, run: FeedRun, staging: Staging) -> None:
        """Write what is staged into the catalogue, as an import does."""

        def show(done: int, size: int, counts: ImportCounts) -> None:
            self.progress(done, size)

        if not staging.item_bytes:
            return
        terms = read_terms(self.client) if self.feed.kind == Format.ORUK_3 else {}
        summary = run_import(
            staging.items_path,
            self.name,
            transaction=self.lease.transaction,
            report=self.report,
            progress=show,
            format=Format(self.feed.kind),
            terms=terms,
        )
        run.new, run.changed, run.unchanged = summary.new, summary.changed, summary.unchanged
        run.refused, run.kept_here = summary.refused, summary.kept_here

    def words_for(self, missing: Missing) -> str:
        return (
            f"{len(missing.keys):,} of {missing.before:,} services are gone from the feed at once, so nothing was "
            f"closed. Look at the feed. If it is right: lynchpin feeds sync --accept-shrink {shlex.quote(self.name)}"
        )


@dataclass
class Gone:
    """The services that a feed says it does not have, and how many it said nothing about."""

    keys: list[str] = field(default_factory=list)
    doubts: int = 0


def find_gap(walk: Walk, place: Place, listed: int) -> str | None:
    """Why the walk did not see all of the feed; None where it did."""
    if place.problem is not None:
        return place.problem
    if walk is not Walk.CHANGES and place.told is not None and listed < place.told:
        return f"The feed says that it has {place.told:,} services and lists {listed:,}."
    return None


def is_shrunk(missing: Missing, *, accepted: int) -> bool:
    """Whether so much is gone at once that a person has to look. `accepted` is what one has looked at."""
    return (len(missing.keys) - accepted) * ONE_IN > missing.before


def words_for_refused(run: FeedRun) -> str | None:
    """That so much of a feed cannot be used that somebody has to look; None where it is little."""
    read = run.new + run.changed + run.unchanged + run.refused
    if run.refused * ONE_IN <= read:
        return None
    return f"{run.refused:,} of the {read:,} services that were read cannot be used as they are."


def words_for_doubts(doubts: int) -> str | None:
    if not doubts:
        return None
    return f"{doubts:,} services are no longer listed and could not be asked for; they stay as they are for now."

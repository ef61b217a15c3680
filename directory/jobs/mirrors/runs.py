"""Runs as the database keeps them: begun, gone on with, and ended."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory.catalogue.models.feeds import Feed, FeedRun, RunResult, RunStep, Walk
from directory.exchange.feeds.staging import Staged
from directory.exchange.feeds.walking import Place

# Pages shift while a feed is changed, so that what was read long ago does not fit what is read now.
GOES_ON_FOR = timedelta(hours=24)
KEPT_RUNS = 30


def find_open_run(db: Session, feed: Feed, now: datetime) -> FeedRun | None:
    """The run to go on with. One that was left for too long is ended here, and a new one has to begin."""
    found = db.scalar(select(FeedRun).where(FeedRun.source_id == feed.source_id, FeedRun.ended_at.is_(None)))
    if found is None or now - found.started_at <= GOES_ON_FOR:
        return found
    end_run(db, found, RunResult.FAILED, "It was stopped and left for more than a day.", now)
    return None


def begin_run(db: Session, feed: Feed, now: datetime) -> FeedRun:
    """A new run, of which nobody knows yet how it will read the feed."""
    run = FeedRun(source_id=feed.source_id, walk=Walk.EVERYTHING.value, has_whole_items=False, started_at=now)
    db.add(run)
    # The defaults are read before the transaction ends.
    db.flush()
    return run


def list_runs(db: Session, feed: Feed, most: int = 1) -> list[FeedRun]:
    """The last runs of a feed, newest first."""
    query = select(FeedRun).where(FeedRun.source_id == feed.source_id)
    return list(db.scalars(query.order_by(FeedRun.started_at.desc(), FeedRun.id).limit(most)))


def place_of(run: FeedRun) -> Place:
    """Where the reading of a run has to go on."""
    return Place(
        next_page=run.next_page if run.step == RunStep.READING else None,
        first_page=run.first_page,
        staged=Staged(run.staged_bytes, run.listed_bytes),
        told=run.told,
        unread=run.unread,
        changed_until=run.changed_until,
        problem=run.problem,
    )


def keep_place(db: Session, run: FeedRun, place: Place, listed: int) -> FeedRun:
    """Note how far the reading of a run has come."""
    run = db.merge(run)
    run.step = RunStep.READING.value if place.next_page is not None else RunStep.TAKING.value
    if place.next_page is not None:
        run.next_page = place.next_page
    run.first_page = place.first_page
    run.staged_bytes, run.listed_bytes = place.staged.item_bytes, place.staged.listed_bytes
    run.told, run.listed, run.unread = place.told, listed, place.unread
    run.changed_until, run.reason = place.changed_until, None
    run.problem = place.problem
    return run


def end_run(db: Session, run: FeedRun, result: RunResult, reason: str | None, now: datetime) -> FeedRun:
    """Note how a run ended, and forget the oldest runs of its feed."""
    run = db.merge(run)
    run.ended_at, run.result, run.reason = now, result.value, reason
    kept = select(FeedRun.id).where(FeedRun.source_id == run.source_id)
    kept = kept.order_by(FeedRun.started_at.desc(), FeedRun.id).limit(KEPT_RUNS)
    db.flush()  # So that this run counts among those to keep.
    db.execute(delete(FeedRun).where(FeedRun.source_id == run.source_id, FeedRun.id.not_in(kept)))
    return run

"""The import of a file of services, in whichever format: idempotent, in batches, and with a reason for each refusal.

    with Progress() as bar:
        summary = run_import(path, "leeds", transaction=transaction, report=rows.append, progress=bar)

The caller hands in `transaction`, because nothing below a command opens one. A batch is read and checked before its
transaction begins, so that the database is held only while rows are written. A run that is stopped leaves whole
batches behind it; running it again completes it.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from directory import clock
from directory.catalogue.history.record_rows import portions
from directory.errors import Refused, WrongInput
from directory.exchange.batches import MOST, Pace, Transaction, in_turns, write_parts
from directory.exchange.bundles import Bundle, read_bundle
from directory.exchange.formats import Format
from directory.exchange.known import find_twin
from directory.exchange.notices import Notice
from directory.exchange.opening import open_services
from directory.exchange.reading import Feed, Limits
from directory.exchange.refusals import RefusedRecord, Report, constraint_reason
from directory.exchange.shared import Caught, settle, tell_services, write_waiting
from directory.exchange.splitting import Piece
from directory.exchange.spool import Spool, Waiting
from directory.exchange.tabular.package import Package
from directory.exchange.values import WrongValue
from directory.exchange.writing import Intake, Written, write_batch

BATCH = MOST
BATCH_BYTES = 8_000_000


class TakenInBefore(Refused):
    """Services are known from another source, nearly all of these or of its own: each would be there twice."""

    def __init__(self, source_name: str) -> None:
        super().__init__(f"Services in it are in the catalogue already: they came from the source “{source_name}”.")
        self.source_name = source_name


@dataclass
class ImportCounts:
    """How many services were new, changed, unchanged and refused so far, and kept something that was changed here."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    kept_here: int = 0


Progress = Callable[[int, int, ImportCounts], None]
"""Told after each batch: bytes of the file read, bytes of the file, and the counts so far."""


@dataclass(frozen=True)
class ImportSummary:
    """What an import did.

    `changed_shared` counts organizations, programmes, locations, terms and taxonomies that it changed; their services
    count as unchanged unless they changed themselves; `kept_here` counts services of which the source says something
    else than people here, whose word stays; `refused_shared` those whose newer version was reported and not
    taken. `ended_early` says why not all of the file was read; `notices` what there is to know of what was taken;
    `refused_rows` counts the rows of a package, other than services, that were not.
    """

    new: int
    changed: int
    unchanged: int
    refused: int
    kept_here: int
    changed_shared: int
    refused_shared: int
    seconds: float
    ended_early: str | None
    notices: tuple[Notice, ...] = ()
    refused_rows: int = 0


def run_import(
    path: Path,
    source_name: str,
    *,
    transaction: Transaction,
    report: Report = lambda refused: None,
    progress: Progress = lambda done, size, counts: None,
    limits: Limits = Limits(),  # noqa: B008 - the limits are frozen
    format: Format | None = None,
    terms: Mapping[str, dict[str, Any]] | None = None,
    may_repeat: bool = True,
) -> ImportSummary:
    """Take the services of a file into the catalogue as those of a source.

    The format is told from the file, item by item, unless it is given. `terms` are those of the source by their id,
    where they are known apart from the file.
    Raises UnreadableFile where the file cannot be opened or is plainly something else, and, unless services may repeat
    those of another source, TakenInBefore where the first ones do.
    """
    if not source_name.strip():
        raise WrongInput("The source needs a name.")
    started = time.monotonic()
    with Spool() as spool, open_services(path, limits, format) as feed:
        feed.expected = replace(feed.expected, terms=terms or {})
        run = ImportRun(source_name.strip(), feed, spool, transaction, report, progress, may_repeat)
        run.take_services()
        run.take_postponed()
        run.catch_up()
        counts = run.counts
        return ImportSummary(
            counts.new,
            counts.changed,
            counts.unchanged,
            counts.refused,
            counts.kept_here,
            run.changed_shared,
            run.refused_shared,
            time.monotonic() - started,
            feed.ended_early,
            run.notices.list(),
            run.refused_rows,
        )


def default_source_name(path: Path) -> str:
    """The name of a source that nobody named: the file's, without its endings."""
    return path.name.split(".")[0] or path.name


class ImportRun:
    """One import under way."""

    def __init__(
        self,
        source_name: str,
        feed: Feed | Package,
        spool: Spool,
        transaction: Transaction,
        report: Report,
        progress: Progress,
        may_repeat: bool,
    ) -> None:
        self.source_name = source_name
        self.feed = feed
        self.spool = spool
        self.transaction = in_turns(transaction)
        self.report = report
        self.progress = progress
        self.may_repeat = may_repeat
        self.counts = ImportCounts()
        self.changed_shared = 0
        self.refused_shared = 0
        self.pace = Pace(BATCH)
        self.notices = feed.notices
        self.refused_rows = 0

    def take_services(self) -> None:
        pieces = self.feed.items()
        while batch := list(self.take_pieces(pieces)):
            data = {piece.number: piece.data for piece in batch}
            bundles = [bundle for piece in batch if (bundle := self.read(piece))]
            self.check_is_new(bundles)
            for bundle, reason in self.write(bundles):
                self.spool.postpone(bundle.number, data[bundle.number] or b"", reason)
            self.progress(self.feed.done, self.feed.size, self.counts)
        for refused in self.feed.refusals():
            is_service = refused.unit == self.feed.unit
            self.counts.refused += is_service
            self.refused_rows += not is_service
            self.report(refused)

    def check_is_new(self, bundles: list[Bundle]) -> None:
        """Raises TakenInBefore where the first services are known from another source, unless that may be."""
        if self.may_repeat or not bundles:
            return
        self.may_repeat = True
        with self.transaction() as db:
            twin = find_twin(db.connection(), self.source_name, {each.key: each.digest for each in bundles})
        if twin is not None:
            raise TakenInBefore(twin)

    def take_postponed(self) -> None:
        """Try again what referred to later records, for as long as that brings any of them in; refuse the rest."""
        left, before = self.spool.count_postponed(), -1
        while left and left != before:
            for items in self.spool.postponed(self.pace):
                bundles = [read_bundle(each.number, each.data, self.feed.expected) for each in items]
                lacking = {bundle.number for bundle, _ in self.write(bundles, is_retry=True)}
                for each in items:
                    if each.number not in lacking:
                        self.spool.settle(each.number)
            left, before = self.spool.count_postponed(), left
        for items in self.spool.postponed(self.pace):
            for each in items:
                self.refuse(each.number, read_bundle(each.number, each.data, self.feed.expected).key, each.reason)

    def take_pieces(self, pieces: Iterator[Piece]) -> Iterator[Piece]:
        """The pieces of one batch: so many, or so many bytes."""
        size = 0
        for piece in islice(pieces, self.pace.size):
            yield piece
            size += len(piece.data or b"")
            if size > BATCH_BYTES:
                return

    def read(self, piece: Piece) -> Bundle | None:
        """The service of a piece; None, and reported, where it cannot be taken."""
        key = ""
        try:
            if piece.data is None:
                raise WrongValue(f"is longer than {self.feed.limits.item_bytes:,} bytes")
            bundle = read_bundle(piece.number, piece.data, self.feed.expected)
            key = bundle.key
            if (earlier := self.spool.note(key, piece.number)) is not None:
                raise WrongValue(f"has the same id as {self.feed.unit} {earlier}")
        except WrongValue as wrong:
            self.refuse(piece.number, key, str(wrong))
            return None
        if bundle.notes:
            self.notices.add(f"{self.feed.unit} {piece.number}", bundle.notes)
        return bundle

    def write(self, bundles: list[Bundle], *, is_retry: bool = False) -> list[tuple[Bundle, str]]:
        """Write a batch in a transaction of its own; returns the services that lack a record, and what they lack.

        Should the database refuse something, the halves of the batch are written in transactions of their own.
        """
        if not bundles:
            return []
        postponed: list[tuple[Bundle, str]] = []

        def write(some: list[Bundle]) -> Written:
            with self.timed_transaction() as db:
                return write_batch(db, self.intake(is_retry=is_retry), some, self.spool)

        def refuse(bundle: Bundle, error: DBAPIError) -> None:
            self.refuse(bundle.number, bundle.key, constraint_reason(error))

        for written in write_parts(bundles, write, refuse):
            self.counts.new += written.new
            self.counts.changed += written.changed
            self.counts.unchanged += written.unchanged
            self.counts.kept_here += written.kept_here
            postponed += written.postponed
        return postponed

    def intake(self, *, is_retry: bool = False) -> Intake:
        return Intake(self.source_name, clock.now(), is_retry=is_retry)

    @contextmanager
    def timed_transaction(self) -> Iterator[Session]:
        """A transaction from whose length the next batches learn."""
        with self.transaction() as db:
            began = time.monotonic()
            yield db
        self.pace.took(time.monotonic() - began)

    def catch_up(self) -> None:
        """Write the newest versions of shared records, now that the whole file is known."""

        def write(some: list[Waiting]) -> Caught:
            with self.timed_transaction() as db:
                return write_waiting(db, self.intake(), some)

        def refuse(each: Waiting, error: DBAPIError) -> None:
            self.refused_shared += 1
            reason = constraint_reason(error)
            self.tell(each.number, each.shared.key, f"the newer {each.shared.entity} was not taken: {reason}")

        for waiting in self.spool.waiting(self.pace):
            for caught in write_parts(waiting, write, refuse):
                self.changed_shared += caught.changed
                self.tell_services(caught)

    def tell_services(self, caught: Caught) -> None:
        """Move the services that nest what changed, where they were too many for its transaction."""
        for some in portions(caught.telling):
            with self.transaction() as db:
                tell_services(db, some, clock.now())
        if caught.telling:
            with self.transaction() as db:
                settle(db, self.intake(), caught)

    def refuse(self, number: int, key: str, reason: str) -> None:
        self.counts.refused += 1
        self.tell(number, key, reason)

    def tell(self, number: int, key: str, reason: str) -> None:
        self.report(RefusedRecord(number, self.feed.unit, key, reason))

"""How long other people's changes wait while services are taken in; run with `make bench` or on its own.

While a file is imported, or a feed mirrored, a second process makes small changes again and again: an entry in the
audit record, as each client page writes, and what an edit of a listing writes. Each is measured from before its
transaction begins to after it is committed. On SQLite, where one writes at a time, and on a PostgreSQL of its own that
syncs to the disk as a real one does.

    python -m benchmarks.writers --services 100000          a longer file
    python -m benchmarks.writers --only sqlite              one of the two databases
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_network
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.large_files import FILE, many_services

SERVICES = 20_000
# Nobody who saves something may have to wait longer.
MOST_SECONDS = 1.0
PAUSE_SECONDS = 0.01
PER_PAGE = 100
# So many of a hundred services are gone from the feed when it is read again: less than a person has to look at.
GONE_OF_A_HUNDRED = 15

Waits = dict[str, list[float]]


def make_entry(db: Any) -> None:
    """What a page of a client writes when somebody looks at it."""
    from directory.audit.operations import record_act
    from directory.db import new_id

    record_act(db, None, None, "benchmark.looked", "client", [new_id()])


def make_edit(db: Any) -> None:
    """What an edit of a listing writes beside the listing."""
    from directory.audit.operations import record_act
    from directory.catalogue.history.revisions import record_revision
    from directory.catalogue.models.field_changes import FieldChange
    from directory.catalogue.versions import bump_catalogue_version
    from directory.db import new_id

    listing = new_id()
    record_revision(db, "service", listing, [FieldChange("alert", None, "Closed today")])
    bump_catalogue_version(db)
    record_act(db, None, None, "benchmark.edited", "service", [listing], ["alert"])


WRITES: dict[str, Callable[[Any], None]] = {"entry": make_entry, "edit": make_edit}


def keep_writing(url: str, ready: Event, stop: Event, results: "Queue[Waits]") -> None:
    """Make small changes until told to stop, then tell how long each took. Run in a process of its own."""
    from directory import db

    db.use_database(db.open_database(url))
    # The first of each loads what it needs, which is nobody's waiting.
    for write in WRITES.values():
        time_of(write)
    ready.set()
    waits: Waits = {name: [] for name in WRITES}
    while not stop.is_set():
        for name, write in WRITES.items():
            waits[name].append(time_of(write))
            stop.wait(PAUSE_SECONDS)
    results.put(waits)


def time_of(write: Callable[[Any], None]) -> float:
    """The seconds of one change, waiting and committing included."""
    from directory.db import transaction

    began = time.perf_counter()
    with transaction() as db:
        write(db)
    return time.perf_counter() - began


@contextmanager
def somebody_writing(url: str) -> Iterator[Waits]:
    """Another process that writes while the block lasts; afterwards, how long each of its changes took."""
    processes = get_context("spawn")
    ready, stop, results = processes.Event(), processes.Event(), processes.Queue()
    process = processes.Process(target=keep_writing, args=(url, ready, stop, results), daemon=True)
    process.start()
    ready.wait()
    waits: Waits = {}
    try:
        yield waits
    finally:
        stop.set()
        waits |= results.get(timeout=60)
        process.join()


@dataclass(frozen=True)
class Spell:
    """What was taken in, how long that took, and how long others waited meanwhile."""

    name: str
    done: str
    seconds: float
    waits: Waits
    longest_batch: float

    @property
    def longest(self) -> float:
        return max(max(each) for each in self.waits.values())

    def __str__(self) -> str:
        told = "; ".join(f"{name} {spread(each)}" for name, each in self.waits.items())
        batch = f"longest batch {1_000 * self.longest_batch:.0f} ms"
        return f"{self.name:20s} {self.done}, {self.seconds:.1f} s, {batch}, load {os.getloadavg()[0]:.1f}: {told}"


def spread(waits: list[float]) -> str:
    ordered = sorted(1_000 * each for each in waits)
    middle, high = ordered[len(ordered) // 2], ordered[int(0.99 * (len(ordered) - 1))]
    return f"p50 {middle:.0f} ms, p99 {high:.0f} ms, longest {ordered[-1]:.0f} ms of {len(ordered):,}"


@contextmanager
def timed_batches() -> Iterator[list[float]]:
    """The seconds that each of our own transactions takes, from its beginning to its end."""
    from sqlalchemy import Engine, event

    from directory.db import current_database

    engine, taken, began = current_database().write, [0.0], [0.0]
    assert isinstance(engine, Engine)

    def begin(_connection: Any) -> None:
        began[0] = time.perf_counter()

    def end(_connection: Any) -> None:
        # A connection is rolled back once more when it goes back into the pool.
        if began[0]:
            taken.append(time.perf_counter() - began[0])
        began[0] = 0.0

    events = (("begin", begin), ("commit", end), ("rollback", end))
    for name, heard in events:
        event.listen(engine, name, heard)
    try:
        yield taken
    finally:
        for name, heard in events:
            event.remove(engine, name, heard)


def during(name: str, url: str, work: Callable[[], str]) -> Spell:
    """The figures of one piece of work, printed as soon as they are known."""
    with somebody_writing(url) as waits, timed_batches() as batches:
        began = time.perf_counter()
        done = work()
        seconds = time.perf_counter() - began
    spell = Spell(name, done, seconds, waits, max(batches))
    print(spell, flush=True)
    return spell


@dataclass
class SlowFeed:
    """A feed that is mirrored: pages of whole services, of which a second edition says something else."""

    services: list[bytes]
    edition: int = 1

    def say(self, asked: Any) -> Any:
        from tests.plugins.web_server import Reply

        parts = asked.path.strip("/").split("/")
        if parts[:2] != ["feed", "services"]:
            return Reply(status=404)
        if len(parts) == 3:
            return Reply(status=404) if self.edition == 2 else Reply(self.detail(parts[2]))
        listed = self.listed
        pages = -(-len(listed) // PER_PAGE)
        number = int(asked.query.get("page", "1"))
        items = [self.edited(each) for each in listed[(number - 1) * PER_PAGE : number * PER_PAGE]]
        head = msgspec.json.encode({"total_items": len(listed), "total_pages": pages, "page_number": number})
        return Reply(head[:-1] + b',"contents":[' + b",".join(items) + b"]}")

    @property
    def listed(self) -> list[bytes]:
        if self.edition == 1:
            return self.services
        return [each for number, each in enumerate(self.services) if number % 100 >= GONE_OF_A_HUNDRED]

    def detail(self, key: str) -> bytes:
        return next(each for each in self.services[:PER_PAGE] if key.encode() in each[:200])

    def edited(self, service: bytes) -> bytes:
        return edited(service) if self.edition == 2 else service


def edited(service: bytes) -> bytes:
    """A service of which its own words and those of its organization are others."""
    return service.replace(b'"description":"', b'"description":"As of now: ')


def import_spells(url: str, folder: Path, services: list[bytes]) -> Iterator[Spell]:
    """A file taken in, the same again, and a later edition of it in which everything has changed."""
    from directory.db import transaction
    from directory.exchange.importing import run_import

    first, second = folder / "first.ndjson", folder / "second.ndjson"
    write_lines(first, services)
    write_lines(second, map(edited, services))
    for name, path in (("first import", first), ("the same again", first), ("everything changed", second)):

        def work(path: Path = path) -> str:
            summary = run_import(path, "benchmark", transaction=transaction)
            return f"{summary.new:,} new, {summary.changed:,} changed, {summary.changed_shared:,} of what they share"

        yield during(name, url, work)


def mirror_spells(url: str, folder: Path, services: list[bytes]) -> Iterator[Spell]:
    """A feed mirrored, and mirrored again when everything has changed and some of it is gone."""
    from directory.db import transaction
    from directory.exchange.fetching.polite import Manners
    from directory.exchange.fetching.reach import Reach
    from directory.jobs.mirrors.feeds import add_feed, look_at
    from directory.jobs.mirrors.syncing import Asked, sync_feed
    from directory.jobs.mirrors.tools import MirrorTools
    from tests.plugins.web_server import running_web_server

    feed = SlowFeed(services)
    manners = Manners(pause_seconds=0)
    tools = MirrorTools(folder / "feeds", Reach(allowed=(ip_network("127.0.0.0/8"),)), "Lynchpin/1", manners=manners)
    with running_web_server(feed.say) as server:
        found = look_at(f"{server.address}/feed/services", tools)
        with transaction() as db:
            add_feed(db, "feed", found, None, may_repeat=True)
        for edition, name in ((1, "first mirror"), (2, "changed and shrunk")):
            feed.edition = edition

            def work() -> str:
                run = sync_feed("feed", tools, Asked(everything=True))
                return f"{run.result}, {run.new:,} new, {run.changed:,} changed, {run.closed:,} closed"

            yield during(name, url, work)


def write_lines(path: Path, services: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(each + b"\n" for each in services)


def measure(url: str, folder: Path, services: list[bytes]) -> bool:
    """Print the figures of a database, and say whether nobody waited longer than promised."""
    from directory import db
    from directory.cli import schema

    print(f"{url.split(':')[0].split('+')[0]}, {len(services):,} services")
    schema.upgrade(url)
    database = db.open_database(url)
    db.use_database(database)
    spells = [*import_spells(url, folder, services), *mirror_spells(url, folder, services)]
    database.close()
    return all(each.longest <= MOST_SECONDS for each in spells)


def measure_sqlite(folder: Path, services: list[bytes]) -> bool:
    return measure(f"sqlite:///{folder}/writers.db", folder, services)


def measure_postgresql(folder: Path, services: list[bytes]) -> bool:
    from tests.plugins.postgresql import newest_server, running_postgresql

    programs = newest_server()
    if programs is None:
        print("postgresql: left out, no server is installed")
        return True
    with running_postgresql(programs) as url:
        return measure(url, folder, services)


DATABASES = {"sqlite": measure_sqlite, "postgresql": measure_postgresql}


def main() -> None:
    """Print the figures, and whether they are what was promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=SERVICES, help="how many services are taken in")
    parser.add_argument("--only", choices=DATABASES, help="one database instead of both")
    chosen = parser.parse_args()
    if not FILE.exists():
        print(f"writers: left out, no {FILE} (set LYNCHPIN_SHARED)")
        return
    machine = f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"{machine}; Python {sys.version.split()[0]}")
    services = list(many_services(chosen.services))
    good = True
    for name in [chosen.only] if chosen.only else DATABASES:
        with tempfile.TemporaryDirectory(prefix="lynchpin-bench-") as folder:
            good &= DATABASES[name](Path(folder), services)
    print("as promised" if good else "worse than promised")


if __name__ == "__main__":
    main()

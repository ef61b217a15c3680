"""How fast the open feed, and FHIR, answer with a large catalogue; run with `make bench` or on its own.

The catalogue is the shared file of charities, over and over, with names, ids and places varied, in a SQLite file that
is thrown away afterwards. Run: python -m benchmarks.feed --services 100000
"""

import argparse
import logging
import os
import platform
import resource
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from flask.testing import FlaskClient

from benchmarks.large_files import FILE, write_large_file

SERVICES = 100_000
ROUNDS = 40
FHIR_ROUNDS = 20

MOST_MS_BRIEF = 25.0
MOST_MS_FULL = 80.0
MOST_TIMES_LAST = 2.0


def open_feed(folder: Path, services: int) -> FlaskClient:
    """A client of an app over such a catalogue."""
    from directory import db
    from directory.app import create_app
    from directory.cli import schema
    from directory.config import Mode, Settings
    from directory.exchange.importing import run_import
    from directory.geo.build_postcodes import build_postcode_file
    from directory.geo.current import use_postcode_file
    from directory.matching.current import MatcherKeeper

    file, postcodes = folder / "catalogue.ndjson.gz", folder / "postcodes.bin"
    write_large_file(file, services)
    build_postcode_file(postcodes)
    settings = Settings(
        instance=folder,
        database_url=f"sqlite:///{folder}/feed.db",
        key_store_url=f"sqlite:///{folder}/keys.db",
        mode=Mode.TEST,
        secret_key=secrets.token_urlsafe(48),
        data_keys={1: bytes(32)},
        allowed_hosts=("localhost",),
        postcode_file=postcodes,
        with_semantic=False,
    )
    schema.upgrade(settings.database_url)
    database = db.open_database(settings.database_url)
    db.use_database(database)
    run_import(file, "benchmark", transaction=db.transaction)
    app = create_app(settings, database=database, keeper=MatcherKeeper(with_semantic=False))
    use_postcode_file(postcodes)
    return app.test_client()


@dataclass(frozen=True)
class Taken:
    """Milliseconds: on the clock, and of the processor, which others on this machine do not lengthen."""

    clock: float
    processor: float


def ask(client: FlaskClient, address: str, status: int = 200, **more: Any) -> Taken:
    """What passes until all of an answer is there."""
    began, used = time.perf_counter(), time.process_time()
    answer = client.get(address, **more)
    answer.get_data()
    assert answer.status_code == status, answer.text
    return Taken((time.perf_counter() - began) * 1_000, (time.process_time() - used) * 1_000)


@dataclass(frozen=True)
class Spread:
    """The middle of many, the 95th of a hundred, and the middle of the processor's share."""

    median: float
    high: float
    processor: float

    def __str__(self) -> str:
        return f"p50 {self.median:6.1f} ms, p95 {self.high:6.1f} ms, processor {self.processor:5.1f} ms"


def repeat(measure: Callable[[int], Taken], rounds: int = ROUNDS) -> Spread:
    taken = [measure(number) for number in range(rounds)]
    on_the_clock = sorted(each.clock for each in taken)
    high = on_the_clock[int(0.95 * (rounds - 1))]
    return Spread(statistics.median(on_the_clock), high, statistics.median(each.processor for each in taken))


def megabytes() -> float:
    # Kilobytes on Linux, bytes on a Mac.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


def measure_pages(client: FlaskClient, pages: int) -> bool:
    """Print how long pages take, near the beginning, at random and at the end; and whether that is as promised."""
    good = True
    for name, extra, most in (("brief", "", MOST_MS_BRIEF), ("full", "&full=true", MOST_MS_FULL)):
        address = "/feed/services?page={}" + extra
        numbers = {
            "first": lambda number: 1 + number,
            "any": lambda number: 1 + number * 7919 % pages,
            "last": lambda number: pages - number,
        }
        found = {
            where: repeat(lambda number, page=page, address=address: ask(client, address.format(page(number))))
            for where, page in numbers.items()
        }
        for where, each in found.items():
            print(f"{name:5s} {where:5s} pages of 50: {each}")
        good &= max(found["first"].median, found["any"].median) <= most
        good &= found["last"].median <= MOST_TIMES_LAST * found["first"].median
    return good


def measure_questions(client: FlaskClient) -> None:
    """Print what filters cost when they are first asked after a change, and afterwards."""
    client.get("/feed/services")
    term = client.get("/feed/taxonomy_terms?per_page=1").get_json()["contents"][0]["id"]
    for question in (
        "services?search=walking+group",
        "services?modified_after=2026-01-01",
        f"services?taxonomy_term_id={term}",
        "services?postcode=LS11+8ND&proximity=2000",
        "services?postcode=LS11+8ND",
        "services?day=TU&start_time=09:00",
        "organizations?search=church",
        "service_at_locations",
        "taxonomy_terms",
    ):
        first = ask(client, f"/feed/{question}")
        then = repeat(lambda _, question=question: ask(client, f"/feed/{question}"), 9)
        print(
            f"{question.replace(term, 'ID'):45s} first {first.clock:7.1f} ms (processor {first.processor:5.1f}),"
            f" then {then.median:5.1f} ms ({then.processor:4.1f})"
        )


def measure_streams(client: FlaskClient, services: int) -> None:
    """Print how long everything takes, and how much memory it needs beyond what was needed before."""
    for name in ("services?minimal=true", "services?format=ndjson", "services?format=ndjson&full=true"):
        before, began, size = megabytes(), time.perf_counter(), 0
        answer = client.get(f"/feed/{name}", buffered=False)
        for part in answer.response:
            size += len(part)
        seconds = time.perf_counter() - began
        print(
            f"{name:35s} {size / 1e6:6.1f} MB in {seconds:5.1f} s ({services / seconds:,.0f} services a second),"
            f" memory +{megabytes() - before:.0f} MB"
        )


def measure_unchanged(client: FlaskClient) -> None:
    etag = client.get("/feed/services?full=true").headers["ETag"]
    known = {"If-None-Match": etag}
    print(f"304: {repeat(lambda _: ask(client, '/feed/services?full=true', 304, headers=known))}")


def measure_fhir(client: FlaskClient, pages: int) -> bool:
    """Print how long pages of FHIR take, one after the other; and whether that is as promised of whole records."""
    good = True
    for kind in ("HealthcareService", "Organization", "Location"):
        address = f"/fhir/{kind}"
        first = ask(client, address)
        addresses = []
        for _ in range(min(pages, FHIR_ROUNDS)):
            addresses.append(address)
            links = {each["relation"]: each["url"] for each in client.get(address).get_json()["link"]}
            address = links.get("next", links["first"])
        found = repeat(lambda number, found=addresses: ask(client, found[number]), len(addresses))
        print(f"FHIR {kind:17s} pages of 50: {found}; the first of all {first.clock:.0f} ms")
        good &= found.median <= MOST_MS_FULL
    return good


def main() -> None:
    """Print the figures, and whether they are what was promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=SERVICES, help="how many services the catalogue has")
    services = parser.parse_args().services
    if not FILE.exists():
        print(f"feed: left out, no {FILE} (set LYNCHPIN_SHARED)")
        return
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    load = os.getloadavg()[0]
    print(f"{platform.platform()}, {os.cpu_count()} cores, load {load:.1f}; Python {platform.python_version()}, SQLite")
    with tempfile.TemporaryDirectory(prefix="lynchpin-bench-") as folder:
        client = open_feed(Path(folder), services)
        print(f"{services:,} services; the first page of all {ask(client, '/feed/services').clock:.0f} ms")
        good = measure_pages(client, services // 50)
        good &= measure_fhir(client, services // 50)
        measure_unchanged(client)
        measure_questions(client)
        measure_streams(client, services)
    print("as promised" if good else "worse than promised")


if __name__ == "__main__":
    main()

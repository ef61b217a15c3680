"""How fast services come in from a file, and in how much memory; run with `make bench` or on its own.

Each run is a process of its own on a new SQLite file, so that its peak of memory is its own. The longer file is the
shared one ten times over with other ids for all but terms: the memory must not grow with it.
"""

import gzip
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("LYNCHPIN_SHARED", "../shared"))
FILE = SHARED / "data" / "uk-charities.ndjson.gz"
TIMES = 10
UUID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

LEAST_SERVICES_A_SECOND = 500
MOST_MEGABYTES = 300
# How much more memory the longer file may take: the noise of the allocator, and no part of the file.
MOST_GROWTH = 0.15

Figures = dict[str, Any]


def lengthen(path: Path, to: Path, times: int) -> None:
    """Write a file so many times as long, each copy with ids of its own for everything but terms."""
    with gzip.open(path) as lines:
        original = lines.read().splitlines()
    kept = {each.encode() for line in original for each in term_ids(json.loads(line))}

    def renamed(number: int, line: bytes) -> bytes:
        return UUID.sub(lambda found: found[0] if found[0] in kept else b"%02x" % number + found[0][2:], line)

    with gzip.open(to, "wb", compresslevel=1) as file:
        for number in range(times):
            file.writelines(renamed(number, line) + b"\n" for line in original)


def term_ids(service: Mapping[str, Any]) -> list[str]:
    terms = [each["taxonomy_term"] for each in service.get("attributes", [])]
    return [each["id"] for each in terms] + [each["taxonomy_id"] for each in terms]


def measure(path: Path, url: str) -> Figures:
    """Import a file once, here and now. Run in a process of its own by `measure_apart`."""
    from sqlalchemy import func, select

    from directory import db
    from directory.catalogue.record_rows import TABLES
    from directory.exchange.importing import run_import

    database = db.open_database(url)
    db.use_database(database)
    db.Base.metadata.create_all(database.write)
    started = time.process_time()
    summary = run_import(path, "benchmark", transaction=db.transaction)
    processor_seconds = time.process_time() - started
    with db.reading() as session:
        rows = sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES.values())
    services = summary.new + summary.changed + summary.unchanged
    database.close()
    return {
        "services": services,
        "new": summary.new,
        "rows": rows,
        "seconds": summary.seconds,
        "processor_seconds": processor_seconds,
        "services_a_second": services / summary.seconds,
        "rows_a_second": rows / summary.seconds,
        # Kilobytes on Linux, bytes on a Mac.
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024),
    }


def measure_apart(path: Path, url: str) -> Figures:
    """The figures of one import in a new process."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.importing", str(path), url], check=True, capture_output=True, text=True
    )
    figures: Figures = json.loads(done.stdout)
    return figures


def run() -> dict[str, Figures]:
    """The figures of the file, of its second run, and of the longer one."""
    with tempfile.TemporaryDirectory(prefix="lynchpin-bench-") as folder:
        longer = Path(folder, "longer.ndjson.gz")
        lengthen(FILE, longer, TIMES)
        once, more = f"sqlite:///{folder}/once.db", f"sqlite:///{folder}/longer.db"
        return {
            "first run": measure_apart(FILE, once),
            "second run": measure_apart(FILE, once),
            f"{TIMES} times as long": measure_apart(longer, more),
        }


def main() -> None:
    """Print the figures, and whether they are what was promised."""
    if not FILE.exists():
        print(f"importing: left out, no {FILE} (set LYNCHPIN_SHARED)")
        return
    load = os.getloadavg()[0]
    print(f"{platform.platform()}, {os.cpu_count()} cores, load {load:.1f}; Python {platform.python_version()}, SQLite")
    figures = run()
    for name, each in figures.items():
        print(
            f"{name:17s} {each['services']:,} services, {each['rows']:,} rows in {each['seconds']:.1f} s"
            f" ({each['processor_seconds']:.1f} s of processor): {each['services_a_second']:,.0f} services and"
            f" {each['rows_a_second']:,.0f} rows a second, peak {each['megabytes']:.0f} MB"
        )
    print("as promised" if are_as_promised(figures) else "worse than promised")


def are_as_promised(figures: dict[str, Figures]) -> bool:
    first, second, longer = figures.values()
    most = min(MOST_MEGABYTES, first["megabytes"] * (1 + MOST_GROWTH))
    is_fast = bool(first["services_a_second"] >= LEAST_SERVICES_A_SECOND)
    return is_fast and bool(longer["megabytes"] <= most) and second["new"] == 0


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(measure(Path(sys.argv[1]), sys.argv[2])))
    else:
        main()

"""How fast services come in from a file, and in how much memory; run with `make bench` or on its own.

Each run is a process of its own on a new SQLite file, so that its peak of memory is its own. The longer file is made
from the shared one, ten times over with names, places and a sentence varied: the memory must not grow with it.

    python -m benchmarks.importing --services 100000      a longer file
    python -m benchmarks.importing --database URL         another database, which must be empty
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.large_files import FILE, write_large_file

SERVICES = 64_250

# On a machine that does nothing else.
LEAST_SERVICES_A_SECOND = 1_500
MOST_MEGABYTES = 300
# How much more memory the longer file may take: the noise of the allocator, and no part of the file.
MOST_GROWTH = 0.15

Figures = dict[str, Any]


def measure(path: Path, url: str) -> Figures:
    """Import a file once, here and now. Run in a process of its own by `measure_apart`."""
    from sqlalchemy import func, select

    from directory import db
    from directory.catalogue.history.record_rows import TABLES
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
        # Kilobytes on Linux, bytes on a Mac.
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024),
    }


def measure_apart(path: Path, url: str) -> Figures:
    """The figures of one import in a new process."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.importing", "--measure", str(path), url],
        check=True,
        capture_output=True,
        text=True,
    )
    figures: Figures = json.loads(done.stdout)
    return figures


def run(services: int, url: str | None) -> dict[str, Figures]:
    """The figures of the file, of its second run, and of a longer one."""
    with tempfile.TemporaryDirectory(prefix="lynchpin-bench-") as folder:
        longer = Path(folder, "longer.ndjson.gz")
        write_large_file(longer, services)
        once, more = url or f"sqlite:///{folder}/once.db", url or f"sqlite:///{folder}/longer.db"
        return {
            "first run": measure_apart(FILE, once),
            "second run": measure_apart(FILE, once),
            "longer file": measure_apart(longer, more),
        }


def main() -> None:
    """Print the figures, and whether they are what was promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=SERVICES, help="how many the longer file has")
    parser.add_argument("--database", help="the address of an empty database, instead of new SQLite files")
    parser.add_argument("--measure", nargs=2, metavar=("FILE", "URL"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(measure(Path(chosen.measure[0]), chosen.measure[1])))
    elif FILE.exists():
        tell(run(chosen.services, chosen.database), chosen.database or "sqlite:")
    else:
        print(f"importing: left out, no {FILE} (set LYNCHPIN_SHARED)")


def tell(figures: dict[str, Figures], url: str) -> None:
    machine = f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"{machine}; Python {platform.python_version()}, {url.split(':')[0]}")
    for name, each in figures.items():
        print(
            f"{name:11s} {each['services']:,} services in {each['seconds']:.1f} s"
            f" ({each['processor_seconds']:.1f} s of processor): {each['services_a_second']:,.0f} a second,"
            f" peak {each['megabytes']:.0f} MB; then {each['rows']:,} rows in all"
        )
    print("as promised" if are_as_promised(figures) else "worse than promised")


def are_as_promised(figures: dict[str, Figures]) -> bool:
    first, second, longer = figures.values()
    most = min(MOST_MEGABYTES, first["megabytes"] * (1 + MOST_GROWTH))
    is_fast = bool(first["services_a_second"] >= LEAST_SERVICES_A_SECOND)
    return is_fast and bool(longer["megabytes"] <= most) and second["new"] == 0


if __name__ == "__main__":
    main()

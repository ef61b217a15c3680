"""All figures, one after the other: `make bench`. Each can be run alone, as `python -m benchmarks.NAME`.

`--services 10000` measures the feed with a smaller catalogue.
"""

import argparse
import subprocess
import sys

NAMES = (
    "postcodes",
    "importing",
    "writers",
    "matching",
    "searching",
    "public_pages",
    "checks",
    "duplicates",
    "timetable",
    "feed",
    "confidence",
    "champion_page",
    "coordinator_day",
    "twenty_people",
    "first_view",
    "evaluating",
    "demo",
)


def main() -> None:
    """Run each measurement in a process of its own, so that none warms or fills the next."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", default="100000", help="how many services the feed is measured with")
    options = {"feed": ["--services", parser.parse_args().services]}
    for name in NAMES:
        print(f"\n== {name}", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *options.get(name, ())], check=True)


if __name__ == "__main__":
    main()

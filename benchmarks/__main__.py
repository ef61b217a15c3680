"""All figures, one after the other: `make bench`. Each can be run alone, as `python -m benchmarks.NAME`."""

import subprocess
import sys

NAMES = ("postcodes", "importing", "matching", "duplicates", "demo")


def main() -> None:
    """Run each measurement in a process of its own, so that none warms or fills the next."""
    for name in NAMES:
        print(f"\n== {name}", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)


if __name__ == "__main__":
    main()

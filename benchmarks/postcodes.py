"""Figures for the postcode file: build time, size, opening time, and look-ups of what people type.

Run: python -m benchmarks.postcodes [where to build the file, otherwise a temporary folder].
"""

import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from directory.geo.build_postcodes import build_postcode_file
from directory.geo.postcode_file import Place, PostcodeFile
from directory.geo.postcode_keys import unpack
from directory.geo.postcode_layout import map_columns

LOOKUPS = 200_000
MIDDLES = 20_000
SEED = 604
_BUILD = "import pathlib, sys, benchmarks.postcodes as b; b.build(pathlib.Path(sys.argv[1]))"


def main() -> None:
    """Build, open and look up, and print what each took."""
    python = f"Python {platform.python_version()}, numpy {np.__version__}"
    print(f"machine: {os.cpu_count()} CPUs, {_processor()}, {platform.system()}, {python}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "postcodes.bin"
        root = Path(__file__).parent.parent
        # A process of its own, so that the peak of memory is the build's alone.
        subprocess.run([sys.executable, "-c", _BUILD, path], cwd=root, check=True)
        measure_lookups(path)


def build(path: Path) -> None:
    """Build once anew and once again with the file in place."""
    started = time.perf_counter()
    built = build_postcode_file(path, is_forced=True)
    print(f"build: {time.perf_counter() - started:.1f} s, peak memory {_peak_mb()} MB")
    started = time.perf_counter()
    build_postcode_file(path)
    print(f"build, nothing to do: {(time.perf_counter() - started) * 1000:.0f} ms")
    size_mb = path.stat().st_size / 1e6
    about = built.description
    print(f"file: {size_mb:.1f} MB, {about.count:,} postcodes, data of {about.data_date}")


def measure_lookups(path: Path) -> None:
    """Look up random postcodes, sectors and districts."""
    started = time.perf_counter()
    postcodes = PostcodeFile.open(path)
    print(f"open and check: {(time.perf_counter() - started) * 1000:.0f} ms")
    chance = random.Random(SEED)  # noqa: S311 - nothing secret
    _, sections = map_columns(path)
    whole = [unpack(int(key)) for key in chance.choices(sections.postcodes.keys.tolist(), k=LOOKUPS)]
    _print_times("postcode, 'LS11 8ND'", postcodes.find, [str(each) for each in whole])
    _print_times("postcode, 'ls118nd'", postcodes.find, [str(each).lower().replace(" ", "") for each in whole])
    _print_times("postcode, with a slip", postcodes.find, [str(each).replace("1", "I") for each in whole])
    _print_times("sector, 'LS11 8'", postcodes.find, [str(each.sector) for each in whole[:MIDDLES]])
    _print_times("district, 'LS11'", postcodes.find, [each.outward for each in whole[:MIDDLES]])


def _print_times(what: str, find: Callable[[str], Place], texts: list[str]) -> None:
    times = np.empty(len(texts))
    for at, text in enumerate(texts):
        started = time.perf_counter_ns()
        find(text)
        times[at] = time.perf_counter_ns() - started
    p50, p99 = np.percentile(times, [50, 99]) / 1000
    print(f"find {what}: p50 {p50:.1f} µs, p99 {p99:.1f} µs, {len(texts):,} look-ups")


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


if __name__ == "__main__":
    main()

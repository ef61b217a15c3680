"""What a second worker costs in memory: each page that both have mapped is counted half for each of them.

python -m benchmarks.worker_memory FOLDER     be a worker: answer every statement once, say so, wait to be ended
"""

import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.matching import SHARED
from benchmarks.settled_catalogue import open_matcher, settle
from directory.cli.bench_files import read_lines
from directory.matching.profile import Profile
from directory.search.embedding import load_embedder

_LEEDS = (53.8, -1.55)
_LONGEST_WAIT_SECONDS = 600


def tell_memory(folder: Path) -> None:
    """How much a second worker adds with the index, and with an empty one: its own start-up memory."""
    with tempfile.TemporaryDirectory() as empty:
        settle(Path(empty), [], load_embedder())
        bare = _one_and_two_mb(Path(empty))
    full = _one_and_two_mb(folder)
    for name, (one, two) in (("with the index", full), ("with an empty index", bare)):
        print(f"{name}: one worker {one:.0f} MB, two {two:.0f} MB; the second adds {two - one:.0f} MB", flush=True)
    more = (full[1] - full[0]) - (bare[1] - bare[0])
    print(f"for the index a second worker adds {more:.0f} MB beyond its start-up memory", flush=True)


def _one_and_two_mb(folder: Path) -> tuple[float, float]:
    """The proportional set size of one worker alone, and the sum of those of two."""
    workers = [_start_worker(folder)]
    try:
        alone = _proportional_mb(workers)
        workers.append(_start_worker(folder))
        return alone, _proportional_mb(workers)
    finally:
        for each in workers:
            each.kill()
            each.wait()


def _start_worker(folder: Path) -> subprocess.Popen[bytes]:
    worker = subprocess.Popen([sys.executable, "-m", "benchmarks.worker_memory", str(folder)], stdout=subprocess.PIPE)
    assert worker.stdout is not None
    worker.stdout.readline()
    return worker


def _proportional_mb(workers: list[subprocess.Popen[bytes]]) -> float:
    return sum(_smaps(each.pid, "Pss:") for each in workers)


def _smaps(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1_024 for line in lines if line.startswith(name))


def be_a_worker(folder: Path) -> None:
    """Answer every statement near a place and anywhere, say so, and wait to be ended."""
    matcher = open_matcher(folder, load_embedder())
    for each in read_lines(SHARED / "bench" / "statements.jsonl"):
        anywhere = Profile(statement=each["text"])
        matcher.match(anywhere)
        matcher.match(replace(anywhere, point=_LEEDS))
    print("ready", flush=True)
    time.sleep(_LONGEST_WAIT_SECONDS)


if __name__ == "__main__":
    be_a_worker(Path(sys.argv[1]))

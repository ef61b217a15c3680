"""How fast a match is at 100,000 services, what the index costs, and how a database does the same.

    python -m benchmarks.searching --services 1000000     a larger catalogue
    python -m benchmarks.searching --database URL         the same asked of an empty PostgreSQL, with text search and
                                                          earthdistance

Four in five questions come with a place, half of those with a limit of eight kilometres. Times are those of whole
matches, from words to reasons, in one thread; "without the embedding" is without putting the words to the model.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from benchmarks.full_text import FullText
from benchmarks.large_catalogue import many_documents
from benchmarks.matching import SHARED, embed_documents, timed
from directory.cli.bench_files import read_documents, read_lines, read_own_vocabulary
from directory.matching.kept import load_kept, save_kept
from directory.matching.matcher import Matcher
from directory.matching.profile import Profile
from directory.search.documents import SearchDocument
from directory.search.embedding import Embedder, Vectors, load_embedder
from directory.search.folder import Edition, IndexFolder
from directory.search.index import CatalogueIndex, add_changes
from directory.search.segment import build_segment

SERVICES = 100_000
WITHIN_M = 8_000
ROUNDS = 4


class Remembering:
    """An embedder that has been asked everything before: what is left is the match without the embedding."""

    def __init__(self, embedder: Embedder) -> None:
        self.model_id, self.known_words = embedder.model_id, embedder.known_words
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str], progress: object = None) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known |= dict(zip(new, self._embedder.embed(new), strict=True))
        return np.array([self._known[text] for text in texts])


def questions(documents: Sequence[SearchDocument]) -> list[Profile]:
    """The statements, each with a place of the catalogue four times in five."""
    said = [each["text"] for each in read_lines(SHARED / "bench" / "statements.jsonl")]
    points = [each.points[0] for each in documents if each.points]
    profiles = []
    for number, text in enumerate(said * 5):
        profile = Profile(statement=text)
        if number % 5:
            profile = replace(profile, point=points[number * 7_919 % len(points)])
        profiles.append(replace(profile, within_m=WITHIN_M) if number % 2 and profile.point else profile)
    return profiles


def times_ms(matcher: Matcher, profiles: Sequence[Profile], rounds: int) -> list[float]:
    taken = []
    for profile in list(profiles) * rounds:
        began = time.perf_counter()
        matcher.match(profile)
        taken.append((time.perf_counter() - began) * 1_000)
    return taken


def tell(name: str, taken: Sequence[float]) -> None:
    print(f"{name:44s} p50 {np.percentile(taken, 50):6.1f} ms   p99 {np.percentile(taken, 99):6.1f} ms", flush=True)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=SERVICES)
    parser.add_argument("--database", help="the address of an empty PostgreSQL database")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.worker:
        be_a_worker(Path(chosen.worker))
    elif (SHARED / "bench").exists():
        run(chosen.services, chosen.database)
    else:
        print("searching: left out, no benchmark (set LYNCHPIN_SHARED)")


def run(services: int, url: str | None) -> None:
    embedder = load_embedder()
    originals = read_documents(SHARED / "bench" / "services.ndjson.gz")
    made = list(many_documents(originals, embed_documents(originals, embedder), services))
    documents, vectors = [each for each, _ in made], {each.content_hash: vector for each, vector in made}
    print(f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {services:,} services")
    with tempfile.TemporaryDirectory(prefix="lynchpin-index-") as place:
        folder = Path(place)
        settle(folder, documents, vectors, embedder)
        del made
        profiles = questions(documents)
        measure(folder, documents, profiles, embedder)
        if url:
            ask_database(url, documents, profiles)


def settle(folder: Path, documents: Sequence[SearchDocument], vectors: dict[str, Vectors], embedder: Embedder) -> None:
    seconds, segment = timed(lambda: build_segment(documents, vectors))
    worked_out, kept = timed(Matcher(CatalogueIndex(segment), read_own_vocabulary(), embedder).work_out)
    edition = Edition(1, datetime.now(UTC), len(vectors), "", embedder.model_id)
    written, _ = timed(lambda: IndexFolder(folder).keep(segment, edition, lambda place: save_kept(place, kept)))
    size = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) / 1e6
    print(
        f"settled in {seconds:.1f} s, worked out in {worked_out:.1f} s, written in {written:.1f} s; {size:,.0f} MB",
        flush=True,
    )


def open_matcher(folder: Path, embedder: Embedder) -> Matcher:
    editions = IndexFolder(folder)
    name = editions.current() or ""
    found = editions.read(name)
    assert found is not None
    return Matcher(CatalogueIndex(found[0]), read_own_vocabulary(), embedder, load_kept(folder / name))


def measure(folder: Path, documents: Sequence[SearchDocument], profiles: Sequence[Profile], embedder: Embedder) -> None:
    remembering = Remembering(embedder)
    loading, matcher = timed(lambda: open_matcher(folder, remembering))
    preparing, _ = timed(matcher.prepare)
    print(f"loaded in {loading * 1_000:.0f} ms, ready in {preparing * 1_000:.0f} ms more", flush=True)
    times_ms(matcher, profiles, 1)
    tell("match, without the embedding", times_ms(matcher, profiles, ROUNDS))
    with_place, without = [each for each in profiles if each.point], [each for each in profiles if not each.point]
    tell("  with a place", times_ms(matcher, with_place, ROUNDS))
    tell("  without", times_ms(matcher, without, ROUNDS))
    asking = open_matcher(folder, embedder)
    asking.prepare()
    tell("match, with the embedding", times_ms(asking, profiles, 1))
    adding, changed = timed(lambda: add_changes(matcher.index.settled, documents[:100], {}))
    renewed = matcher.renewed(changed)
    readying, _ = timed(renewed.prepare)
    print(f"100 changes added in {adding * 1_000:.0f} ms, ready in {readying * 1_000:.0f} ms more", flush=True)
    tell_memory(folder)


def tell_memory(folder: Path) -> None:
    """What a second worker adds: its share of the memory with the index, less that of one with an empty index."""
    with tempfile.TemporaryDirectory() as empty:
        settle(Path(empty), [], {}, load_embedder())
        bare = [_start_worker(Path(empty)) for _ in range(2)]
        alone = _proportional_mb(bare)
        for each in bare:
            each.kill()
    full = [_start_worker(folder) for _ in range(2)]
    private = max(_private_mb(each.pid) for each in full)
    print(f"two workers: {_proportional_mb(full):.0f} MB with the index, {alone:.0f} MB with an empty one;", end=" ")
    print(f"private memory of one at most {private:.0f} MB", flush=True)
    for each in full:
        each.kill()


def _start_worker(folder: Path) -> subprocess.Popen[bytes]:
    worker = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.searching", "--worker", str(folder)], stdout=subprocess.PIPE
    )
    assert worker.stdout is not None
    worker.stdout.readline()
    return worker


def be_a_worker(folder: Path) -> None:
    """Answer every statement once, say so, and wait to be ended."""
    matcher = open_matcher(folder, load_embedder())
    for each in read_lines(SHARED / "bench" / "statements.jsonl"):
        matcher.match(Profile(statement=each["text"], point=(53.8, -1.55)))
    print("ready", flush=True)
    time.sleep(600)


def _proportional_mb(workers: Sequence[subprocess.Popen[bytes]]) -> float:
    return sum(_smaps(each.pid, "Pss:") for each in workers)


def _private_mb(pid: int) -> float:
    return _smaps(pid, "Private_Dirty:")


def _smaps(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1_024 for line in lines if line.startswith(name))


def ask_database(url: str, documents: Sequence[SearchDocument], profiles: Sequence[Profile]) -> None:
    with FullText(url) as full_text:
        seconds, _ = timed(lambda: full_text.fill(documents))
        print(f"PostgreSQL filled and indexed in {seconds:.1f} s", flush=True)
        full_text.times_ms(profiles)
        tell("PostgreSQL, text search and earthdistance", full_text.times_ms(profiles))


if __name__ == "__main__":
    main()

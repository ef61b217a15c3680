"""How fast a match is at 100,000 services, what the index costs, and how a database does the same.

    python -m benchmarks.searching --services 100000 1000000     how it grows from one size to another
    python -m benchmarks.searching --database URL                the same asked of an empty PostgreSQL in the same run
    python -m benchmarks.searching --processor                   where others use the machine: processor time, of each
                                                                 question the best of its rounds

Four in five questions come with a place, half of those with a limit of eight kilometres. Times are those of whole
matches, from words to reasons, in one thread; "without the embedding" is without putting the words to the model. What
is browsed has the same places and limits, and two in three are narrowed by the day or the price.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.facets_in_sql import count_in_sql
from benchmarks.full_text import FullText
from benchmarks.large_catalogue import Made, many_documents
from benchmarks.matching import SHARED, embed_documents, timed
from benchmarks.settled_catalogue import open_matcher, settle
from benchmarks.worker_memory import tell_memory
from directory.catalogue.timetable.slots import DAY_PARTS, slots_on
from directory.cli.bench_files import read_documents, read_lines, read_own_vocabulary
from directory.matching.matcher import Matcher
from directory.matching.profile import Profile
from directory.search.embedding import Embedder, Remembering, load_embedder
from directory.search.index import add_changes

SERVICES = 100_000
WITHIN_M = 8_000
MOST_PENCE = 300
ROUNDS = 4
# Numpy's own threads would take a second core for one product, which in use belongs to another worker.
_ONE_THREAD = "OPENBLAS_NUM_THREADS"
KINDS: Mapping[str, Callable[[Profile], bool]] = {
    "with a limit": lambda profile: profile.point is not None and profile.within_m is not None,
    "with a place, no limit": lambda profile: profile.point is not None and profile.within_m is None,
    "without a place": lambda profile: profile.point is None,
}

Catalogue = Callable[[], Iterator[Made]]


@dataclass(frozen=True)
class Times:
    """How long questions took in milliseconds, one for each profile and round."""

    profiles: Sequence[Profile]
    taken: Sequence[float]

    def of(self, is_meant: Callable[[Profile], bool]) -> list[float]:
        """Those of some of the profiles."""
        return [taken for profile, taken in zip(self.profiles, self.taken, strict=True) if is_meant(profile)]


def questions(catalogue: Catalogue) -> list[Profile]:
    """The statements, each with a place of the catalogue four times in five."""
    said = [each["text"] for each in read_lines(SHARED / "bench" / "statements.jsonl")]
    # The same places are asked about in catalogues of any size.
    points = [each.points[0] for each, _ in islice(catalogue(), SERVICES) if each.points]
    profiles = []
    for number, text in enumerate(said * 5):
        profile = Profile(statement=text)
        if number % 5:
            profile = replace(profile, point=points[number * 7_919 % len(points)])
        profiles.append(replace(profile, within_m=WITHIN_M) if number % 2 and profile.point else profile)
    return profiles


def browsing(profiles: Sequence[Profile]) -> list[Profile]:
    """The same places and limits without words, narrowed by a day, by a price, or by nothing."""
    narrowed = []
    for number, each in enumerate(profiles):
        slots = slots_on([number % 7], range(len(DAY_PARTS))) if number % 3 == 0 else 0
        narrowed.append(replace(each, statement="", slots=slots, most_pence=MOST_PENCE if number % 3 == 1 else None))
    return narrowed


@dataclass(frozen=True)
class Watch:
    """How questions are timed: by the clock, or where the machine is busy by the processor time of their best round."""

    is_busy: bool = False

    def times(
        self,
        ask: Callable[[Profile], object],
        profiles: Sequence[Profile],
        rounds: int = ROUNDS,
        processor: Callable[[], float] = time.process_time,
    ) -> Times:
        """How long each question takes, in so many rounds."""
        now = processor if self.is_busy else time.perf_counter
        asked, taken = list(profiles) * rounds, []
        for profile in asked:
            began = now()
            ask(profile)
            taken.append((now() - began) * 1_000)
        if self.is_busy:
            return Times(profiles, np.min(np.reshape(taken, (rounds, -1)), axis=0).tolist())
        return Times(asked, taken)


def tell(name: str, taken: Sequence[float]) -> None:
    print(f"{name:44s} p50 {np.percentile(taken, 50):6.1f} ms   p99 {np.percentile(taken, 99):6.1f} ms", flush=True)


def tell_by_kind(name: str, found: Times) -> None:
    tell(name, found.taken)
    for kind, is_meant in KINDS.items():
        tell(f"  {kind}", found.of(is_meant))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, nargs="+", default=[SERVICES])
    parser.add_argument("--database", help="the address of an empty PostgreSQL database")
    parser.add_argument("--processor", action="store_true", help="processor time, of the best round of each question")
    chosen = parser.parse_args()
    if not (SHARED / "bench").exists():
        print("searching: left out, no benchmark (set LYNCHPIN_SHARED)")
    elif _ONE_THREAD in os.environ:
        measure_all(chosen.services, chosen.database, Watch(chosen.processor))
    else:
        # Numpy reads it as soon as it is imported.
        again = [sys.executable, "-m", "benchmarks.searching", *sys.argv[1:]]
        subprocess.run(again, env={**os.environ, _ONE_THREAD: "1"}, check=True)


def measure_all(sizes: Sequence[int], url: str | None, watch: Watch) -> None:
    found = [run(services, url, watch) for services in sizes]
    if len(found) > 1:
        tell_growth(found[0], found[-1])


def run(services: int, url: str | None, watch: Watch) -> Times:
    embedder, vocabulary = load_embedder(), read_own_vocabulary()
    originals = read_documents(SHARED / "bench" / "services.ndjson.gz")
    catalogue = partial(many_documents, originals, embed_documents(originals, embedder), services, vocabulary)
    print(f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {services:,} services")
    with tempfile.TemporaryDirectory(prefix="lynchpin-index-") as place:
        folder = Path(place)
        settle(folder, catalogue(), embedder)
        profiles = questions(catalogue)
        matched, browsed = measure(watch, folder, catalogue, profiles, embedder)
        tell_memory(folder)
    if url:
        ask_database(watch, url, catalogue, profiles, (matched, browsed))
    return matched


def measure(
    watch: Watch, folder: Path, catalogue: Catalogue, profiles: Sequence[Profile], embedder: Embedder
) -> tuple[Times, Times]:
    """How long matches and counts took."""
    loading, matcher = timed(lambda: open_matcher(folder, Remembering(embedder)))
    preparing, _ = timed(matcher.prepare)
    print(f"loaded in {loading * 1_000:.0f} ms, ready in {preparing * 1_000:.0f} ms more", flush=True)
    watch.times(matcher.match, profiles, 1)
    matched = watch.times(matcher.match, profiles)
    tell_by_kind("match, without the embedding", matched)
    asking = open_matcher(folder, embedder)
    asking.prepare()
    tell("match, with the embedding", watch.times(asking.match, profiles, 1).taken)
    browsed = watch.times(matcher.count_choices, browsing(profiles))
    tell_by_kind("browse with facets", browsed)
    tell_changes(matcher, catalogue)
    return matched, browsed


def tell_changes(matcher: Matcher, catalogue: Catalogue) -> None:
    documents = [document for document, _ in islice(catalogue(), 100)]
    adding, changed = timed(lambda: add_changes(matcher.index.settled, documents, {}))
    renewed = matcher.renewed(changed)
    readying, _ = timed(renewed.prepare)
    print(f"100 changes added in {adding * 1_000:.0f} ms, ready in {readying * 1_000:.0f} ms more", flush=True)


def ask_database(
    watch: Watch, url: str, catalogue: Catalogue, profiles: Sequence[Profile], answered: tuple[Times, Times]
) -> None:
    """The same questions, once to warm up and once to measure, and how many times longer they take."""
    matched, browsed = answered
    with FullText(url) as database:
        seconds, _ = timed(lambda: database.fill([document for document, _ in catalogue()]))
        print(f"PostgreSQL filled and indexed in {seconds:.1f} s", flush=True)
        for name, ask, asked, ours in (
            ("PostgreSQL, text search and earthdistance", database.ask, profiles, matched),
            ("PostgreSQL, browse with facets", partial(count_in_sql, database), browsing(profiles), browsed),
        ):
            watch.times(ask, asked, 1)
            theirs = watch.times(ask, asked, processor=database.processor_seconds)
            tell_by_kind(name, theirs)
            tell_ratio("  all", ours.taken, theirs.taken)
            for kind, is_meant in KINDS.items():
                tell_ratio(f"  {kind}", ours.of(is_meant), theirs.of(is_meant))


def tell_ratio(name: str, ours: Sequence[float], theirs: Sequence[float]) -> None:
    median, slowest = (np.percentile(theirs, each) / np.percentile(ours, each) for each in (50, 99))
    print(f"{name:44s} ours is {median:5.1f} times as fast at p50, {slowest:5.1f} times at p99", flush=True)


def tell_growth(small: Times, large: Times) -> None:
    """How p50 grows from the first size to the last."""
    for name, has_place in (("with a place", True), ("without", False)):
        is_meant = partial(_has_place, has_place)
        before, after = (float(np.percentile(each.of(is_meant), 50)) for each in (small, large))
        print(f"p50 {name}: {before:.1f} ms, then {after:.1f} ms: {after / before:.1f} times", flush=True)


def _has_place(wanted: bool, profile: Profile) -> bool:
    return (profile.point is not None) is wanted


if __name__ == "__main__":
    main()

"""How fast the results page is at 100,000 services, from two serving processes under load.

    python -m benchmarks.public_pages                                  on SQLite, everything made anew
    python -m benchmarks.public_pages --database URL                   on an empty PostgreSQL
    python -m benchmarks.public_pages --folder F                       keep what is made, and use it the next time
    python -m benchmarks.public_pages --json FILE                      write the figures down as well

Two processes of `lynchpin serve`, set up as for production without HTTPS, answer on two ports from one database and one
index; each search goes to the one that has less to do. The searches are those of `asked_of_pages`, and the words of
each are put to the model. First some clients ask in turns without a pause; then searches come by chance, so many a
second, whether or not the last ones were answered, and somebody's wait begins when the search should have been sent.
The server's time is what its log tells of each page. "Processor" is what all threads of both servers took of it, for
each page.
"""

import argparse
import base64
import json
import os
import platform
import secrets
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.asked_of_pages import MIX, Search, many_searches
from benchmarks.listed_catalogue import FILE, make_catalogue
from benchmarks.matching import timed
from benchmarks.page_load import Answered, ask_in_turns, ask_openly
from benchmarks.serving import Server, running_servers
from directory import db
from directory.catalogue.vocabulary import load_vocabulary
from directory.cli import schema
from directory.cli.opening import build_postcodes_if_needed
from directory.config import read_settings
from directory.geo.current import use_postcode_file
from directory.matching.current import MatcherKeeper

SERVICES = 100_000
SERVERS = 2
CLIENTS = (2, 4)
A_SECOND = 20.0
SEARCHES = 600
WARMING = 200
MOST_MS_MEDIAN, MOST_MS_HIGH = 25.0, 80.0
ENDPOINT = "public.search"
MADE = "made"

Ask = Callable[[Sequence[int], Sequence[Search]], list[Answered]]


@dataclass(frozen=True)
class Spread:
    """The middle of many times and the 99th of a hundred, in milliseconds."""

    p50: float
    p99: float

    def __str__(self) -> str:
        return f"p50 {self.p50:6.1f} ms  p99 {self.p99:6.1f} ms"


@dataclass(frozen=True)
class Figures:
    """What one load was answered with. `a_second` is how many pages were; `waited` is by the kind of search."""

    load: str
    machine_load: float
    pages: int
    a_second: float
    served: Spread
    waited: Spread
    processor_ms: float
    kilobytes: float
    by_kind: dict[str, Spread]

    @property
    def is_as_promised(self) -> bool:
        return self.served.p50 <= MOST_MS_MEDIAN and self.served.p99 <= MOST_MS_HIGH


def main() -> None:
    """Print the figures, and whether they are what was promised."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--services", type=int, default=SERVICES, help="how many services the catalogue has")
    parser.add_argument("--database", default="", help="the address of an empty PostgreSQL database")
    parser.add_argument("--folder", type=Path, help="where to keep what is made; with a database of its own")
    parser.add_argument("--searches", type=int, default=SEARCHES, help="how many are asked with each load")
    parser.add_argument("--rate", type=float, default=A_SECOND, help="how many a second come by chance")
    parser.add_argument("--json", type=Path, help="a file to write the figures to")
    chosen = parser.parse_args()
    if not FILE.exists():
        print(f"public_pages: left out, no {FILE} (set LYNCHPIN_SHARED)")
        return
    with (
        nullcontext(chosen.folder) if chosen.folder else tempfile.TemporaryDirectory(prefix="lynchpin-bench-") as folder
    ):
        environment = set_up(Path(folder).absolute(), chosen.database, chosen.services)
        figures = measure(environment, Path(folder), chosen.searches, chosen.rate)
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(each) for each in figures], indent=2), "utf-8")
    for each in figures:
        print(f"{each.load}: {'as promised' if each.is_as_promised else 'worse than promised'}")


def set_up(folder: Path, database_url: str, services: int) -> dict[str, str]:
    """Make the catalogue and its index where they are not there yet. Returns the environment of a server of them."""
    folder.mkdir(mode=0o700, exist_ok=True)
    environment = os.environ | {
        "LYNCHPIN_INSTANCE": str(folder),
        "LYNCHPIN_MODE": "production",
        "LYNCHPIN_SECRET_KEY": secrets.token_urlsafe(48),
        "LYNCHPIN_DATA_KEY": f"1:{base64.b64encode(bytes(32)).decode()}",
        "LYNCHPIN_ALLOWED_HOSTS": "127.0.0.1",
        "LYNCHPIN_HTTPS": "no",
        **({"LYNCHPIN_DATABASE_URL": database_url} if database_url else {}),
    }
    schema.upgrade(read_settings(environment).database_url)
    if not (folder / MADE).exists():
        seconds, _ = timed(lambda: fill(environment, services))
        print(f"{services:,} services made and settled in {seconds:.0f} s", flush=True)
        (folder / MADE).touch()
    return environment


def fill(environment: dict[str, str], services: int) -> None:
    settings = read_settings(environment)
    database = db.open_database(settings.database_url)
    db.use_database(database)
    build_postcodes_if_needed(settings)
    with db.transaction() as session:
        load_vocabulary(session)
    keeper = MatcherKeeper(folder=settings.index_folder)
    assert keeper.embedder is not None, "the language model is not installed"
    make_catalogue(keeper, keeper.embedder, services)
    database.close()


def measure(environment: dict[str, str], folder: Path, searches: int, rate: float) -> list[Figures]:
    """Print and return what each load is answered with."""
    kind = "PostgreSQL" if environment.get("LYNCHPIN_DATABASE_URL") else "SQLite"
    machine = f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, {kind}"
    print(f"{machine}; {searches} searches with each load, of each 20 {', '.join(map(str, MIX.values()))} of a kind")
    use_postcode_file(read_settings(environment).postcode_file)
    loads: dict[str, Ask] = {f"{each} clients in turns": partial(_in_turns, each) for each in CLIENTS}
    loads[f"{rate:g} a second by chance"] = partial(_openly, rate)
    asked = many_searches(WARMING + searches * len(loads))
    found = []
    with running_servers(SERVERS, environment, folder) as servers:
        ask_in_turns([each.port for each in servers], asked[:WARMING], SERVERS)
        for number, (name, ask) in enumerate(loads.items()):
            some = asked[WARMING + number * searches :][:searches]
            found.append(measure_load(name, servers, some, ask))
            tell(found[-1])
        print(f"memory of both servers {sum(each.memory_mb for each in servers):.0f} MB")
    return found


def _in_turns(clients: int, ports: Sequence[int], searches: Sequence[Search]) -> list[Answered]:
    return ask_in_turns(ports, searches, clients)


def _openly(rate: float, ports: Sequence[int], searches: Sequence[Search]) -> list[Answered]:
    return ask_openly(ports, searches, rate)


def measure_load(name: str, servers: Sequence[Server], searches: Sequence[Search], ask: Ask) -> Figures:
    marks, before = [each.mark() for each in servers], sum(each.processor_seconds for each in servers)
    machine_load = os.getloadavg()[0]
    seconds, answered = timed(lambda: ask([each.port for each in servers], searches))
    processor = sum(each.processor_seconds for each in servers) - before
    told = [each.pages_ms(ENDPOINT, mark) for each, mark in zip(servers, marks, strict=True)]
    served = [taken for each in told for taken in each]
    assert len(served) == len(searches), "a page was not told of in the log"
    by_kind: defaultdict[str, list[float]] = defaultdict(list)
    for each in answered:
        by_kind[each.kind].append(each.waited_ms)
    return Figures(
        load=name,
        machine_load=round(machine_load, 1),
        pages=len(served),
        a_second=len(served) / seconds,
        served=spread_of(served),
        waited=spread_of([each.waited_ms for each in answered]),
        processor_ms=processor / len(served) * 1_000,
        kilobytes=sum(each.size for each in answered) / len(answered) / 1_000,
        by_kind={kind: spread_of(by_kind[kind]) for kind in MIX if kind in by_kind},
    )


def spread_of(taken: Sequence[float]) -> Spread:
    return Spread(float(np.percentile(taken, 50)), float(np.percentile(taken, 99)))


def tell(found: Figures) -> None:
    print(f"\n{found.load}: {found.pages} pages, {found.a_second:.0f} a second, load {found.machine_load}")
    print(f"  {'the server takes':32s} {found.served}")
    print(f"  {'somebody waits':32s} {found.waited}")
    print(f"  {'processor for each page':32s}     {found.processor_ms:6.1f} ms      {found.kilobytes:.1f} kB each")
    for kind, spread in found.by_kind.items():
        print(f"    {kind:30s} {spread}", flush=True)


if __name__ == "__main__":
    main()

"""Have twenty people work at once, print what they waited for and what was found; the package says how to run it."""

import argparse
import json
import logging
import os
import platform
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np

import benchmarks.twenty_people
from benchmarks.serving import running_servers
from benchmarks.twenty_people.kept import TEXTS, Looked, look_at_all
from benchmarks.twenty_people.ledger import Ledger
from benchmarks.twenty_people.post import running_post
from benchmarks.twenty_people.team import jobs_for, opened_team
from benchmarks.twenty_people.work import keep_all_working
from directory.db import reading
from directory.web.request_log import set_up_logging
from tests.plugins.postgresql import newest_server, running_postgresql

SERVERS = 2
# In so many minutes everything is done at least once, by twenty.
LONG_MINUTES = 3
# What a form is refused for where everything works: somebody else was quicker, or a rule of the team says no.
EXPECTED = (
    "changed this",
    "somebody else",
    "All 6 sessions",
    "another appointment then",
    "Choose one from the list",
    "already",
    "has not agreed",
    "nobody has asked",
    # A referral that a colleague took back while its group was answering.
    "This link does not work",
)


def main() -> None:
    """Print the figures, and end with 1 where anything went wrong."""
    chosen = read_arguments()
    set_up_logging(as_json=False, least=logging.WARNING)
    with (
        nullcontext(chosen.folder)
        if chosen.folder
        else tempfile.TemporaryDirectory(prefix="lynchpin-twenty-") as named,
        own_postgresql() if chosen.postgresql else nullcontext(chosen.database) as chosen.database,
    ):
        found = measure(Path(named).absolute(), chosen)
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2), "utf-8")
    raise SystemExit(0 if found["as_promised"] else 1)


def own_postgresql() -> AbstractContextManager[str]:
    """The address of a PostgreSQL that runs until the block ends."""
    programs = newest_server()
    assert programs is not None, "no PostgreSQL is installed"
    return running_postgresql(programs)


def read_arguments() -> argparse.Namespace:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=benchmarks.twenty_people.__doc__, formatter_class=formatter)
    parser.add_argument("--people", type=int, default=20, help="how many work at once")
    parser.add_argument("--minutes", type=float, default=5, help="for how long")
    parser.add_argument("--pause", type=float, default=2, help="how many seconds somebody thinks between two things")
    parser.add_argument("--clients", type=int, default=20, help="how many clients each coordinator has")
    parser.add_argument("--postgresql", action="store_true", help="start a PostgreSQL, and throw it away afterwards")
    parser.add_argument("--database", default="", help="the address of an empty PostgreSQL database")
    parser.add_argument("--folder", type=Path, help="an empty folder to work in, and to leave there")
    parser.add_argument("--json", type=Path, help="a file to write the figures into as well")
    return parser.parse_args()


def measure(folder: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    jobs, ledger = jobs_for(chosen.people), Ledger()
    with opened_team(folder, chosen.database, jobs, chosen.clients) as team:
        load = os.getloadavg()[0]
        with running_servers(SERVERS, team.environment, folder) as servers, running_post() as post:
            ports = [each.port for each in servers]
            keep_all_working(team, jobs, ports, post, ledger, chosen.minutes, chosen.pause)
        with reading() as db:
            looked = look_at_all(db, ledger.writes)
    ledger.problems += post.problems
    return tell(ledger, looked, load, chosen)


def tell(ledger: Ledger, looked: Sequence[Looked], load: float, chosen: argparse.Namespace) -> dict[str, Any]:
    """Print all, and give it back as plain values."""
    kind = "PostgreSQL" if chosen.database else "SQLite"
    machine = f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, {kind}"
    print(f"{machine}, load {load:.1f} before; {chosen.people} people for {chosen.minutes:g} minutes")
    waits = waits_of(ledger)
    print(f"\n{'':30s} {'times':>6s} {'p50 ms':>8s} {'p95 ms':>8s}")
    for name, (times, p50, p95) in waits.items():
        print(f"{name:30s} {times:6d} {p50:8.0f} {p95:8.0f}")
    accepted = Counter(each.kind for each in ledger.writes if each.is_accepted)
    print(f"\n{sum(accepted.values())} writes accepted; {sum(ledger.second_clicks.values())} forms sent twice at once")
    for (work, words), times in ledger.refused.most_common():
        print(f"  refused {times:4d}  {work}: {words[:100]}")
    unexpected = [words for (work, words) in ledger.refused if not any(each in words for each in EXPECTED)]
    print()
    for each in looked:
        print(f"{each.what:45s} {each.number:6d}  {'all well' if not each.wrong else f'{len(each.wrong)} WRONG'}")
        for words in each.wrong[:10]:
            print(f"    {words}")
    wrong = Counter(ledger.problems)
    for words, times in wrong.most_common():
        print(f"  problem {times:4d}  {words}")
    idle = sorted(TEXTS.keys() - accepted) if chosen.minutes >= LONG_MINUTES else []
    if idle:
        print(f"  nobody ever: {', '.join(idle)}")
    is_good = not idle and not wrong and not unexpected and not any(each.wrong for each in looked)
    print("\nas promised: nothing lost, nothing twice, no error" if is_good else "\nNOT as promised")
    return {
        "machine": machine,
        "people": chosen.people,
        "minutes": chosen.minutes,
        "waits_ms": {name: {"times": times, "p50": p50, "p95": p95} for name, (times, p50, p95) in waits.items()},
        "accepted": dict(accepted),
        "sent_twice": dict(ledger.second_clicks),
        "refused": [[*what, times] for what, times in ledger.refused.items()],
        "looked_at": [{"what": each.what, "number": each.number, "wrong": list(each.wrong)} for each in looked],
        "problems": dict(wrong),
        "as_promised": is_good,
    }


def waits_of(ledger: Ledger) -> dict[str, tuple[int, float, float]]:
    """How often each kind of page was asked for, and how long people waited for it."""
    by_kind: defaultdict[str, list[float]] = defaultdict(list)
    for each in ledger.answers:
        by_kind[each.kind].append(each.waited_ms)
        by_kind["everything"].append(each.waited_ms)
    return {
        name: (len(taken), float(np.percentile(taken, 50)), float(np.percentile(taken, 95)))
        for name, taken in sorted(by_kind.items())
    }


if __name__ == "__main__":
    main()

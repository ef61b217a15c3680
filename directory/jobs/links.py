"""Looking for the pages that listings lead to, a few each night, without being a burden to anybody.

What came of each is written down at once: stopped anywhere and run again, it goes on. Where not one server answers it
is our own network that is down, and nothing is held against anybody.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from directory import clock
from directory.catalogue.history.record_rows import portions
from directory.champions.findings.links import Looked, keep_looked, list_due_links
from directory.champions.findings.models import Found
from directory.config import Settings
from directory.db import reading, transaction
from directory.errors import WrongSettings
from directory.exchange.fetching.fetcher import Fetcher, FetchLimits
from directory.exchange.fetching.probing import Outcome, Prober
from directory.exchange.fetching.reach import Reach
from directory.jobs.mirrors.tools import user_agent

Progress = Callable[[int, int], None]
# So many are kept in one transaction; of so many not one answering means that we are cut off.
KEPT_AT_ONCE = 20
FOUND: Mapping[Outcome, Found] = {
    Outcome.NOT_THERE: Found.NOT_THERE,
    Outcome.NO_SUCH_HOST: Found.NO_SUCH_HOST,
    Outcome.BAD_CERTIFICATE: Found.BAD_CERTIFICATE,
    Outcome.MOVED: Found.MOVED,
    Outcome.PARKED: Found.PARKED,
    Outcome.OUT_OF_ORDER: Found.OUT_OF_ORDER,
}
NOBODY_ANSWERED = frozenset((Outcome.NO_SUCH_HOST, Outcome.OUT_OF_ORDER))
PAGES = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"


@dataclass(frozen=True)
class LinksLooked:
    """How many pages were looked for, and how many of them were missed."""

    asked: int
    missed: int


@dataclass(frozen=True)
class LinkTools:
    """How links are looked for: by what, how many at most, and for how long in all."""

    prober: Prober
    most: int
    run_seconds: float = 45 * 60


@contextmanager
def link_tools(settings: Settings) -> Iterator[LinkTools]:
    """The tools as the settings want them. Raises WrongSettings where nobody could tell who we are."""
    if not settings.contact:
        raise WrongSettings(
            "LYNCHPIN_LINKS_A_NIGHT is set, so that other sites are asked: set LYNCHPIN_CONTACT too, for them to know"
            " who asks."
        )
    limits = FetchLimits(connect_seconds=10, read_seconds=15, answer_seconds=20, redirects=5)
    with Fetcher(Reach(), user_agent(settings.contact), limits, accept=PAGES) as fetcher:
        yield LinkTools(Prober(fetcher), settings.links_a_night or 0)


def look_for_pages(tools: LinkTools, progress: Progress = lambda done, total: None) -> LinksLooked:
    """Look for the pages that are due, as many as fit into a night."""
    today, began = clock.today(), time.monotonic()
    with reading() as db:
        due = list(by_turns(list_due_links(db, today, tools.most)))
    asked = missed = 0
    for some in portions(due, KEPT_AT_ONCE):
        if time.monotonic() - began > tools.run_seconds:
            break
        outcomes = {url: tools.prober.probe(url) for url in some}
        asked += len(some)
        progress(asked, len(due))
        if len(some) > 1 and all(each.outcome in NOBODY_ANSWERED for each in outcomes.values()):
            continue
        with transaction() as db:
            for url, probed in outcomes.items():
                keep_looked(db, Looked(url, FOUND.get(probed.outcome), probed.moved_to), today)
        missed += sum(each.outcome in FOUND for each in outcomes.values())
    return LinksLooked(asked, missed)


def by_turns(urls: Iterable[str]) -> Iterator[str]:
    """Links in an order in which no server is asked twice in a row, as far as that can be."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for each in urls:
        hosts[host_of(each)].append(each)
    while hosts:
        for host in list(hosts):
            yield hosts[host].pop(0)
            if not hosts[host]:
                del hosts[host]


def host_of(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""

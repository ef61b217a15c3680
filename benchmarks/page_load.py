"""People who ask for pages: in turns without a pause, or by chance at so many a second."""

import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import accumulate
from typing import Generic, TypeVar

from benchmarks.asked_of_pages import Search

# So many may wait at once where searches come whether or not the last ones are answered.
MOST_WAITING = 32
_HEADERS = {"Accept-Encoding": "gzip, br", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64)", "Accept": "text/html"}
_SEED = 7


Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Answered:
    """A search that was answered: how long somebody waited for all of its page, and how many bytes that was."""

    kind: str
    waited_ms: float
    size: int


class Balancer:
    """Sends each request to the server that has the least to do, as a proxy or workers on one socket do."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._asking = dict.fromkeys(ports, 0)
        self._lock = threading.Lock()

    @contextmanager
    def server(self) -> Iterator[int]:
        """The port of a server, which is busy until the block ends."""
        with self._lock:
            port = min(self._asking, key=self._asking.__getitem__)
            self._asking[port] += 1
        try:
            yield port
        finally:
            with self._lock:
                self._asking[port] -= 1


class Browser:
    """Keeps a connection to each server it was sent to."""

    def __init__(self, balancer: Balancer) -> None:
        self._balancer = balancer
        self._connections: dict[int, HTTPConnection] = {}

    def ask(self, search: Search, began: float | None = None) -> Answered:
        """Ask for a page; `began` is when it should have been asked for, where that was before now."""
        began = time.perf_counter() if began is None else began
        with self._balancer.server() as port:
            connection = self._connections.setdefault(port, HTTPConnection("127.0.0.1", port, timeout=60))
            connection.request("GET", search.address, headers=_HEADERS)
            answer = connection.getresponse()
            size = len(answer.read())
        assert answer.status == 200, f"{answer.status} for {search.address}"
        return Answered(search.kind, (time.perf_counter() - began) * 1_000, size)

    def close(self) -> None:
        for each in self._connections.values():
            each.close()


class Shared(Generic[Thing]):
    """Things that several threads take one by one."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self._things = iter(things)
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[Thing]:
        while True:
            with self._lock:
                found = next(self._things, None)
            if found is None:
                return
            yield found


def ask_in_turns(ports: Sequence[int], searches: Iterable[Search], clients: int) -> list[Answered]:
    """So many clients, each of whom asks again as soon as the last page is there."""
    shared = Shared(searches)

    def keep_asking(browser: Browser, answered: list[Answered]) -> None:
        answered.extend(browser.ask(each) for each in shared)

    return _all_of(ports, clients, keep_asking)


def ask_openly(ports: Sequence[int], searches: Sequence[Search], a_second: float) -> list[Answered]:
    """Searches that come by chance, so many a second, whatever becomes of the last ones."""
    chance = random.Random(_SEED)  # noqa: S311 - the same pauses each time
    pauses = [chance.expovariate(a_second) for _ in searches]
    shared = Shared(zip(accumulate(pauses, initial=time.perf_counter()), searches, strict=False))

    def ask_when_due(browser: Browser, answered: list[Answered]) -> None:
        for due, search in shared:
            time.sleep(max(0.0, due - time.perf_counter()))
            answered.append(browser.ask(search, due))

    return _all_of(ports, MOST_WAITING, ask_when_due)


def _all_of(ports: Sequence[int], clients: int, ask: Callable[[Browser, list[Answered]], None]) -> list[Answered]:
    answered: list[list[Answered]] = [[] for _ in range(clients)]
    balancer = Balancer(ports)
    browsers = [Browser(balancer) for _ in range(clients)]
    threads = [threading.Thread(target=ask, args=each) for each in zip(browsers, answered, strict=True)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    for browser in browsers:
        browser.close()
    return [each for some in answered for each in some]

"""Asking a server again and again without being a burden: one question at a time, with a pause, and later if it wants.

A run may take only so much time and so many bytes in all; where it has had them, or where a server wants to be left
alone for longer than anybody should wait, it stops with `ComeBackLater`, and the next run goes on.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from directory.errors import LynchpinError
from directory.exchange.fetching.addresses import WebAddress
from directory.exchange.fetching.failures import Busy, Unreachable
from directory.exchange.fetching.fetcher import Answer, Fetcher

# While we wait, whoever holds something for this run hears of it at least this often.
SLICE_SECONDS = 10.0


@dataclass(frozen=True)
class Manners:
    """How a server is asked, and how much a run may take in all. The waits after a failure double each time."""

    pause_seconds: float = 0.2
    tries: int = 4
    first_wait_seconds: float = 2
    longest_wait_seconds: float = 120
    run_seconds: float = 2 * 60 * 60
    run_bytes: int = 2_000_000_000


class ComeBackLater(LynchpinError):
    """Nothing more can be read now. What was read stays, and the next run goes on from there.

    `seconds` is how long the server asked for, None where it is only this run that has had enough.
    """

    def __init__(self, message: str, seconds: float | None = None) -> None:
        super().__init__(message)
        self.seconds = seconds


class PoliteFetcher:
    """A fetcher for one run. `meanwhile` is called before each question and during every wait."""

    def __init__(
        self,
        fetcher: Fetcher,
        manners: Manners = Manners(),
        meanwhile: Callable[[], None] = lambda: None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._fetcher = fetcher
        self._manners = manners
        self._meanwhile = meanwhile
        self._sleep = sleep
        self._began = time.monotonic()
        self._bytes = 0
        self._has_asked = False

    def get(self, address: WebAddress) -> Answer:
        """What is at an address. Raises FetchFailed, WrongAddress, OutOfReach or ComeBackLater."""
        for again in range(self._manners.tries):
            try:
                return self.ask(address)
            except (Busy, Unreachable) as failure:
                if again + 1 < self._manners.tries:
                    self.wait_after(failure, again)
                elif not isinstance(failure, Busy):
                    raise
        raise ComeBackLater("The server stayed busy each time it was asked.", self._manners.longest_wait_seconds)

    def ask(self, address: WebAddress) -> Answer:
        """One question, after a pause, if this run may still ask any."""
        if self._has_asked:
            self.wait(self._manners.pause_seconds)
        self._has_asked = True
        self._meanwhile()
        self.check_budget()
        answer = self._fetcher.get(address)
        self._bytes += len(answer.body)
        return answer

    def wait_after(self, failure: Busy | Unreachable, again: int) -> None:
        """Wait as long as the server asks. Raises ComeBackLater where that is longer than a run waits."""
        seconds = failure.seconds if isinstance(failure, Busy) else None
        if seconds is None:
            seconds = self._manners.first_wait_seconds * 2**again
        elif seconds > self._manners.longest_wait_seconds:
            raise ComeBackLater(f"The server asks to be left alone for {seconds:,.0f} seconds.", seconds)
        self.wait(seconds)

    def wait(self, seconds: float) -> None:
        while seconds > 0:
            self._sleep(min(seconds, SLICE_SECONDS))
            self._meanwhile()
            seconds -= SLICE_SECONDS

    def check_budget(self) -> None:
        if time.monotonic() - self._began > self._manners.run_seconds:
            raise ComeBackLater("This run has taken the time that one run may take.")
        if self._bytes > self._manners.run_bytes:
            raise ComeBackLater("This run has read as much as one run may read.")

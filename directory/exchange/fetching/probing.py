"""Whether a page is still where a link says: asked for as a visitor would, and judged with care.

A server is asked one thing at a time, with a pause; first for the head of an answer, then, where that does not tell
enough, for the beginning of the page. What a server keeps from programs (a sign-in, a check for robots) tells nothing.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from directory.exchange.fetching.addresses import WebAddress, WrongAddress, read_address, sent_on
from directory.exchange.fetching.failures import FetchFailed, Unreachable
from directory.exchange.fetching.fetcher import BUSY, GONE, REDIRECTS, BadCertificate, Fetcher, Response
from directory.exchange.fetching.reach import NoSuchHost, OutOfReach
from directory.exchange.fetching.unpacking import unpack

FOR_GOOD = (301, 308)
# The words of a page that is for sale stand at its beginning.
LOOKED_AT_BYTES = 64_000
PARKED = re.compile(
    r"(?i)domain (?:name )?(?:is|may be) for sale|buy this domain|this domain (?:has expired|is parked)|parked free"
    r"|domain parking|sedoparking|parkingcrew|hugedomains|account (?:has been )?suspended"
)
SIGN_IN = re.compile(r"(?i)log-?in|sign-?in|signin|consent|checkpoint|captcha")
OUR_FAULT = range(400, 500)


class Outcome(StrEnum):
    """What came of looking for a page."""

    THERE = "there"
    UNCLEAR = "unclear"
    """The server does not tell programs, or wants to be left alone."""
    NOT_THERE = "not there"
    NO_SUCH_HOST = "no such host"
    BAD_CERTIFICATE = "bad certificate"
    MOVED = "moved"
    PARKED = "parked"
    OUT_OF_ORDER = "out of order"


@dataclass(frozen=True)
class Probed:
    """What came of looking for a page, and where it is now if it has moved for good."""

    outcome: Outcome
    moved_to: str | None = None


@dataclass(frozen=True)
class Seen:
    """What a server said: its status, where it sends on to, and the beginning of its page."""

    status: int
    location: str = ""
    words: str = ""


class Prober:
    """Looks for pages, one after the other."""

    def __init__(self, fetcher: Fetcher, pause_seconds: float = 2, sleep: Callable[[float], None] = time.sleep) -> None:
        self._fetcher = fetcher
        self._pause_seconds = pause_seconds
        self._sleep = sleep
        self._asked: dict[str, float] = {}

    def probe(self, link: str) -> Probed:
        """Whether a page is where a link says. Never raises for what is wrong with the link or its server."""
        try:
            return self.follow(read_address(link))
        except (NoSuchHost, WrongAddress):
            return Probed(Outcome.NO_SUCH_HOST)
        except OutOfReach:
            return Probed(Outcome.UNCLEAR)
        except BadCertificate:
            return Probed(Outcome.BAD_CERTIFICATE)
        except FetchFailed:
            return Probed(Outcome.OUT_OF_ORDER)

    def follow(self, address: WebAddress) -> Probed:
        here, is_for_good = address, True
        for _ in range(self._fetcher.limits.redirects + 1):
            seen = self.look(here)
            if seen.status not in REDIRECTS or not seen.location:
                return judged(address, here, seen, is_for_good=is_for_good)
            is_for_good = is_for_good and seen.status in FOR_GOOD
            try:
                here = sent_on(here, seen.location)
            except WrongAddress:
                return Probed(Outcome.UNCLEAR)
        return Probed(Outcome.UNCLEAR)

    def look(self, address: WebAddress) -> Seen:
        """What a server says of an address: by its head, or where that is not enough by the page itself."""
        try:
            seen = self.ask("HEAD", address)
        except BadCertificate:
            raise
        except Unreachable:
            # Some servers break off where they are asked for a head.
            return self.ask("GET", address)
        return seen if seen.status in REDIRECTS else self.ask("GET", address)

    def ask(self, method: str, address: WebAddress) -> Seen:
        self.wait_for(address.authority)
        with self._fetcher.asking(address, method) as response:
            location = response.headers.get("Location", "")
            is_page = method == "GET" and response.status == 200
            return Seen(response.status, location, beginning_of(response) if is_page else "")

    def wait_for(self, host: str) -> None:
        """Leave a server alone for a moment after the last question."""
        now = time.monotonic()
        left = self._asked.get(host, now - self._pause_seconds) + self._pause_seconds - now
        if left > 0:
            self._sleep(left)
        self._asked[host] = time.monotonic()


def beginning_of(response: Response) -> str:
    """The first words of a page; nothing of what is no page for people, or cannot be read."""
    if "html" not in response.headers.get("Content-Type", "").lower():
        return ""
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    read = b""
    try:
        for chunk in unpack(response.chunks(), packing, 100 * LOOKED_AT_BYTES):
            read += chunk
            if len(read) >= LOOKED_AT_BYTES:
                break
    except FetchFailed:
        return ""
    return read[:LOOKED_AT_BYTES].decode("utf-8", "replace")


def judged(asked: WebAddress, here: WebAddress, seen: Seen, *, is_for_good: bool) -> Probed:
    """What the last answer means for the address that was asked for."""
    if seen.status in GONE:
        return Probed(Outcome.NOT_THERE)
    if seen.status in BUSY or seen.status in OUR_FAULT:
        return Probed(Outcome.UNCLEAR)
    if seen.status >= 500:
        return Probed(Outcome.OUT_OF_ORDER)
    if PARKED.search(seen.words):
        return Probed(Outcome.PARKED)
    if not is_for_good or is_same_page(asked, here):
        return Probed(Outcome.THERE)
    return Probed(Outcome.UNCLEAR) if SIGN_IN.search(here.target) else Probed(Outcome.MOVED, str(here))


def is_same_page(asked: WebAddress, here: WebAddress) -> bool:
    """Whether the new address is only a tidier writing of the old one, or where a site begins."""
    is_same_site = asked.host.removeprefix("www.") == here.host.removeprefix("www.")
    is_same_path = asked.target.rstrip("/") == here.target.rstrip("/")
    return is_same_site and (is_same_path or asked.target == "/")

"""One question to a stranger, within limits: of time, of size, of redirects, and of the machines it may end at.

The connection goes to the IP address that `reach` has checked, while TLS still proves the name. Each step has its
own limit of time, and a timer cuts off what drips so slowly that no step ever takes too long. No proxy of the
environment is used: it would look names up itself.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from types import TracebackType
from typing import Self

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from directory import clock
from directory.exchange.fetching.addresses import WebAddress, redirected
from directory.exchange.fetching.failures import Busy, FetchFailed, NotThere, Unreachable
from directory.exchange.fetching.reach import Reach
from directory.exchange.fetching.unpacking import CHUNK_BYTES, unpack

REDIRECTS = (301, 302, 303, 307, 308)
GONE = (404, 410)
BUSY = (429, 503)
FEED_TYPES = frozenset(
    ("application/json", "text/json", "application/x-ndjson", "application/ndjson", "application/jsonl", "text/plain")
)
BROKEN = (HTTPError, HTTPException, OSError, ValueError)


@dataclass(frozen=True)
class FetchLimits:
    """What one answer may take. `answer_seconds` counts from the question to the last byte, each redirect apart."""

    connect_seconds: float = 10
    read_seconds: float = 30
    answer_seconds: float = 60
    answer_bytes: int = 20_000_000
    redirects: int = 3


@dataclass(frozen=True)
class Answer:
    """What came back, and from where in the end."""

    address: WebAddress
    body: bytes


@dataclass(frozen=True)
class Response:
    """An answer of which the body has not been read yet; `telling` puts what breaks meanwhile into words."""

    raw: HTTPResponse
    telling: Callable[[], AbstractContextManager[None]]

    @property
    def headers(self) -> Mapping[str, str]:
        return self.raw.headers

    @property
    def status(self) -> int:
        return self.raw.status

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the body as the server sent them."""
        while True:
            with self.telling():
                chunk = self.raw.read(CHUNK_BYTES)
            if not chunk:
                return
            yield chunk


class BadCertificate(Unreachable):
    """The server does not prove that it is the one that was asked for."""


class Fetcher:
    """Asks for things, one at a time, over one connection for as long as it leads to the same server."""

    def __init__(
        self,
        reach: Reach,
        user_agent: str,
        limits: FetchLimits = FetchLimits(),
        trust: ssl.SSLContext | None = None,
        accept: str = "application/json",
    ) -> None:
        self.reach = reach
        self.limits = limits
        self._trust = trust or ssl.create_default_context()
        self._headers = {"User-Agent": user_agent, "Accept": accept, "Accept-Encoding": "gzip"}
        self._open: HTTPConnection | None = None
        self._origin = ("", "")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
        self._open = None

    def get(self, address: WebAddress) -> Answer:
        """The JSON at an address, redirects followed. Raises FetchFailed, WrongAddress or OutOfReach."""
        with self.opened(address) as (found, chunks):
            return Answer(found, b"".join(chunks))

    @contextmanager
    def opened(
        self, address: WebAddress, types: Collection[str] = FEED_TYPES
    ) -> Iterator[tuple[WebAddress, Iterator[bytes]]]:
        """Where an answer is in the end, and its bytes as they come in. Raises as `get` does."""
        for _ in range(self.limits.redirects + 1):
            with self.asking(address) as response:
                if response.status not in REDIRECTS:
                    check_status(response.status, response.headers)
                    check_type(response.headers, types)
                    packing = response.headers.get("Content-Encoding", "").strip().lower()
                    yield address, unpack(response.chunks(), packing, self.limits.answer_bytes)
                    return
                location = response.headers.get("Location", "")
            address = redirected(address, location)
        raise FetchFailed(f"The server redirects more than {self.limits.redirects} times.")

    @contextmanager
    def asking(
        self, address: WebAddress, method: str = "GET", *, body: bytes | None = None, headers: Mapping[str, str] = {}
    ) -> Iterator[Response]:
        """One request and its answer. The connection stays open only where the answer was read to its end."""
        connection = self.connection_to(address)
        response = None
        with cut_off(connection, self.limits.answer_seconds) as was_cut:
            try:
                with self.telling(address, was_cut):
                    said = {"Host": address.authority, **self._headers, **headers}
                    connection.request(method, address.target, body, said, preload_content=False, decode_content=False)
                    response = connection.getresponse()
                yield Response(response, lambda: self.telling(address, was_cut))
            finally:
                if response is None or not response.closed:
                    self.close()

    @contextmanager
    def telling(self, address: WebAddress, was_cut: threading.Event) -> Iterator[None]:
        """Whatever breaks a connection, in words. Raises Unreachable."""
        problem = None
        try:
            yield
        except BROKEN as broken:
            problem = told(broken)
        # What ends because it was cut off may look like an answer that is whole.
        if was_cut.is_set():
            raise Unreachable(f"The answer took longer than {self.limits.answer_seconds:g} seconds.")
        if problem is not None:
            raise Unreachable(f"{address.authority} did not answer as it should ({problem}).")

    def connection_to(self, address: WebAddress) -> HTTPConnection:
        """The open connection if it leads there, or a new one to an IP address that was checked."""
        origin = (address.scheme, address.authority)
        if self._open is None or self._origin != origin or not self._open.is_connected:
            self.close()
            self._open, self._origin = self.connect(address), origin
        return self._open

    def connect(self, address: WebAddress) -> HTTPConnection:
        """A connection to the first of a host's addresses that answers. Raises OutOfReach or Unreachable."""
        problem, failure = "", Unreachable
        for ip in self.reach.find(address):
            connection = self.connection_at(ip, address)
            try:
                connection.connect()
            except BROKEN as broken:
                connection.close()
                problem, failure = told(broken), failure_of(broken)
            else:
                connection.timeout = self.limits.read_seconds
                return connection
        raise failure(f"{address.authority} cannot be reached ({problem}).")

    def connection_at(self, ip: str, address: WebAddress) -> HTTPConnection:
        seconds = self.limits.connect_seconds
        if address.scheme == "http":
            return HTTPConnection(ip, address.port, timeout=seconds)
        return HTTPSConnection(ip, address.port, timeout=seconds, server_hostname=address.host, ssl_context=self._trust)


def failure_of(broken: Exception) -> type[Unreachable]:
    """Whether a connection broke because a server could not prove who it is."""
    causes = (broken, broken.__cause__, *broken.args)
    is_unproved = any(isinstance(each, ssl.SSLCertVerificationError) for each in causes)
    return BadCertificate if is_unproved else Unreachable


@contextmanager
def cut_off(connection: HTTPConnection, seconds: float) -> Iterator[threading.Event]:
    """Break a connection off after so long, whatever is waited for; the event says that it was.

    A limit on each read alone lets a server send one byte a minute for ever.
    """
    sock, was_cut = connection.sock, threading.Event()

    def cut() -> None:
        was_cut.set()
        with suppress(OSError):
            # Straight to the operating system: that of an encrypted socket would wait for the other side.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield was_cut
    finally:
        timer.cancel()


def check_status(status: int, headers: Mapping[str, str]) -> None:
    """Raises what a status other than 200 means."""
    if status == 200:
        return
    if status in BUSY:
        raise Busy(read_wait(headers.get("Retry-After", "")))
    if status in GONE:
        raise NotThere(f"The server says that there is nothing at this address ({status}).")
    if status >= 500:
        raise Unreachable(f"The server is out of order (it answers {status}).")
    raise FetchFailed(f"The server does not give it out (it answers {status}).")


def read_wait(text: str) -> float | None:
    """The seconds of a Retry-After header, which may be a number or a date; None where it is neither."""
    text = text.strip()
    if text.isdecimal() and text.isascii():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - clock.now()).total_seconds())
    except (TypeError, ValueError):
        return None


def check_type(headers: Mapping[str, str], types: Collection[str]) -> None:
    """Raises FetchFailed for a page for people, a picture, or anything else that was not asked for."""
    given = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if given and given not in types and not given.endswith("+json"):
        raise FetchFailed(f"The answer is {given[:60]!r}, where a feed gives JSON. Is this the address of its pages?")


def told(broken: Exception) -> str:
    """What went wrong with a connection, short enough for a sentence."""
    inner = broken.__cause__ or broken
    return " ".join(str(inner).split())[:200] or type(inner).__name__

"""A web server of the tests on this machine, which says what a test lets it say, and remembers what it was asked."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """An answer. `drip_seconds` is the time between its bytes; `length` may lie about how long it is.

    A body that is no bytes is sent piece by piece, and `is_headless` sends it without anything before it.
    """

    body: bytes | Iterator[bytes] = b"{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: JSON)
    drip_seconds: float = 0
    length: int | None = None
    is_headless: bool = False


Say = Callable[[Asked], Reply]


@dataclass
class WebServer:
    """A server that runs."""

    address: str
    port: int
    asked: list[Asked]
    connections: list[object]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Else each body waits for 40 ms behind its head.
    disable_nagle_algorithm = True
    say: Say
    asked: list[Asked]
    connections: list[object]

    def setup(self) -> None:
        super().setup()
        self.connections.append(self.client_address)

    def log_message(self, *_words: object) -> None:
        pass

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = Asked(parts.path, query, dict(self.headers), self.command, body)
        self.asked.append(asked)
        reply = type(self).say(asked)
        with suppress(OSError):
            self.answer(reply)

    do_HEAD = do_POST = do_GET

    def answer(self, reply: Reply) -> None:
        self.close_connection = reply.length is not None or not isinstance(reply.body, bytes)
        if not reply.is_headless:
            self.send_head(reply)
        if self.command == "HEAD":
            return
        pieces: Iterator[bytes] = iter([reply.body]) if isinstance(reply.body, bytes) else reply.body
        for piece in pieces:
            self.send_piece(piece, reply.drip_seconds)

    def send_head(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if isinstance(reply.body, bytes):
            self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def send_piece(self, piece: bytes, drip_seconds: float) -> None:
        if not drip_seconds:
            self.wfile.write(piece)
            return
        for place in range(len(piece)):
            self.wfile.write(piece[place : place + 1])
            time.sleep(drip_seconds)


class Server(ThreadingHTTPServer):
    """A server whose guests may leave without a word."""

    daemon_threads = True

    def handle_error(self, *_words: object) -> None:
        pass


@contextmanager
def running_web_server(say: Say, tls: ssl.SSLContext | None = None) -> Iterator[WebServer]:
    """A server that answers each request with what `say` gives for it, for as long as the block lasts."""
    asked: list[Asked] = []
    connections: list[object] = []
    handler = type("H", (Handler,), {"say": staticmethod(say), "asked": asked, "connections": connections})
    server = Server(("127.0.0.1", 0), handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield WebServer(f"http://127.0.0.1:{server.server_port}", server.server_port, asked, connections)
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def serve_web() -> Iterator[Callable[..., WebServer]]:
    """`serve_web(say)` begins a server on this machine that answers each request with what `say` gives for it."""
    with ExitStack() as running:
        yield lambda say, tls=None: running.enter_context(running_web_server(say, tls))

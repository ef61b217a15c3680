import datetime
import gzip
import itertools
import ssl
import time
from ipaddress import ip_network

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from directory.exchange.fetching.addresses import WrongAddress, read_address
from directory.exchange.fetching.failures import Busy, FetchFailed, NotThere, Unreachable
from directory.exchange.fetching.fetcher import BadCertificate, Fetcher, FetchLimits
from directory.exchange.fetching.reach import OutOfReach, Reach
from directory.exchange.fetching.unpacking import TooMuch
from tests.plugins.web_server import JSON, Reply

THIS_MACHINE = Reach(allowed=(ip_network("127.0.0.0/8"),))
PUBLIC = "93.184.216.34"
QUICK = FetchLimits(connect_seconds=1, read_seconds=1, answer_seconds=1, answer_bytes=100_000)


@pytest.fixture
def fetcher():
    with Fetcher(THIS_MACHINE, "Lynchpin/1", QUICK) as fetcher:
        yield fetcher


def fetch(fetcher, server, path="/"):
    return fetcher.get(read_address(server.address + path))


def test_what_is_published_is_read(fetcher, serve_web):
    server = serve_web(lambda asked: Reply(b'{"a": 1}'))

    answer = fetch(fetcher, server, "/feed?page=1")

    assert answer.body == b'{"a": 1}'
    (asked,) = server.asked
    assert (asked.path, asked.query) == ("/feed", {"page": "1"})
    assert asked.headers["Host"] == f"127.0.0.1:{server.port}"
    assert asked.headers["User-Agent"] == "Lynchpin/1"


def test_one_connection_serves_many_questions(fetcher, serve_web):
    server = serve_web(lambda asked: Reply())

    for _ in range(3):
        fetch(fetcher, server)

    assert (len(server.asked), len(server.connections)) == (3, 1)


def test_a_connection_that_the_server_closed_is_made_anew(fetcher, serve_web):
    server = serve_web(lambda asked: Reply(iter([b"{}"])))

    assert [fetch(fetcher, server).body for _ in range(2)] == [b"{}", b"{}"]
    assert len(server.connections) == 2


def test_a_packed_answer_is_unpacked(fetcher, serve_web):
    server = serve_web(lambda asked: Reply(gzip.compress(b"[1]"), headers=JSON | {"Content-Encoding": "gzip"}))

    assert fetch(fetcher, server).body == b"[1]"


@pytest.mark.parametrize(
    ("reply", "failure", "told"),
    [
        pytest.param(Reply(status=404), NotThere, "nothing at this address", id="not found"),
        pytest.param(Reply(status=410), NotThere, "nothing at this address", id="gone"),
        pytest.param(Reply(status=403), FetchFailed, "answers 403", id="forbidden"),
        pytest.param(Reply(status=500), Unreachable, "out of order", id="broken"),
        pytest.param(Reply(headers={"Content-Type": "text/html"}), FetchFailed, "Is this the address of", id="a page"),
        pytest.param(Reply(b"x" * 100_001), TooMuch, "longer than 100,000 bytes", id="too long"),
        pytest.param(Reply(b"{}", length=50), Unreachable, "did not answer as it should", id="cut short"),
        pytest.param(
            Reply(b"no gzip", headers=JSON | {"Content-Encoding": "gzip"}), FetchFailed, "damaged", id="damaged packing"
        ),
        pytest.param(
            Reply(gzip.compress(b"[1]")[:-9], headers=JSON | {"Content-Encoding": "gzip"}),
            FetchFailed,
            "cut short",
            id="packing cut short",
        ),
        pytest.param(Reply(headers=JSON | {"Content-Encoding": "br"}), FetchFailed, "packed as 'br'", id="packing"),
        pytest.param(
            Reply(gzip.compress(b"0" * 10_000_000), headers=JSON | {"Content-Encoding": "gzip"}),
            TooMuch,
            "longer than 100,000 bytes",
            id="bomb",
        ),
    ],
)
def test_what_is_no_use_is_told(fetcher, serve_web, reply, failure, told):
    server = serve_web(lambda asked: reply)

    with pytest.raises(failure, match=told):
        fetch(fetcher, server)


def test_an_endless_answer_is_left(fetcher, serve_web):
    server = serve_web(lambda asked: Reply(itertools.repeat(b"1" * 1000)))

    with pytest.raises(TooMuch):
        fetch(fetcher, server)


def test_an_endless_line_is_left(fetcher, serve_web):
    server = serve_web(lambda asked: Reply(itertools.repeat(b"1" * 1000), is_headless=True))

    with pytest.raises(Unreachable, match="did not answer as it should"):
        fetch(fetcher, server)


def test_an_endless_length_of_a_chunk_is_left(fetcher, serve_web):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    body = itertools.chain([head], itertools.repeat(b"1" * 1000))
    server = serve_web(lambda asked: Reply(body, is_headless=True))

    with pytest.raises(Unreachable, match="did not answer as it should"):
        fetch(fetcher, server)


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(iter([b" " * 100]), drip_seconds=0.1), id="body of no length"),
        pytest.param(Reply(b"[]" + b" " * 100, drip_seconds=0.1), id="body"),
        pytest.param(
            Reply(iter([b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 100]), drip_seconds=0.1, is_headless=True), id="head"
        ),
    ],
)
def test_what_only_drips_is_cut_off(fetcher, serve_web, reply):
    server = serve_web(lambda asked: reply)
    began = time.monotonic()

    with pytest.raises(Unreachable, match="longer than 1 seconds"):
        fetch(fetcher, server)

    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7), ("soon", None), ("", None), ("Mon, 01 Jun 2026 09:01:00 GMT", 60), ("-1", None)]
)
def test_how_long_a_busy_server_asks_for_is_told(fetcher, serve_web, header, seconds, monkeypatch):
    monkeypatch.setattr("directory.clock.now", lambda: datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC))
    server = serve_web(lambda asked: Reply(status=429, headers={"Retry-After": header}))

    with pytest.raises(Busy) as busy:
        fetch(fetcher, server)

    assert busy.value.seconds == seconds


def redirecting(*locations):
    """Sends on from /0 to the first of these, from /1 to the second, and so on."""

    def say(asked):
        place = int(asked.path.strip("/") or 0)
        if place < len(locations):
            return Reply(status=302, headers={"Location": locations[place]})
        return Reply(b'"there"')

    return say


def test_redirects_are_followed(fetcher, serve_web):
    server = serve_web(redirecting("/1", "/2", "/3"))

    answer = fetch(fetcher, server, "/0")

    assert (answer.body, answer.address.path) == (b'"there"', "/3")


def test_more_than_three_redirects_are_not(fetcher, serve_web):
    server = serve_web(redirecting("/1", "/2", "/3", "/4"))

    with pytest.raises(FetchFailed, match="more than 3 times"):
        fetch(fetcher, server, "/0")

    assert len(server.asked) == 4


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1:{port}/secret", "http://[::1]:{port}/secret", "http://169.254.169.254/latest/meta-data/"],
)
def test_a_redirect_into_a_private_network_is_refused(serve_web, location):
    trap = serve_web(lambda asked: Reply(b'"secret"'))
    outside = serve_web(lambda asked: Reply(status=302, headers={"Location": location.format(port=trap.port)}))
    reach = Reach(resolve=lambda host, port: [host])
    # Only the first server counts as a public one here.
    fetcher = Fetcher(outside_of(reach, outside.port), "Lynchpin/1", QUICK)

    with pytest.raises(OutOfReach):
        fetcher.get(read_address(f"http://outside.example:{outside.port}/"))

    assert (len(outside.asked), trap.asked) == (1, [])


class outside_of:
    """A reach for which the server at one port of this machine is a public one."""

    def __init__(self, reach, port):
        self.reach = reach
        self.port = port

    def find(self, address):
        return ["127.0.0.1"] if address.host == "outside.example" else self.reach.find(address)


@pytest.mark.parametrize("location", ["https://127.0.0.1/", "file:///etc/passwd", "ftp://127.0.0.1/"])
def test_a_redirect_to_another_scheme_is_refused(fetcher, serve_web, location):
    server = serve_web(lambda asked: Reply(status=301, headers={"Location": location}))

    with pytest.raises(WrongAddress):
        fetch(fetcher, server)


def test_a_name_that_changes_its_mind_leads_nowhere_private(serve_web, monkeypatch):
    trap = serve_web(lambda asked: Reply(b'"secret"'))
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    connected = []

    def create_connection(address, *rest, **more):
        connected.append(address[0])
        raise OSError("no network in the tests")

    monkeypatch.setattr("urllib3.util.connection.create_connection", create_connection)
    fetcher = Fetcher(Reach(resolve=lambda host, port: next(answers)), "Lynchpin/1", QUICK)
    address = read_address(f"http://rebound.example:{trap.port}/")

    with pytest.raises(Unreachable):
        fetcher.get(address)
    with pytest.raises(OutOfReach):
        fetcher.get(address)

    assert (connected, trap.asked) == ([PUBLIC], [])


def test_a_proxy_of_the_environment_is_not_asked(fetcher, serve_web, monkeypatch):
    proxy, server = (serve_web(lambda asked: Reply()) for _ in range(2))
    monkeypatch.setenv("HTTP_PROXY", proxy.address)
    monkeypatch.setenv("http_proxy", proxy.address)

    fetch(fetcher, server)

    assert (len(server.asked), proxy.asked) == (1, [])


def test_nobody_listening_is_told(fetcher, serve_web):
    with pytest.raises(Unreachable, match="cannot be reached"):
        fetcher.get(read_address("http://127.0.0.1:9/"))


@pytest.fixture
def https(serve_web, tmp_path):
    """A server that proves to be feed.example, and who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "feed.example")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("feed.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    proof = tmp_path / "proof.pem"
    proof.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(proof)
    return serve_web(lambda asked: Reply(b'"proved"'), tls=context), ssl.create_default_context(cafile=proof)


def test_the_name_is_proved_though_the_connection_goes_to_an_address(https):
    server, trust = https
    reach = Reach(allowed=THIS_MACHINE.allowed, resolve=lambda host, port: ["127.0.0.1"])
    fetcher = Fetcher(reach, "Lynchpin/1", QUICK, trust)

    answer = fetcher.get(read_address(f"https://feed.example:{server.port}/"))
    with pytest.raises(Unreachable, match="cannot be reached"):
        fetcher.get(read_address(f"https://other.example:{server.port}/"))

    assert (answer.body, len(server.asked)) == (b'"proved"', 1)


def test_a_server_that_nobody_vouches_for_is_not_asked(https):
    server, _ = https
    fetcher = Fetcher(Reach(THIS_MACHINE.allowed, lambda host, port: ["127.0.0.1"]), "Lynchpin/1", QUICK)

    with pytest.raises(BadCertificate, match="certificate verify failed"):
        fetcher.get(read_address(f"https://feed.example:{server.port}/"))

    assert server.asked == []

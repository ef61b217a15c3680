"""Whether pages are where links say, asked of a real server."""

from ipaddress import ip_network

import pytest

from directory.exchange.fetching.fetcher import Fetcher, FetchLimits
from directory.exchange.fetching.probing import Outcome, Probed, Prober
from directory.exchange.fetching.reach import Reach
from tests.plugins.web_server import Reply

THIS_MACHINE = Reach(allowed=(ip_network("127.0.0.0/8"),))
QUICK = FetchLimits(connect_seconds=1, read_seconds=1, answer_seconds=1)
HTML = {"Content-Type": "text/html"}
PAGE = Reply(b"<h1>Walks</h1>", headers=HTML)


def to(location: str, status: int = 301) -> Reply:
    return Reply(b"", status, {"Location": location})


@pytest.fixture
def probe(serve_web):
    """What comes of looking for a page of a server that answers so, and the server."""

    def probe(replies, path="/walks", reach=THIS_MACHINE, **how):
        server = serve_web(lambda asked: replies.get(asked.path, Reply(status=404)))
        with Fetcher(reach, "Lynchpin/1 (+us@example.org)", QUICK, accept="text/html") as fetcher:
            return Prober(fetcher, 0, **how).probe(server.address + path), server

    return probe


@pytest.mark.parametrize(
    ("replies", "outcome"),
    [
        pytest.param({"/walks": PAGE}, Outcome.THERE, id="there"),
        pytest.param({}, Outcome.NOT_THERE, id="404"),
        pytest.param({"/walks": Reply(status=410)}, Outcome.NOT_THERE, id="gone"),
        pytest.param({"/walks": Reply(status=500)}, Outcome.OUT_OF_ORDER, id="broken"),
        pytest.param({"/walks": Reply(status=403)}, Outcome.UNCLEAR, id="kept from programs"),
        pytest.param({"/walks": Reply(status=429)}, Outcome.UNCLEAR, id="busy"),
        pytest.param({"/walks": Reply(b"Buy this domain", headers=HTML)}, Outcome.PARKED, id="for sale"),
        pytest.param({"/walks": Reply(b"Buy this domain")}, Outcome.THERE, id="the words of no page"),
        pytest.param({"/walks": to("/walks")}, Outcome.UNCLEAR, id="round and round"),
        pytest.param({"/walks": to("/here", 302), "/here": PAGE}, Outcome.THERE, id="moved for a while"),
        pytest.param({"/walks": to("/walks/"), "/walks/": PAGE}, Outcome.THERE, id="a tidier writing"),
        pytest.param({"/walks": to("/login?next=walks"), "/login": PAGE}, Outcome.UNCLEAR, id="sign in first"),
        pytest.param({"/walks": to("tel:01134960444")}, Outcome.UNCLEAR, id="to no page"),
        pytest.param({"/walks": to("http://[::1")}, Outcome.UNCLEAR, id="to no address"),
        pytest.param({"/walks": to("/gone")}, Outcome.NOT_THERE, id="moved to nothing"),
    ],
)
def test_what_a_server_answers_is_told_apart(probe, replies, outcome):
    assert probe(replies)[0] == Probed(outcome)


def test_a_page_that_moved_for_good_says_where_to(probe):
    found, server = probe({"/walks": to("/new", 308), "/new": PAGE})

    assert found == Probed(Outcome.MOVED, f"{server.address}/new")


def test_we_say_who_we_are_and_ask_for_the_head_first(probe):
    _, server = probe({"/walks": PAGE})

    assert [each.method for each in server.asked] == ["HEAD", "GET"]
    assert {each.headers["User-Agent"] for each in server.asked} == {"Lynchpin/1 (+us@example.org)"}


def test_a_server_is_left_alone_between_two_questions(serve_web):
    server, slept = serve_web(lambda asked: PAGE), []
    with Fetcher(THIS_MACHINE, "Lynchpin/1", QUICK) as fetcher:
        Prober(fetcher, 1000, slept.append).probe(f"{server.address}/walks")

    assert len(slept) == 1
    assert 0 < slept[0] <= 1000


def test_machines_inside_are_never_asked(probe):
    found, server = probe({"/walks": PAGE}, reach=Reach())

    assert found == Probed(Outcome.UNCLEAR)
    assert server.asked == []


def test_a_server_does_not_send_us_to_machines_inside(serve_web):
    inside = serve_web(lambda asked: PAGE)
    outside = serve_web(lambda asked: to(f"http://inner.example:{inside.port}/"))
    hosts = {"outer.example": "127.0.0.1", "inner.example": "10.0.0.1"}
    reach = Reach(THIS_MACHINE.allowed, lambda host, port: [hosts[host]])

    with Fetcher(reach, "Lynchpin/1", QUICK) as fetcher:
        found = Prober(fetcher, 0).probe(f"http://outer.example:{outside.port}/")

    assert found == Probed(Outcome.UNCLEAR)
    assert inside.asked == []


def test_a_name_that_nobody_knows_is_told_from_a_server_that_is_off():
    def nobody(host, port):
        raise OSError

    with Fetcher(Reach(resolve=nobody), "Lynchpin/1", QUICK) as fetcher:
        assert Prober(fetcher, 0).probe("https://gone.example/").outcome is Outcome.NO_SUCH_HOST
        assert Prober(fetcher, 0).probe("https://").outcome is Outcome.NO_SUCH_HOST
    with Fetcher(THIS_MACHINE, "Lynchpin/1", QUICK) as fetcher:
        assert Prober(fetcher, 0).probe("http://127.0.0.1:9/").outcome is Outcome.OUT_OF_ORDER

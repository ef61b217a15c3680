import pytest

from directory.exchange.fetching.addresses import read_address
from directory.exchange.fetching.failures import Busy, FetchFailed, Unreachable
from directory.exchange.fetching.fetcher import Answer
from directory.exchange.fetching.polite import ComeBackLater, Manners, PoliteFetcher

FEED = read_address("https://feed.example/")
MANNERS = Manners(pause_seconds=0.5, tries=3, first_wait_seconds=2, longest_wait_seconds=60)


class Server:
    """Answers with these, one after the other: a body, or a failure."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def get(self, address):
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return Answer(address, answer)


def polite(*answers, manners=MANNERS, **more):
    """A polite fetcher on these answers, and the list of its waits."""
    waits = []
    return PoliteFetcher(Server(*answers), manners, sleep=waits.append, **more), waits


def test_there_is_a_pause_between_questions():
    fetcher, waits = polite(b"1", b"2", b"3")

    assert [fetcher.get(FEED).body for _ in range(3)] == [b"1", b"2", b"3"]
    assert waits == [0.5, 0.5]


@pytest.mark.parametrize(
    ("failures", "waited"),
    [
        pytest.param([Busy(7)], [7, 0.5], id="as long as asked"),
        pytest.param([Busy(None), Busy(None)], [2, 0.5, 4, 0.5], id="ever longer where it does not say"),
        pytest.param([Unreachable("broken"), Busy(3)], [2, 0.5, 3, 0.5], id="out of order"),
        pytest.param([Busy(25)], [10, 10, 5, 0.5], id="in slices"),
    ],
)
def test_a_server_in_trouble_is_asked_again(failures, waited):
    fetcher, waits = polite(*failures, b"there")

    assert fetcher.get(FEED).body == b"there"
    assert waits == waited


def test_a_server_that_stays_busy_is_left_alone():
    fetcher, _ = polite(*[Busy(1)] * 3)

    with pytest.raises(ComeBackLater) as left:
        fetcher.get(FEED)

    assert left.value.seconds == 60


def test_a_server_that_stays_out_of_order_is_told():
    fetcher, _ = polite(*[Unreachable("broken")] * 3)

    with pytest.raises(Unreachable):
        fetcher.get(FEED)


def test_nobody_waits_for_an_hour():
    fetcher, waits = polite(Busy(3600))

    with pytest.raises(ComeBackLater, match="3,600 seconds") as left:
        fetcher.get(FEED)

    assert (left.value.seconds, waits) == (3600, [])


def test_what_is_refused_is_not_asked_for_again():
    fetcher, waits = polite(FetchFailed("no"))

    with pytest.raises(FetchFailed):
        fetcher.get(FEED)

    assert waits == []


def test_a_run_reads_no_more_than_it_may():
    fetcher, _ = polite(b"12345", b"12345", b"12345", manners=Manners(run_bytes=8))

    fetcher.get(FEED)
    fetcher.get(FEED)
    with pytest.raises(ComeBackLater, match="read as much"):
        fetcher.get(FEED)


def test_a_run_takes_no_longer_than_it_may():
    fetcher, _ = polite(b"1", manners=Manners(run_seconds=-1))

    with pytest.raises(ComeBackLater, match="taken the time"):
        fetcher.get(FEED)


def test_whoever_holds_something_for_the_run_hears_of_it_while_it_waits():
    heard = []
    fetcher, _ = polite(Busy(25), b"there", meanwhile=lambda: heard.append(1))

    fetcher.get(FEED)

    # Before each of the two questions, after each of three slices, and after the pause.
    assert len(heard) == 6

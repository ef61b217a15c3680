"""Telling systems of changes: signed, once, again where nobody answers, and given up in the end."""

import base64
import hashlib
import hmac
import json
import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory import clock
from directory.accounts.senders.operations import disable_sender
from directory.accounts.senders.queries import get_sender
from directory.accounts.senders.webhooks import remove_webhook, set_webhook
from directory.casework.operations import close_case
from directory.casework.queries import open_case
from directory.casework.referrals_in.answering_referrals import accept_as_new
from directory.casework.referrals_in.event_queries import count_telling, tell_again
from directory.casework.referrals_in.sent_models import ReferralEvent
from directory.exchange.fetching.fetcher import Fetcher, FetchLimits
from directory.exchange.fetching.reach import Reach
from directory.jobs.webhooks import MOST_TRIES, Told, tell_waiting
from tests.exchange.fetching.test_fetcher import THIS_MACHINE
from tests.factories.accounts import make_actor
from tests.factories.senders import make_sender, make_sent
from tests.factories.triage import try_in_vain
from tests.plugins.web_server import Reply

LIMITS = FetchLimits(connect_seconds=2, read_seconds=0.5, answer_seconds=1, redirects=0)


@pytest.fixture
def actor(db):
    return make_actor(db)


@pytest.fixture
def sender(db, actor):
    return make_sender(db, actor)


@pytest.fixture
def referral(db, sender):
    return make_sent(db, sender)


@pytest.fixture
def fetcher():
    with Fetcher(THIS_MACHINE, "Lynchpin/test", LIMITS) as fetcher:
        yield fetcher


@pytest.fixture
def listen(db, serve_web, sender):
    """`listen(say)` has the sender be told at a server that answers so, and gives the server and the secret."""

    def begin(say=lambda _: Reply()):
        server = serve_web(say)
        webhook = set_webhook(db, sender.id, sender.scheme_id, f"{server.address}/hooks")
        db.commit()
        return server, webhook.secret

    return begin


def change(db, actor, referral) -> None:
    try_in_vain(db, actor, referral)
    db.commit()


def events(db) -> list[ReferralEvent]:
    db.expire_all()
    return db.scalars(select(ReferralEvent).order_by(ReferralEvent.number)).all()


def pass_time(monkeypatch, **much) -> None:
    later = clock.now() + timedelta(**much)
    monkeypatch.setattr(clock, "now", lambda: later)


def test_a_change_is_told_signed_and_once(db, actor, referral, listen, fetcher):
    server, secret = listen()
    change(db, actor, referral)

    first, second = tell_waiting(fetcher), tell_waiting(fetcher)

    [asked], [event] = server.asked, events(db)
    headers = {name.lower(): value for name, value in asked.headers.items()}
    told = json.loads(asked.body)
    assert (first, second) == (Told(1, 0), Told(0, 0))
    assert (asked.method, asked.path, headers["content-type"]) == ("POST", "/hooks", "application/json")
    assert headers["webhook-id"] == str(event.id)
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + asked.body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert told["type"] == "referral.status_changed"
    assert set(told["data"]) == {"reference", "status", "reason", "status_at", "number"}
    assert (told["data"]["reference"], told["data"]["status"]) == (referral.reference, "not reached")
    assert event.told_at is not None


def test_nothing_of_the_person_is_told(db, actor, referral, listen, fetcher):
    server, _ = listen()
    change(db, actor, referral)

    tell_waiting(fetcher)

    for word in ("Edith", "Ashworth", "LS11", "walks"):
        assert word not in server.asked[0].body.decode()


def test_each_change_is_one_row_and_told_in_order(db, actor, referral, listen, fetcher):
    server, _ = listen()
    try_in_vain(db, actor, referral)
    try_in_vain(db, actor, referral)
    client = accept_as_new(db, actor, referral)
    close_case(db, actor, open_case(client), clock.today())
    close_case(db, actor, client.cases[0], clock.today())
    db.commit()

    tell_waiting(fetcher)

    told = [json.loads(each.body)["data"] for each in server.asked]
    assert [each["status"] for each in told] == ["not reached", "supported", "ended"]
    assert [each["number"] for each in told] == [1, 2, 3]


def test_a_change_that_was_rolled_back_is_told_to_nobody(db, actor, referral, listen):
    listen()
    try_in_vain(db, actor, referral)
    db.flush()

    db.rollback()

    assert db.scalar(select(func.count()).select_from(ReferralEvent)) == 0


def silent():
    """A body that never comes."""
    time.sleep(3)
    yield b""


FAILING = {
    "out of order": (lambda _: Reply(status=500), "500"),
    "not there": (lambda _: Reply(status=404), "404"),
    "busy": (lambda _: Reply(status=429, headers={"Retry-After": "9"}), "429"),
    "sent elsewhere": (lambda _: Reply(status=302, headers={"Location": "http://127.0.0.1:9/"}), "302"),
    "hanging": (lambda _: Reply(silent(), is_headless=True), "Unreachable"),
    "no HTTP": (lambda _: Reply(b"hello", is_headless=True), "Unreachable"),
}


@pytest.mark.parametrize(("say", "why"), FAILING.values(), ids=FAILING.keys())
def test_where_it_is_not_taken_it_is_told_again_later(db, actor, referral, listen, fetcher, monkeypatch, say, why):
    answers = [say]
    server, _ = listen(lambda asked: answers[0](asked))
    change(db, actor, referral)

    failed, at_once = tell_waiting(fetcher), tell_waiting(fetcher)
    answers[0] = lambda _: Reply(status=204)
    pass_time(monkeypatch, minutes=2)
    later = tell_waiting(fetcher)

    [event] = events(db)
    assert (failed, at_once, later) == (Told(0, 1), Told(0, 0), Told(1, 0))
    assert event.tries == 2
    assert len({each.headers["webhook-id"] for each in server.asked}) == 1
    assert {each.path for each in server.asked} == {"/hooks"}


def test_what_went_wrong_is_kept(db, actor, sender, referral, listen, fetcher):
    listen(lambda _: Reply(status=500))
    change(db, actor, referral)

    tell_waiting(fetcher)

    [event] = events(db)
    assert (event.last_error, count_telling(db, sender.id).waiting) == ("500", 1)


def test_after_many_tries_it_is_given_up_and_can_be_told_again(
    db, actor, sender, referral, listen, fetcher, monkeypatch
):
    answers = [Reply(status=500)]
    server, _ = listen(lambda _: answers[0])
    change(db, actor, referral)
    for _ in range(MOST_TRIES + 3):
        tell_waiting(fetcher)
        pass_time(monkeypatch, days=1)
    given_up, tries = count_telling(db, sender.id), len(server.asked)

    answers[0] = Reply()
    again = tell_again(db, actor, sender)
    db.commit()
    told = tell_waiting(fetcher)

    assert (given_up.waiting, given_up.given_up, given_up.last_error) == (0, 1, "500")
    assert (tries, again, told) == (MOST_TRIES, 1, Told(1, 0))
    assert count_telling(db, sender.id).given_up == 0


def test_a_sender_that_does_not_answer_keeps_no_other_one_waiting(db, actor, referral, listen, serve_web, fetcher):
    listen(lambda _: Reply(status=500))
    change(db, actor, referral)
    other = make_sender(db, actor)
    good = serve_web(lambda _: Reply())
    set_webhook(db, other.id, other.scheme_id, f"{good.address}/hooks")
    change(db, actor, make_sent(db, other))

    done = tell_waiting(fetcher)

    assert (done, len(good.asked)) == (Told(1, 1), 1)


def test_a_private_address_is_not_asked_unless_the_settings_say_so(db, actor, referral, listen):
    server, _ = listen()
    change(db, actor, referral)

    with Fetcher(Reach(), "Lynchpin/test", LIMITS) as fetcher:
        done = tell_waiting(fetcher)

    [event] = events(db)
    assert (done, server.asked, event.last_error) == (Told(0, 1), [], "OutOfReach")


def test_without_an_address_nothing_is_told_later(db, actor, referral, listen, fetcher):
    change(db, actor, referral)
    server, _ = listen()

    assert (tell_waiting(fetcher), server.asked) == (Told(0, 0), [])


def test_a_disabled_sender_is_told_no_more(db, actor, sender, referral, listen, fetcher):
    server, _ = listen()
    change(db, actor, referral)
    disable_sender(db, actor, get_sender(db, actor, sender.id))
    db.commit()

    assert (tell_waiting(fetcher), tell_waiting(fetcher), server.asked) == (Told(0, 0), Told(0, 0), [])


def test_a_sender_that_took_its_address_back_is_told_no_more(db, actor, sender, referral, listen, fetcher):
    server, _ = listen()
    change(db, actor, referral)
    remove_webhook(db, sender.id, sender.id, sender.scheme_id)
    db.commit()

    assert (tell_waiting(fetcher), server.asked) == (Told(0, 0), [])

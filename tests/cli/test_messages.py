"""`lynchpin messages`: what waits, and what never left."""

import json

import pytest

from directory import clock
from directory.config import make_data_key
from directory.db import new_id, open_database, transaction, use_database
from directory.outbox import Letter, queue_letter
from directory.security.keystore import use_key_store


@pytest.fixture
def queue(ready_instance, own_url, key_store):
    """Queues so many letters, and some that were given up."""

    def add(waiting, given_up=0):
        database = open_database(own_url)
        use_database(database)
        with transaction() as db:
            for number in range(waiting + given_up):
                letter = Letter("onward_referral", f"news-{number}", "walks@becklane.example", "A referral", "Hello.")
                message = queue_letter(db, new_id(), new_id(), letter)
                if number >= waiting:
                    message.gave_up_at = clock.now()
        use_database(None)
        database.close()

    yield add
    # Commands that touch clients leave no key store in use behind them.
    use_key_store(key_store)


@pytest.mark.parametrize(
    ("waiting", "given_up", "told"),
    [
        pytest.param(0, 0, "0 letters wait to be sent.\n", id="none"),
        pytest.param(1, 0, "1 letter waits to be sent.\n", id="one"),
        pytest.param(
            2,
            1,
            "2 letters wait to be sent.\n1 letter was given up after many tries; each is marked at its referral.\n",
            id="some never left",
        ),
    ],
)
def test_how_many_letters_wait_is_told(queue, lynchpin, waiting, given_up, told):
    queue(waiting, given_up)

    assert lynchpin("messages", "status").out == told
    assert json.loads(lynchpin("messages", "status", "--json").out) == {"waiting": waiting, "given_up": given_up}


def test_letters_are_not_touched_until_mail_is_set_up(queue, lynchpin, monkeypatch):
    monkeypatch.setenv("LYNCHPIN_DATA_KEY", make_data_key())
    queue(1)

    told = lynchpin("messages", "send")

    assert (told.exit_code, "LYNCHPIN_SMTP_URL and LYNCHPIN_MAIL_FROM" in told.err) == (1, True)
    assert lynchpin("messages", "status").out.startswith("1 letter waits")

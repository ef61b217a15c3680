"""`lynchpin messages`: what waits, and what never left."""

import io
import json

import pytest

from directory import clock
from directory.config import make_data_key
from directory.db import new_id, open_database, transaction, use_database
from directory.outbox import Letter, queue_letter
from directory.security.keystore import use_key_store
from tests.conftest import DATA_KEY
from tests.factories.delivery_reports import report_of
from tests.factories.links import sent_letters
from tests.factories.verifying import make_due, run_round


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
            "2 letters wait to be sent.\n1 letter never arrived: given up after many tries, or sent back;"
            " each is marked at its referral.\n",
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


@pytest.fixture
def left(ready_instance, own_url, key_store, monkeypatch):
    """A letter that left, as its group got it."""
    monkeypatch.setenv("LYNCHPIN_DATA_KEY", DATA_KEY)
    monkeypatch.setenv("LYNCHPIN_KEY_STORE_URL", str(key_store.url))
    database = open_database(own_url)
    use_database(database)
    with transaction() as db:
        make_due(db)
        run_round(db)
    [letter] = sent_letters()
    use_database(None)
    database.close()
    yield letter
    use_key_store(key_store)


def test_letter_that_comes_back_is_taken_in_from_a_file_and_noted_once(left, lynchpin, tmp_path):
    (tmp_path / "report").write_bytes(report_of(left))

    first, again = (lynchpin("messages", "take-bounce", tmp_path / "report") for _ in range(2))

    assert (first.exit_code, first.out) == (0, "1 marked as not arrived.\n")
    assert (again.exit_code, again.out) == (0, "1 noted before: nothing is changed.\n")
    assert json.loads(lynchpin("messages", "status", "--json").out) == {"waiting": 0, "given_up": 1}


def test_what_a_mail_server_pipes_in_is_taken(left, lynchpin, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(report_of(left))))

    told = lynchpin("messages", "take-bounce", "--json")

    assert json.loads(told.out) == {"returned": 1, "late": 0, "noted_before": 0, "not_ours": 0}


def test_what_is_no_report_is_no_error_that_a_mail_server_would_write_about(left, lynchpin, tmp_path):
    (tmp_path / "report").write_bytes(b"Subject: Hello\n\nBuy this\n")

    told = lynchpin("messages", "take-bounce", tmp_path / "report")

    assert (told.exit_code, told.out) == (0, "1 nothing of ours: nothing is changed.\n")
    assert "RFC 3464" in told.err


def test_maildir_is_taken_in(left, lynchpin, tmp_path):
    (tmp_path / "box" / "new").mkdir(parents=True)
    (tmp_path / "box" / "new" / "1.mx").write_bytes(report_of(left))

    told = lynchpin("messages", "take-bounce", "--maildir", tmp_path / "box")

    assert (told.exit_code, told.out) == (0, "1 marked as not arrived.\n")

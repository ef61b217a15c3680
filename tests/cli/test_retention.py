"""`lynchpin retention`: saying what is over its time, and letting go of it."""

import json
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, text

from directory import clock
from directory.casework.models import Client
from directory.casework.operations import close_case
from directory.cli.opening import opened_with_clients
from directory.config import make_data_key
from directory.db import reading, transaction
from directory.rights.retention import WARNING, note_due
from directory.security.keystore import use_key_store
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client


@pytest.fixture
def in_nine_years(ready_instance, monkeypatch, tmp_path, key_store):
    """An installation with two clients whose time was over long ago."""
    monkeypatch.setenv("LYNCHPIN_DATA_KEY", make_data_key())
    monkeypatch.setenv("LYNCHPIN_KEY_STORE_URL", f"sqlite:///{tmp_path}/people.db")
    with opened_with_clients(), transaction() as db:
        actor = make_actor(db)
        for _ in range(2):
            client = make_client(db, actor)
            close_case(db, actor, client.cases[0], clock.today())
    with time_machine.travel(clock.now() + timedelta(days=9 * 366), tick=False) as travel:
        with opened_with_clients(), transaction() as db:
            note_due(db, clock.today(), 8)
        travel.shift(WARNING)
        yield
    use_key_store(key_store)


def count_clients() -> int:
    with opened_with_clients(), reading() as db:
        return len(db.scalars(select(Client.id)).all())


def test_a_dry_run_only_says_what_would_go(in_nine_years, lynchpin):
    told, as_data = lynchpin("retention", "--dry-run"), lynchpin("retention", "--dry-run", "--json")

    assert "Over their time:" in told.out
    assert "client records: 2, the oldest of" in told.out
    assert json.loads(as_data.out)["kinds"][0]["number"] == 2
    assert count_clients() == 2


def test_more_than_were_allowed_stop_it(in_nine_years, lynchpin):
    told = lynchpin("retention", "--most", 1)

    assert told.exit_code == 1
    assert "The time of 2 client records is over, more than 1 at once." in told.err
    assert count_clients() == 2


def test_with_an_empty_key_store_nothing_goes_and_it_says_what_helps(in_nine_years, lynchpin, monkeypatch, tmp_path):
    monkeypatch.setenv("LYNCHPIN_KEY_STORE_URL", f"sqlite:///{tmp_path}/another.db")

    told, looked = lynchpin("retention"), lynchpin("retention", "--dry-run")

    assert (told.exit_code, looked.exit_code) == (1, 1)
    assert "The keys of 2 clients are missing. Nothing was erased" in told.err
    assert "lynchpin keys check" in looked.err
    assert count_clients() == 2


def test_what_is_over_its_time_goes(in_nine_years, lynchpin, monkeypatch):
    monkeypatch.setenv("LYNCHPIN_KEEP_YEARS", "20")
    kept = lynchpin("retention", "--dry-run")
    monkeypatch.setenv("LYNCHPIN_KEEP_YEARS", "8")
    told = lynchpin("retention")

    assert "client records: 0" in kept.out
    assert "client records: 2" in told.out
    assert count_clients() == 0


def has_counts() -> bool:
    with opened_with_clients(), reading() as db:
        return bool(db.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")))


@pytest.mark.parametrize("own_url", ["sqlite"], indirect=True)
def test_sqlite_counts_what_is_left_to_find_it_quickly(in_nine_years, lynchpin):
    lynchpin("retention", "--dry-run")
    before = has_counts()
    lynchpin("retention")

    assert not before
    assert has_counts()

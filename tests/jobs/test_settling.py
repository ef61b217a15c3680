"""Settling the catalogue aside from those who search it."""

import time

import pytest

from directory.catalogue.versions import bump_catalogue_version
from directory.db import reading, transaction
from directory.jobs.settling import SettlingThread
from directory.matching import settling
from directory.matching.current import MatcherKeeper
from directory.matching.profile import Profile
from tests.factories.catalogue import make_service

PATIENCE_SECONDS = 30


@pytest.fixture
def keeper(own_database, tmp_path, monkeypatch):
    monkeypatch.setattr(settling, "MOST_CHANGES", 2)
    with transaction() as db:
        make_service(db, "Pottery class")
    return MatcherKeeper(with_semantic=False, folder=tmp_path / "index")


@pytest.fixture
def thread(keeper):
    thread = SettlingThread(keeper)
    thread.start()
    yield thread
    thread.stop()
    thread.join(PATIENCE_SECONDS)


def found(keeper, words):
    with reading() as db:
        return [each.document.name for each in keeper.matcher(db).match(Profile(words)).suggestions]


def test_what_has_changed_is_found_soon_after(keeper, thread):
    assert found(keeper, "pottery") == ["Pottery class"]
    with transaction() as db:
        for number in range(3):
            make_service(db, f"Ukulele band {number}")
        bump_catalogue_version(db)

    waited_until = time.monotonic() + PATIENCE_SECONDS
    while len(found(keeper, "ukulele")) < 3 and time.monotonic() < waited_until:
        keeper.forget()
        time.sleep(0.05)

    assert len(found(keeper, "ukulele")) == 3


def test_a_fault_is_logged_and_the_next_call_is_answered(keeper, thread, monkeypatch):
    found(keeper, "pottery")
    real, calls = keeper.settle, []

    def fail_once(db):
        calls.append(1)
        if len(calls) == 1:
            raise OSError("no space left")
        real(db)

    monkeypatch.setattr(keeper, "settle", fail_once)
    with transaction() as db:
        for number in range(3):
            make_service(db, f"Ukulele band {number}")
        bump_catalogue_version(db)

    waited_until = time.monotonic() + PATIENCE_SECONDS
    while len(found(keeper, "ukulele")) < 3 and time.monotonic() < waited_until:
        keeper.forget()
        time.sleep(0.05)

    assert len(calls) >= 2
    assert len(found(keeper, "ukulele")) == 3

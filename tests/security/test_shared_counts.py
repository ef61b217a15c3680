"""Counting together in memory: exactly, for all workers, and about nobody in plain."""

import multiprocessing
from datetime import timedelta

import pytest
import time_machine

from directory import clock
from directory.security.shared_counts import SharedCounts

SECRET = "a secret of this test"
A_MINUTE = 60


@pytest.fixture
def counts(tmp_path):
    return SharedCounts(tmp_path / "visits.bin", SECRET)


def test_each_is_counted_apart_and_gone_when_its_time_is_over(counts):
    assert [counts.incr("ruth", A_MINUTE) for _ in range(3)] == [1, 2, 3]
    assert counts.incr("omar", A_MINUTE) == 1

    assert (counts.get("ruth"), counts.get("omar"), counts.get("nobody")) == (3, 1, 0)
    assert 59 <= counts.get_expiry("ruth") - clock.now().timestamp() <= 61
    with time_machine.travel(clock.now() + timedelta(seconds=62)):
        assert counts.get("ruth") == 0
        assert counts.incr("ruth", A_MINUTE) == 1


def test_a_count_can_be_forgotten_and_all_of_them(counts):
    for name in ("ruth", "omar"):
        counts.incr(name, A_MINUTE)

    counts.clear("ruth")
    assert (counts.get("ruth"), counts.get("omar")) == (0, 1)

    counts.reset()
    assert counts.get("omar") == 0


def test_a_worker_that_starts_later_goes_on_counting(counts, tmp_path):
    counts.incr("ruth", A_MINUTE)

    later = SharedCounts(tmp_path / "visits.bin", SECRET)

    assert later.incr("ruth", A_MINUTE) == 2
    assert counts.get("ruth") == 2


def test_workers_that_forked_lose_no_count(counts):
    workers = [multiprocessing.get_context("fork").Process(target=count_often, args=(counts,)) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()

    assert counts.get("ruth") == 4 * 500


def count_often(counts):
    for _ in range(500):
        counts.incr("ruth", A_MINUTE)


def test_threads_of_a_worker_lose_no_count(counts, at_once):
    at_once(*[lambda: count_often(counts)] * 4)

    assert counts.get("ruth") == 4 * 500


def test_a_crowd_makes_room_for_itself_and_keeps_who_asks_most(counts, monkeypatch):
    monkeypatch.setattr("directory.security.shared_counts._GROUPS", 1)
    for _ in range(100):
        counts.incr("a machine that asks and asks", A_MINUTE)

    for number in range(1_000):
        counts.incr(f"passer-by {number}", A_MINUTE)

    assert counts.get("a machine that asks and asks") == 100


def test_whom_it_is_about_is_not_kept_in_plain_and_the_file_is_its_owners(counts, tmp_path):
    counts.incr("192.0.2.17", A_MINUTE)

    file = tmp_path / "visits.bin"
    assert b"192.0.2.17" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_file_of_another_size_is_begun_anew(tmp_path):
    file = tmp_path / "visits.bin"
    file.write_bytes(b"cut off")

    counts = SharedCounts(file, SECRET)

    assert counts.incr("ruth", A_MINUTE) == 1

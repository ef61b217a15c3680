"""Putting new and changed listings to the language model."""

import threading

import pytest
from sqlalchemy import func, select

from directory.catalogue.models.services import Service
from directory.catalogue.versions import bump_catalogue_version
from directory.db import reading, transaction
from directory.jobs import meanings
from directory.jobs.meanings import MeaningsThread, make_meanings
from directory.matching import current
from directory.matching.current import MatcherKeeper
from directory.search.models import TextEmbedding
from tests.factories.catalogue import make_service
from tests.search.making import HashingEmbedder


@pytest.fixture
def embedder():
    return HashingEmbedder()


@pytest.fixture
def keeper(monkeypatch, embedder):
    monkeypatch.setattr(current, "load_embedder", lambda: embedder)
    return MatcherKeeper()


def count_kept() -> int:
    with reading() as db:
        return db.scalar(select(func.count()).select_from(TextEmbedding)) or 0


def test_every_text_is_read_once(db, keeper, embedder):
    for name in ("Walking group", "Choir", "Pottery class"):
        make_service(db, name)

    made, made_again = make_meanings(keeper), make_meanings(keeper)

    assert (made, made_again) == (3, 0)
    read = [each for each in embedder.read if each.startswith(("Walking group", "Choir", "Pottery class"))]
    assert len(read) == len(set(read)) == count_kept() == 3


def test_listings_with_the_same_text_are_read_once(db, keeper, embedder):
    for _ in range(3):
        make_service(db, "Choir")

    assert make_meanings(keeper) == 1
    assert len(embedder.read) == 1


def test_only_a_changed_listing_is_read_again(db, keeper, embedder):
    make_service(db, "Walking group")
    choir = make_service(db, "Choir")
    make_meanings(keeper)
    embedder.read.clear()

    db.get(Service, choir.id).description = "We sing by the river."
    bump_catalogue_version(db)
    db.flush()

    assert make_meanings(keeper) == 1
    assert sum("river" in each for each in embedder.read) == 1
    assert not any("Walking group" in each for each in embedder.read)


def test_after_reading_matching_goes_by_meaning_at_once(db, keeper):
    make_service(db, "Choir")
    assert keeper.matcher(db).without_semantic

    make_meanings(keeper)

    assert keeper.matcher(db).without_semantic is None


def test_without_a_model_nothing_is_read(db):
    make_service(db, "Choir")

    assert make_meanings(MatcherKeeper(with_semantic=False)) == 0
    assert count_kept() == 0


def test_progress_is_told_batch_by_batch(db, keeper, monkeypatch):
    monkeypatch.setattr(meanings, "BATCH", 2)
    for number in range(5):
        make_service(db, f"Group {number}")
    told = []

    make_meanings(keeper, lambda done, total: told.append((done, total)))

    assert told == [(2, 5), (4, 5), (5, 5)]


def test_a_batch_is_kept_before_the_next_is_read(db, keeper, embedder, monkeypatch):
    monkeypatch.setattr(meanings, "BATCH", 2)
    for number in range(3):
        make_service(db, f"Group {number}")
    real, kept = embedder.embed, []

    def embed(texts, progress=None):
        kept.append(count_kept())
        return real(texts, progress)

    monkeypatch.setattr(embedder, "embed", embed)
    make_meanings(keeper)

    assert kept == [0, 2]


def test_told_to_stop_it_finishes_the_batch_at_hand(db, keeper, monkeypatch):
    monkeypatch.setattr(meanings, "BATCH", 2)
    for number in range(5):
        make_service(db, f"Group {number}")
    stop = threading.Event()

    made = make_meanings(keeper, lambda *_: stop.set(), stop)

    assert made == count_kept() == 2


def test_two_workers_at_once_keep_each_vector_once(own_database, at_once, monkeypatch):
    with transaction() as db:
        for number in range(12):
            make_service(db, f"Group {number}")
    monkeypatch.setattr(meanings, "BATCH", 3)
    monkeypatch.setattr(current, "load_embedder", HashingEmbedder)

    made = at_once(*[lambda: make_meanings(MatcherKeeper())] * 2)

    assert all(isinstance(each, int) for each in made), made
    assert count_kept() == 12


def test_a_listing_kept_by_another_worker_meanwhile_is_no_trouble(own_database, keeper, embedder, monkeypatch):
    with transaction() as db:
        make_service(db, "Choir")
    real = embedder.embed

    def embed(texts, progress=None):
        monkeypatch.setattr(embedder, "embed", real)
        make_meanings(MatcherKeeper())
        return real(texts, progress)

    monkeypatch.setattr(embedder, "embed", embed)
    make_meanings(keeper)

    assert count_kept() == 1


def wait_until(is_so) -> bool:
    pause = threading.Event()
    return any(is_so() or pause.wait(0.05) for _ in range(100))


def test_in_the_background_new_listings_are_read_until_it_is_stopped(own_database, keeper, monkeypatch):
    monkeypatch.setattr(meanings, "LOOK_EVERY_SECONDS", 0.02)
    with transaction() as db:
        make_service(db, "Choir")
    thread = MeaningsThread(keeper)
    thread.start()

    assert wait_until(lambda: count_kept() == 1)
    with transaction() as db:
        make_service(db, "Walking group")
    assert wait_until(lambda: count_kept() == 2)

    thread.stop()
    thread.join(5)
    assert not thread.is_alive()


def test_in_the_background_a_failure_is_tried_again(own_database, keeper, embedder, monkeypatch):
    monkeypatch.setattr(meanings, "LOOK_EVERY_SECONDS", 0.02)
    with transaction() as db:
        make_service(db, "Choir")
    real, failed = embedder.embed, []

    def fail_once(texts, progress=None):
        if not failed:
            failed.append(1)
            raise MemoryError
        return real(texts, progress)

    monkeypatch.setattr(embedder, "embed", fail_once)
    thread = MeaningsThread(keeper)
    thread.start()

    assert wait_until(lambda: count_kept() == 1)
    thread.stop()
    thread.join(5)
    assert failed

"""The matcher of a process keeps step with the catalogue."""

import threading
import time

import pytest

from directory.catalogue.models.services import Service
from directory.catalogue.versions import bump_catalogue_version
from directory.db import reading, transaction
from directory.matching import current, settling
from directory.matching.current import MatcherKeeper, current_matcher_keeper, use_matcher_keeper
from directory.matching.profile import Profile
from directory.search.catalogue_reading import read_documents
from directory.search.embedding import SemanticUnavailable
from directory.search.meanings import keep_vectors
from tests.factories.catalogue import make_service
from tests.search.making import HashingEmbedder


@pytest.fixture
def keeper():
    return MatcherKeeper(with_semantic=False)


@pytest.fixture
def semantic_keeper(monkeypatch):
    """A keeper whose language model is a small stand-in."""
    embedder = HashingEmbedder()
    monkeypatch.setattr(current, "load_embedder", lambda: embedder)
    return MatcherKeeper()


def names(keeper, db, words) -> list[str]:
    result = keeper.matcher(db).match(Profile(statement=words))
    return [each.document.name for each in result.suggestions]


def look_again(keeper) -> None:
    """As if a second had passed."""
    keeper.forget()


def test_a_changed_listing_is_found_after_the_version_moves(db, keeper):
    service = make_service(db, "Walking group", description="We walk.")
    assert names(keeper, db, "pottery") == []

    service.name, service.description = "Pottery class", "We make pots."
    bump_catalogue_version(db)
    db.flush()
    look_again(keeper)

    assert names(keeper, db, "pottery") == ["Pottery class"]


def test_a_listing_that_went_is_found_no_more(db, keeper):
    service = make_service(db, "Pottery class")
    assert names(keeper, db, "pottery") == ["Pottery class"]

    db.delete(db.get(Service, service.id))
    bump_catalogue_version(db)
    db.flush()
    look_again(keeper)

    assert names(keeper, db, "pottery") == []


def test_nothing_is_built_again_while_nothing_changes(db, keeper):
    make_service(db)
    before = keeper.matcher(db)

    look_again(keeper)

    assert keeper.matcher(db) is before


def test_the_database_is_asked_once_a_second_at_most(db, keeper, monkeypatch):
    make_service(db)
    before = keeper.matcher(db)
    bump_catalogue_version(db)

    assert keeper.matcher(db) is before

    in_a_second = time.monotonic() + current.LOOK_AGAIN_SECONDS
    monkeypatch.setattr(current.time, "monotonic", lambda: in_a_second)
    assert keeper.matcher(db) is not before


def test_new_vectors_are_taken_up_without_a_change_of_the_catalogue(db, semantic_keeper):
    make_service(db, "Pottery class")
    assert not semantic_keeper.matcher(db)._index.is_semantic
    documents = read_documents(db)

    keep_vectors(db, "hashing", documents, HashingEmbedder().embed([each.embedded_text for each in documents]))
    db.flush()
    look_again(semantic_keeper)

    assert semantic_keeper.matcher(db).without_semantic is None


def test_vectors_of_another_process_are_counted_every_few_seconds_and_not_each_second(db, semantic_keeper, monkeypatch):
    make_service(db, "Pottery class")
    semantic_keeper.matcher(db)
    documents, began = read_documents(db), time.monotonic()
    keep_vectors(db, "hashing", documents, HashingEmbedder().embed([each.embedded_text for each in documents]))
    db.flush()

    told = {}
    for seconds in (2 * current.LOOK_AGAIN_SECONDS, 2 * current.COUNT_AGAIN_SECONDS):
        monkeypatch.setattr(current.time, "monotonic", lambda seconds=seconds: began + seconds)
        told[seconds] = semantic_keeper.matcher(db).without_semantic is None

    assert list(told.values()) == [False, True]


def test_without_the_model_matching_goes_by_words_and_says_so(db, monkeypatch):
    def missing():
        raise SemanticUnavailable("Matching by meaning is off.")

    monkeypatch.setattr(current, "load_embedder", missing)
    keeper = MatcherKeeper()
    make_service(db, "Pottery class")

    assert keeper.embedder is None
    assert names(keeper, db, "pottery") == ["Pottery class"]
    assert keeper.matcher(db).without_semantic


def test_threads_that_ask_first_wait_for_one_load_of_the_model(monkeypatch, at_once):
    loads = []

    def load_slowly():
        loads.append(1)
        time.sleep(0.1)
        return HashingEmbedder()

    monkeypatch.setattr(current, "load_embedder", load_slowly)
    keeper = MatcherKeeper()

    found = at_once(*[lambda: keeper.embedder] * 4)

    assert len(loads) == 1
    assert {type(each) for each in found} == {HashingEmbedder}


def test_threads_that_ask_first_build_one_index(own_database, keeper, monkeypatch, at_once):
    with transaction() as db:
        make_service(db, "Pottery class")
    built = count_builds(monkeypatch)

    def ask():
        with reading() as db:
            return keeper.matcher(db)

    matchers = at_once(*[ask] * 4)

    assert len(built) == 1
    assert all(each is matchers[0] for each in matchers)


def test_while_one_thread_builds_the_others_go_on_with_what_they_have(own_database, keeper, monkeypatch):
    with transaction() as db:
        make_service(db, "Pottery class")
    with reading() as db:
        before = keeper.matcher(db)
    with transaction() as db:
        bump_catalogue_version(db)
    look_again(keeper)
    is_building, may_finish = threading.Event(), threading.Event()
    real = current.read_vocabulary

    def read_slowly(db):
        is_building.set()
        may_finish.wait(60)
        return real(db)

    monkeypatch.setattr(current, "read_vocabulary", read_slowly)

    def build():
        with reading() as db:
            keeper.matcher(db)

    builder = threading.Thread(target=build)
    builder.start()
    assert is_building.wait(60)
    with reading() as db:
        assert keeper.matcher(db) is before
    may_finish.set()
    builder.join(60)

    with reading() as db:
        assert keeper.matcher(db) is not before


def test_a_build_that_fails_is_tried_again(db, keeper, monkeypatch):
    make_service(db, "Pottery class")
    real = settling.read_documents
    monkeypatch.setattr(settling, "read_documents", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        keeper.matcher(db)

    monkeypatch.setattr(settling, "read_documents", real)

    assert names(keeper, db, "pottery") == ["Pottery class"]


def test_the_keeper_of_a_process_can_be_chosen(keeper):
    before = current_matcher_keeper()
    use_matcher_keeper(keeper)
    try:
        assert current_matcher_keeper() is keeper
    finally:
        use_matcher_keeper(before)


def count_builds(monkeypatch) -> list[int]:
    built, real = [], settling.build_segment

    def build(*args, **more):
        built.append(1)
        return real(*args, **more)

    monkeypatch.setattr(settling, "build_segment", build)
    return built

"""Vectors are kept once a text."""

import numpy as np
from sqlalchemy import func, select

from directory.db import reading, transaction
from directory.search.meanings import count_vectors, keep_vectors, list_without_vector, read_vectors
from directory.search.models import TextEmbedding
from tests.search.making import HashingEmbedder, make_document

MODEL = "a model"
WALKING, SINGING = make_document("Walking group"), make_document("Choir")


def vectors_of(*documents):
    return HashingEmbedder().embed([each.embedded_text for each in documents])


def test_a_vector_comes_back_as_it_was_within_half_precision(db):
    vectors = vectors_of(WALKING, SINGING)

    keep_vectors(db, MODEL, [WALKING, SINGING], vectors)
    db.flush()
    db.expunge_all()

    found = read_vectors(db, MODEL)
    assert set(found) == {WALKING.content_hash, SINGING.content_hash}
    np.testing.assert_allclose(found[SINGING.content_hash], vectors[1], atol=1e-3)
    assert found[WALKING.content_hash].dtype == np.float32


def test_vectors_of_another_model_are_others(db):
    keep_vectors(db, MODEL, [WALKING], vectors_of(WALKING))
    keep_vectors(db, "another", [WALKING, SINGING], vectors_of(WALKING, SINGING))
    db.flush()

    assert (count_vectors(db, MODEL), count_vectors(db, "another"), count_vectors(db, "none")) == (1, 2, 0)
    assert set(read_vectors(db, MODEL)) == {WALKING.content_hash}


def test_texts_without_a_vector_are_listed_once(db):
    keep_vectors(db, MODEL, [WALKING], vectors_of(WALKING))
    db.flush()
    again = make_document("Choir")

    waiting = list_without_vector(db, MODEL, [WALKING, SINGING, again])

    assert [each.content_hash for each in waiting] == [SINGING.content_hash]


def test_a_text_kept_already_stays_as_it_is(db):
    keep_vectors(db, MODEL, [WALKING], vectors_of(WALKING))
    db.flush()

    keep_vectors(db, MODEL, [WALKING, SINGING], np.zeros_like(vectors_of(WALKING, SINGING)))
    db.flush()

    assert read_vectors(db, MODEL)[WALKING.content_hash].any()
    assert count_vectors(db, MODEL) == 2


def test_the_same_text_twice_in_a_batch_is_kept_once(db):
    keep_vectors(db, MODEL, [WALKING, WALKING], vectors_of(WALKING, WALKING))
    db.flush()

    assert count_vectors(db, MODEL) == 1


def test_two_workers_that_keep_the_same_texts_at_once_keep_them_once(own_database, meanwhile):
    texts = [WALKING, SINGING]

    def keep_backwards():
        with transaction() as db:
            keep_vectors(db, MODEL, list(reversed(texts)), vectors_of(*reversed(texts)))

    with transaction() as db:
        keep_vectors(db, MODEL, texts, vectors_of(*texts))
        db.flush()
        second = meanwhile(keep_backwards)

    assert second.exception(10) is None
    with reading() as db:
        assert db.scalar(select(func.count()).select_from(TextEmbedding)) == 2

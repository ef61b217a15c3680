"""The index: built from documents in any order, and again from what has changed."""

import uuid
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.search.index import build_index
from directory.search.lexicon import Lexicon
from tests.search.making import LEEDS, HashingEmbedder, make_document, make_index

CHOIR = make_document("Choir", "We sing", "Singing", points=(LEEDS,), minimum_age=18.0)
WALKS = make_document("Walks", "Gentle walks", status="inactive")
LUNCH = make_document("Lunch club", "Hot lunch and singing")


@settings(deadline=None)
@given(st.permutations([CHOIR, WALKS, LUNCH]))
def test_order_of_documents_does_not_matter(documents):
    index, plain = build_index(documents), build_index([CHOIR, WALKS, LUNCH])

    assert list(index.documents) == list(plain.documents)
    assert np.array_equal(index.lexical.scores(["sing", "walk"]), plain.lexical.scores(["sing", "walk"]))


def test_renewed_index_equals_one_built_anew():
    embedder = HashingEmbedder()
    before = make_index(CHOIR, WALKS, embedder=embedder)
    vectors = dict(zip([LUNCH.content_hash], embedder.embed([LUNCH.embedded_text]), strict=True))

    renewed = build_index([LUNCH, CHOIR], vectors, previous=before)

    anew = make_index(LUNCH, CHOIR, embedder=embedder)
    assert list(renewed.documents) == list(anew.documents)
    assert np.allclose(renewed.lexical.scores(["sing", "lunch"]), anew.lexical.scores(["sing", "lunch"]))
    assert np.allclose(renewed.settled.vectors, anew.settled.vectors)


def test_renewing_reads_only_new_texts(monkeypatch):
    before = make_index(CHOIR, WALKS)
    read: list[str] = []
    ids_of = Lexicon.ids_of
    monkeypatch.setattr(Lexicon, "ids_of", lambda self, text: read.append(text) or ids_of(self, text))

    build_index([CHOIR, WALKS, LUNCH], previous=before)

    assert read == list(LUNCH.fields.values())


def test_old_index_is_not_touched_by_the_next():
    before = make_index(CHOIR)

    build_index([CHOIR, make_document("Zumba")], previous=before)

    assert before.lexical.holding("zumba") == 0
    assert len(before) == 1


def test_vectors_are_optional_for_each_document():
    vector = HashingEmbedder().embed([CHOIR.embedded_text])[0]

    index = build_index([CHOIR, WALKS], {CHOIR.content_hash: vector})

    assert index.is_semantic
    assert not index.has_vector[index.row_of(WALKS.service_id)]
    assert index.closeness(vector)[index.row_of(WALKS.service_id)] == 0


def test_index_without_vectors_is_not_semantic():
    assert not make_index(CHOIR).is_semantic


def test_limits_and_status_stand_beside_the_documents():
    index = make_index(CHOIR, WALKS)
    choir, walks = index.row_of(CHOIR.service_id), index.row_of(WALKS.service_id)

    assert index.limits.minimum_ages[choir] == 18
    assert np.isinf(index.limits.maximum_ages[choir])
    assert (bool(index.is_open[choir]), bool(index.is_open[walks])) == (True, False)
    assert index.within(*LEEDS, 1).rows.tolist() == [choir]
    assert index.unplaced.tolist() == [walks]
    assert index.tagged("singing").tolist() == [choir]


def test_words_are_counted_by_the_documents_that_hold_a_form_of_them():
    index = make_index(CHOIR, LUNCH)

    assert "singing" in index.words_in(2)
    assert "choir" not in index.words_in(2)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([0, 3], id="one with a place, one without"),
        pytest.param([1], id="only without"),
        pytest.param([2], id="only with"),
        pytest.param([0, 1, 3], id="not all that name none"),
        pytest.param([], id="none"),
    ],
)
def test_few_documents_are_as_close_as_among_all(rows):
    texts = ["choir", "walks", "garden", "lunch", "bingo", "yoga", "chess", "tea"]
    points = [(), (), (LEEDS,), (), (LEEDS,), (), (LEEDS,), ()]
    documents = [
        replace(make_document(text), service_id=uuid.UUID(int=number + 1), points=points[number])
        for number, text in enumerate(texts)
    ]
    index = make_index(*documents, embedder=HashingEmbedder())
    vector = HashingEmbedder().embed(["choir walks garden"])[0]

    closeness = index.closeness(vector, np.array(rows, np.int32))

    assert closeness == pytest.approx(index.closeness(vector)[rows], abs=1e-6)

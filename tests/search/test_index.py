"""The index: built from documents in any order, and again from what has changed."""

import numpy as np
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

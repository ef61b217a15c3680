"""Finding by shared words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.search.making import make_document, make_index

WORDS = st.sampled_from(["garden", "choir", "walk", "bingo", "chess", "lunch", "swim"])
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)


def scores(query, *documents):
    index = make_index(*documents)
    found = index.lexical.scores(query)
    return {document.name: float(score) for document, score in zip(index.documents, found, strict=True)}


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(make_document("Garden club"), make_document("Club", "garden"), id="name before description"),
        pytest.param(make_document("A", "", "Garden"), make_document("B", "garden"), id="tag before description"),
        pytest.param(
            make_document("A", "garden"),
            make_document("B", "garden and many other fine pursuits"),
            id="short before long",
        ),
        pytest.param(
            make_document("A", "garden garden chess"), make_document("B", "garden chess lunch"), id="often before once"
        ),
    ],
)
def test_place_and_number_of_words_count(better, worse):
    found = scores(["garden"], better, worse, make_document("Other", "chess"))

    assert found[better.name] > found[worse.name] > found["Other"] == 0


def test_rare_word_counts_more_than_a_common_one():
    common = [make_document(f"Group {number}", "lunch") for number in range(9)]

    found = scores(["lunch", "chess"], *common, make_document("Rare", "chess"))

    assert found["Rare"] > found["Group 1"]


def test_unknown_word_finds_nothing():
    assert scores(["zither"], make_document("Choir")) == {"Choir": 0.0}


def test_index_of_nothing_answers():
    assert make_index().lexical.scores(["garden"]).tolist() == []


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6), WORDS)
def test_saying_a_shared_word_never_lowers_a_score(texts, word):
    before = [make_document(f"Service {number}", text) for number, text in enumerate(texts)]
    after = [make_document("Service 0", f"{texts[0]} {word}"), *before[1:]]

    assert scores([word], *after)["Service 0"] >= scores([word], *before)["Service 0"]


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6), st.lists(WORDS, max_size=4), WORDS)
def test_asking_for_one_more_word_never_lowers_a_score(texts, query, word):
    index = make_index(*(make_document(f"Service {number}", text) for number, text in enumerate(texts)))

    assert np.all(index.lexical.scores([*query, word]) >= index.lexical.scores(query))

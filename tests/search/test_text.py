"""Words are read the same way everywhere."""

import threading

import pytest

from directory.search.text import normalise, stem, stems, words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("Men’s Shed", "men's shed", id="curly apostrophe"),
        pytest.param("CAFÉ", "cafe", id="accent"),
        pytest.param("ﬁt", "fit", id="ligature"),
        pytest.param("Straße", "strasse", id="casefold"),
        pytest.param("plain text", "plain text", id="nothing to do"),
    ],
)
def test_spellings_that_read_alike_become_one(written, read):
    assert normalise(written) == read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("gardening", "gardens", id="forms of a word"),
        pytest.param("men's", "men", id="possessive"),
        pytest.param("walks", "walking", id="verb"),
    ],
)
def test_forms_of_a_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


def test_words_keep_their_apostrophes_and_order():
    assert words("I can't, sadly: it's 3 miles!") == ["i", "can't", "sadly", "it's", "3", "miles"]


def test_words_that_tell_nothing_are_left_out():
    assert stems("I would like to do some gardening") == ["garden"]


def test_many_threads_stem_alike():
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(stems("walking gardens " * 200))) for _ in range(8)]

    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert found == [["walk", "garden"] * 200] * 8

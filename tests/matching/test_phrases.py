"""Where phrases are found, and where words of danger are."""

import pytest

from directory.matching.phrases import PhraseBook
from directory.matching.vocabulary import Concept, Vocabulary
from tests.matching.making import hear


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("she beats me", id="any of the words"),
        pytest.param("he always hits me", id="a word between"),
        pytest.param("afraid of my own husband", id="another"),
        pytest.param("I can't go on", id="end of a statement"),
        pytest.param("I can't go on, it's too much", id="end of a clause"),
        pytest.param("I can't go on any more", id="any more"),
        pytest.param("he never used to hit me, until now he hits me", id="a no that no longer holds"),
        pytest.param("I don't know whether he hits me", id="a no to something else"),
    ],
)
def test_words_of_danger_are_heard(statement):
    assert "safety" in hear(statement)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("scared since my husband died", id="little words count"),
        pytest.param("he hits golf balls past me", id="too far apart"),
        pytest.param("she said it hit me", id="the subject turns"),
        pytest.param("I can't go on the bus", id="goes on"),
        pytest.param("he doesn't hit me", id="a no within"),
        pytest.param("I am not afraid of my husband", id="a no before"),
        pytest.param("not at all afraid of my husband", id="a no with little words before"),
    ],
)
def test_what_only_sounds_like_danger_is_not_heard(statement):
    assert "safety" not in hear(statement)


def test_longer_phrase_of_another_need_never_silences_words_of_danger():
    assert {"safety", "bereavement"} <= hear("my wife said he hits me and died").keys()


def test_phrase_is_found_once_though_two_of_its_words_follow():
    book = PhraseBook(Vocabulary([Concept("loss", "Loss", "needs", phrases=("lost my mum/mother",))]))

    found = book.found_in("lost my mother, my mum")

    assert [[token.said for token in each.tokens] for each in found] == [["lost", "mother"]]


def test_phrase_of_one_word_is_found_beside_longer_ones_that_begin_with_it():
    book = PhraseBook(Vocabulary([Concept("cards", "Cards", "interests", phrases=("cards", "cards for money"))]))

    found = book.found_in("cards on monday")

    assert [[token.said for token in each.tokens] for each in found] == [["cards"]]

"""Concepts, and how what serves them is found."""

import pytest

from directory.matching.vocabulary import Concept, Vocabulary, said_text
from tests.matching.making import BEREAVEMENT, CARDS, GAMES, GRIEF_CAFE, VOCABULARY


@pytest.mark.parametrize(
    ("given", "found"),
    [
        pytest.param("grief-cafe", GRIEF_CAFE, id="code"),
        pytest.param("Grief cafes", GRIEF_CAFE, id="name"),
        pytest.param(" GRIEF CAFÉS ", GRIEF_CAFE, id="name as typed"),
        pytest.param("grief", None, id="part of a name"),
    ],
)
def test_concepts_are_found_by_code_or_name(given, found):
    assert VOCABULARY.find(given) == found


def test_need_is_served_by_its_search_words_and_by_what_helps():
    offer = VOCABULARY.offer_of(BEREAVEMENT)

    assert offer.text == "bereavement support, Grief cafes, Walking"
    assert offer.stems == {"bereav", "support", "grief", "cafe", "walk"}
    assert offer.own_codes == {"bereavement"}
    assert offer.helping_codes == ("grief-cafe", "walking")


def test_interest_is_served_by_its_name_and_by_narrower_ones():
    assert VOCABULARY.offer_of(GAMES).own_codes == {"games", "cards"}
    assert VOCABULARY.offer_of(CARDS).own_codes == {"cards"}
    assert VOCABULARY.offer_of(CARDS).text == "Card games"


def test_help_that_is_not_in_the_vocabulary_does_no_harm():
    lone = Concept("lone", "Lone", helps=("gone",))

    assert Vocabulary([lone]).offer_of(lone).text == "Lone"


def test_order_of_phrases_and_concepts_does_not_matter():
    turned = Concept("a", "A", phrases=("two", "one"))

    assert said_text(turned) == said_text(Concept("a", "A", phrases=("one", "two")))
    assert list(Vocabulary([turned, GAMES]).concepts) == list(Vocabulary([GAMES, turned]).concepts)

"""Guesses at what was meant."""

from dataclasses import replace

import pytest

from directory.matching.asked import Asked, Heard, Said
from directory.matching.sensing import Sense
from directory.matching.vocabulary import Concept, said_text
from tests.matching.making import BEREAVEMENT, LONELINESS, SLEEP
from tests.search.making import HashingEmbedder

CONCEPTS = [BEREAVEMENT, LONELINESS, SLEEP]
TEXTS = [*map(said_text, CONCEPTS), "my wife"]
MEANINGS = dict(zip(TEXTS, HashingEmbedder().embed(TEXTS), strict=True))
SAID = Said("my wife", "my wife")
ASKED = Asked(wanted=SAID, own_words=(SAID,))


def test_nearest_concept_comes_first_and_counts_most():
    nearest, *others = Sense(CONCEPTS, MEANINGS).nearest(ASKED, MEANINGS)

    assert nearest.concept == BEREAVEMENT
    assert nearest.weight == pytest.approx(0.7)
    assert all(each.weight < nearest.weight for each in others)


def test_what_was_heard_is_not_guessed_again():
    asked = replace(ASKED, heard=(Heard(BEREAVEMENT, ("wife",)),))

    assert BEREAVEMENT not in [each.concept for each in Sense(CONCEPTS, MEANINGS).nearest(asked, MEANINGS)]


@pytest.mark.parametrize(
    ("concepts", "asked"),
    [
        pytest.param([], ASKED, id="no vocabulary"),
        pytest.param(CONCEPTS, Asked(wanted=Said("", "")), id="nothing said"),
    ],
)
def test_nothing_is_guessed_from_nothing(concepts, asked):
    assert Sense(concepts, MEANINGS).nearest(asked, MEANINGS) == ()


def test_where_nothing_was_heard_a_few_near_phrases_count_more_than_many_far_ones():
    one_sided = Concept("one", "One", "needs", phrases=("my wife", "my wife now", "only my wife"))
    mixed = Concept("mixed", "Mixed", "needs", phrases=(*one_sided.phrases, *(f"word {n}" for n in "abcdefgh")))
    texts = [*map(said_text, (one_sided, mixed)), *mixed.phrases, "my wife"]
    meanings = dict(zip(texts, HashingEmbedder().embed(texts), strict=True))
    sense = Sense([one_sided, mixed], meanings)

    unheard = {each.concept.code: each.closeness for each in sense.nearest(ASKED, meanings)}
    heard = {
        each.concept.code: each.closeness
        for each in sense.nearest(replace(ASKED, heard=(Heard(SLEEP, ("sleep",)),)), meanings)
    }

    assert unheard["mixed"] / unheard["one"] > heard["mixed"] / heard["one"]
    assert unheard["mixed"] > 0.5 * unheard["one"]

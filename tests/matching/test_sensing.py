"""Guesses at what was meant."""

from dataclasses import replace

import pytest

from directory.matching.asked import Asked, Heard, Said
from directory.matching.sensing import Sense
from directory.matching.vocabulary import said_text
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

"""Slips are put right, and nothing else is touched."""

import pytest

from directory.search.spelling import Speller
from tests.search.making import make_document, make_index

INDEX = make_index(
    *(make_document(f"Group {number}", "gardening allotment lonely exercise weight") for number in range(6)),
    make_document("Rare", "zumbathon bairns bairns"),
    make_document("Rarer", "bairns"),
)
ENGLISH = frozenset(("gardening", "garden", "lonely", "exercise", "weight", "height", "quire"))
SPELLER = Speller(INDEX, ENGLISH, ["bereaved parents"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("gardning", "gardening", id="letter left out"),
        pytest.param("gardeening", "gardening", id="letter too many"),
        pytest.param("wieght", "weight", id="letters swapped"),
        pytest.param("exersise", "exercise", id="wrong letter"),
        pytest.param("berieved", "bereaved", id="word of a phrase"),
    ],
)
def test_slips_are_put_right(written, meant):
    assert SPELLER.repair(f"my {written}, please") == f"my {meant}, please"


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("height", id="English word near another"),
        pytest.param("quires", id="form of an English word"),
        pytest.param("bairns", id="word of the listings"),
        pytest.param("clemmed", id="dialect far from anything"),
        pytest.param("lony", id="too short to tell"),
        pytest.param("xonely", id="other first letter"),
        pytest.param("zumbathin", id="near a word of too few listings"),
        pytest.param("don't", id="contraction"),
    ],
)
def test_other_words_stay(written):
    assert SPELLER.repair(written) == written


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("oot the hoose", "out the house", id="Scots"),
        pytest.param("sit wi folk", "sit with folk", id="wi is no institute"),
    ],
)
def test_dialect_is_read_as_what_it_means(written, meant):
    assert SPELLER.repair(written) == meant


def test_without_a_list_of_english_words_nothing_is_touched():
    assert Speller(INDEX, frozenset()).repair("gardning") == "gardning"

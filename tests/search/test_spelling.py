"""Slips are put right, and nothing else is touched."""

import pytest

from directory.search.spelling import Mending, Speller
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


NEAR_TWO = Speller(
    make_index(*(make_document(f"Group {number}", "sewing serving gardening") for number in range(6))),
    frozenset(("sewing", "serving", "gardening")),
)


@pytest.mark.parametrize(
    ("written", "mending"),
    [
        pytest.param("gardning", Mending("gardning", "gardening", ()), id="surely a slip"),
        pytest.param("seving", Mending("seving", "serving", ("sewing",)), id="one of two words"),
        pytest.param("gardeigns", Mending("gardeigns", "", ("gardening",)), id="further than a slip or two"),
        pytest.param("sewin", Mending("sewin", "sewing", ()), id="nearest of two"),
    ],
)
def test_it_is_told_how_a_word_is_read_and_what_else_may_be_meant(written, mending):
    assert NEAR_TWO.mendings(f"my {written}, {written}") == (mending,)
    assert NEAR_TWO.repair(written) == (mending.read_as or written)


@pytest.mark.parametrize("written", ["gardening", "hoose", "xyz", "clemmed"])
def test_nothing_is_told_of_words_that_are_right_dialect_or_far_from_all(written):
    assert NEAR_TWO.mendings(written) == ()

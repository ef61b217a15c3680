"""Whether a number can be a code of SNOMED CT."""

import pytest

from directory.sctids import is_concept_id


@pytest.mark.parametrize(
    "code",
    ["871731000000106", "871711000000103", "871691000000100", "22298006", "224484003", "1108111000000107"],
)
def test_codes_in_use_are_codes(code):
    assert is_concept_id(code)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("871731000000105", id="a wrong check digit"),
        pytest.param("871713000000106", id="two digits the other way round"),
        pytest.param("87173100000106", id="a digit missing"),
        pytest.param("871731000000 106", id="a space"),
        pytest.param("", id="nothing"),
        pytest.param("0224484003", id="a nought before"),
        pytest.param("224484012", id="not of a concept"),
    ],
)
def test_a_slip_is_noticed(code):
    assert not is_concept_id(code)

"""The point of a place: what is typed, and what cannot be that of an address."""

import pytest

from directory.catalogue.map_points import check_point, find_postcode_point, point_text, read_point, read_whole_postcode
from directory.errors import WrongInput
from directory.geo.current import use_postcode_file
from tests.factories.postcodes import write_postcode_file

DOOR = (53.7801, -1.5502)


@pytest.mark.parametrize("text", ["53.7801, -1.5502", "53.7801,-1.5502", " 53.7801 -1.5502 ", "+53.7801; -1.5502"])
def test_point_is_read_as_maps_write_it(text):
    assert read_point(text) == DOOR


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("LS11 8ND", "two numbers", id="a postcode"),
        pytest.param("53.7801", "two numbers", id="one number"),
        pytest.param("53°46'48\"N 1°33'1\"W", "two numbers", id="degrees and minutes"),
        pytest.param("-1.5502, 53.7801", "how far north", id="the wrong way round"),
        pytest.param("48.8566, 2.3522", "not in the United Kingdom", id="Paris"),
        pytest.param("999, 999", "not in the United Kingdom", id="nowhere"),
    ],
)
def test_what_is_no_point_here_is_told(text, words):
    with pytest.raises(WrongInput, match=words):
        read_point(text)


def test_point_is_typed_as_it_is_shown():
    assert read_point(point_text(DOOR)) == DOOR


@pytest.mark.parametrize(("text", "postcode"), [("ls118nd", "LS11 8ND"), (" LS11  8ND.", "LS11 8ND")])
def test_whole_postcode_is_written_as_on_letters(text, postcode):
    assert read_whole_postcode(text) == postcode


@pytest.mark.parametrize("text", ["LS11", "LS11 8", "nonsense", "", "1" * 60])
def test_half_a_postcode_is_no_address(text):
    with pytest.raises(WrongInput, match="whole postcode"):
        read_whole_postcode(text)


def test_postcode_that_nobody_knows_has_no_point(tmp_path):
    use_postcode_file(write_postcode_file(tmp_path / "postcodes.bin", {"LS11 8ND": DOOR}))

    assert find_postcode_point("LS11 8ND") == pytest.approx(DOOR)
    assert find_postcode_point("LS11 9ZZ") is None
    assert find_postcode_point("BT1 1AA") is None


def test_without_a_postcode_file_no_postcode_has_a_point(tmp_path):
    use_postcode_file(tmp_path / "missing.bin")

    assert find_postcode_point("LS11 8ND") is None


NEXT_DOOR, NEXT_TOWN, FAR_AWAY = (53.7810, -1.5500), (53.83, -1.55), (51.5, -0.1)


@pytest.mark.parametrize(
    ("of_postcode", "is_older", "refusal"),
    [
        pytest.param(NEXT_DOOR, True, None, id="the postcode was put right"),
        pytest.param(NEXT_TOWN, False, None, id="a wide postcode"),
        pytest.param(None, False, None, id="nobody knows the postcode"),
        pytest.param(NEXT_TOWN, True, "The address changed", id="it moved"),
        pytest.param(None, True, "The address changed", id="it moved to where nobody knows"),
        pytest.param(FAR_AWAY, False, "miles from the postcode", id="another city"),
    ],
)
def test_point_has_to_fit_its_postcode(of_postcode, is_older, refusal):
    if refusal is None:
        check_point(DOOR, of_postcode, is_older=is_older)
        return
    with pytest.raises(WrongInput, match=refusal):
        check_point(DOOR, of_postcode, is_older=is_older)

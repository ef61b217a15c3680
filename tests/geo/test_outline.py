"""The outline of the country, drawn around where people live."""

import pytest

from directory.geo.areas import is_in_ring
from directory.geo.outline import find_outline
from directory.geo.postcode_file import PostcodeFile


def is_land(rings, latitude, longitude):
    return any(is_in_ring([(east, north) for north, east in ring], latitude, longitude) for ring in rings)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param((53.80, -1.55), True, id="Leeds"),
        pytest.param((57.07, -3.67), True, id="mountains where nobody lives"),
        pytest.param((58.30, -4.20), True, id="the far north"),
        pytest.param((51.14, 0.87), True, id="Kent"),
        pytest.param((50.10, -5.30), True, id="Cornwall"),
        pytest.param((60.15, -1.15), True, id="Shetland"),
        pytest.param((55.00, 1.50), False, id="the North Sea"),
        pytest.param((53.70, -4.50), False, id="the Irish Sea"),
        pytest.param((51.30, -4.50), False, id="the Bristol Channel"),
        pytest.param((58.68, -3.10), False, id="the Pentland Firth"),
        pytest.param((57.60, -6.80), False, id="between the isles"),
    ],
)
def test_the_outline_tells_land_from_sea(postcode_file, at, expected):
    assert is_land(find_outline(postcode_file), *at) is expected


def test_the_outline_is_light_and_each_ring_a_shape(postcode_file):
    rings = find_outline(postcode_file)

    assert sum(map(len, rings)) < 4_000
    assert all(len(each) >= 3 for each in rings)
    assert len(rings[0]) == max(map(len, rings))


def test_with_a_few_postcodes_there_is_little_land(make_postcode_file):
    file = PostcodeFile.open(make_postcode_file({"LS11 8ND": (53.78, -1.55), "ZE1 0AA": (70.0, 5.0)}))

    (island,) = find_outline(file)
    assert is_land([island], 53.78, -1.55)

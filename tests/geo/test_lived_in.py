"""Where people live, as squares of a box."""

import pytest

from directory.geo.lived_in import MOST_ACROSS, Box, find_lived_in

LEEDS = Box(53.74, -1.62, 53.82, -1.48)
COUNTRY = Box(49.0, -9.0, 61.0, 3.0)


def square_of(ground, latitude, longitude):
    box = ground.box
    row = int((latitude - box.south) / (box.north - box.south) * ground.up)
    return row * ground.across + int((longitude - box.west) / (box.east - box.west) * ground.across)


@pytest.mark.parametrize("box", [LEEDS, COUNTRY], ids=["a town", "the country"])
def test_squares_are_few_and_about_as_wide_as_high(postcode_file, box):
    ground = find_lived_in(postcode_file, box)

    assert max(ground.across, ground.up) == MOST_ACROSS
    assert 0 < len(ground.squares) < ground.across * ground.up
    assert list(ground.squares) == sorted(set(ground.squares))
    assert 0 <= ground.squares[0] <= ground.squares[-1] < ground.across * ground.up


@pytest.mark.parametrize("box", [LEEDS, COUNTRY], ids=["a town", "the country"])
def test_a_town_is_lived_in(postcode_file, box):
    station = postcode_file.find("LS1 4DY")
    ground = find_lived_in(postcode_file, box)

    assert square_of(ground, station.latitude, station.longitude) in ground.squares


def test_nobody_lives_in_the_sea(postcode_file):
    assert find_lived_in(postcode_file, Box(55.0, 1.0, 55.5, 2.0)).squares == ()

"""Which postcodes may be meant where the typing slipped."""

import pytest

from directory.geo.current import use_postcode_file
from directory.geo.likely_places import MOST_LIKELY, likely_places
from tests.factories.postcodes import write_postcode_file


@pytest.fixture(autouse=True)
def places(tmp_path):
    at = dict.fromkeys(("LS11 8ND", "LS1 4DY", "S11 8AA", "M1 1AE", "LS12 1AA", "LS13 1AA"), (53.8, -1.5))
    use_postcode_file(write_postcode_file(tmp_path / "postcodes.bin", at))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("sl11", "LS11", id="letters swapped"),
        pytest.param("LS11 88ND", "LS11 8", id="figure too many"),
        pytest.param("12 High Street, Leeds LS11 8ND", "LS11 8", id="a whole address"),
        pytest.param("Beeston LS11", "LS11", id="a town before it"),
        pytest.param("LS11 7", "LS11", id="no such sector"),
    ],
)
def test_what_is_a_slip_away_is_likely(typed, first):
    likely = likely_places(typed)

    assert likely[0] == first
    assert len(likely) <= MOST_LIKELY


@pytest.mark.parametrize("typed", ["", "Leeds", "ZE99 9", "x" * 200, "LS11", ",,,", "0" * 8])
def test_nothing_is_guessed_where_nothing_is_near_or_it_is_right(typed):
    assert likely_places(typed) == ()


def test_no_whole_postcode_is_made_of_a_slip():
    assert all(len(each.split()[-1]) < 3 or " " not in each for each in likely_places("LS11 8NDD"))

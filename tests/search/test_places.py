"""What lies near a point, and how far away it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.distance import haversine_m
from directory.search.places import build_places
from tests.search.making import BRADFORD, LEEDS

FAR = 25_000


def test_distance_agrees_with_that_of_geo():
    near = build_places([[BRADFORD]]).within(*LEEDS, FAR)

    assert near.distances_m[0] == pytest.approx(haversine_m(*LEEDS, *BRADFORD), rel=1e-5)


def test_nearest_place_counts():
    near = build_places([[BRADFORD, LEEDS], [BRADFORD]]).within(*LEEDS, FAR)

    assert near.rows.tolist() == [0, 1]
    assert near.distances_m[0] == pytest.approx(0, abs=1)
    assert near.distances_m[1] > 13_000


def test_what_is_farther_or_names_no_place_is_not_near():
    near = build_places([[], [LEEDS], [BRADFORD]]).within(*LEEDS, 1_000)

    assert near.rows.tolist() == [1]


def test_farther_places_are_taken_in_where_there_is_too_little_near():
    places = build_places([[LEEDS], [BRADFORD], [(-33.9, 151.2)]])

    assert places.around(*LEEDS, at_least=1, reach_m=1_000).rows.tolist() == [0]
    assert places.around(*LEEDS, at_least=2, reach_m=1_000).rows.tolist() == [0, 1]
    assert places.around(*LEEDS, at_least=3, reach_m=1_000).rows.tolist() == [0, 1, 2]


def test_no_places_at_all():
    assert build_places([]).around(*LEEDS, at_least=5, reach_m=1_000).rows.tolist() == []


POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
BRITISH_POINTS = st.tuples(st.floats(49.8, 60.9), st.floats(-8.7, 1.8))


@given(
    st.one_of(st.tuples(BRITISH_POINTS, st.lists(BRITISH_POINTS)), st.tuples(POINTS, st.lists(POINTS))),
    st.floats(0, 21_000_000),
)
def test_near_is_what_is_within_the_radius_and_nothing_else(where, radius_m):
    point, places = where
    every_distance_m = np.array([haversine_m(*point, *place) for place in places])

    near = build_places([[place] for place in places]).within(*point, radius_m)

    # Right at the edge the two ways of reckoning may fall out either way.
    surely_near = np.flatnonzero(every_distance_m < radius_m - 1)
    surely_far = np.flatnonzero(every_distance_m > radius_m + 1)
    assert set(surely_near) <= set(near.rows.tolist())
    assert not set(surely_far) & set(near.rows.tolist())

"""How far away things are."""

import numpy as np
import pytest

from directory.geo.distance import haversine_m
from directory.search.places import build_places
from tests.search.making import BRADFORD, LEEDS


def test_distance_agrees_with_that_of_geo():
    places = build_places([[BRADFORD]])

    assert places.distances_m(*LEEDS)[0] == pytest.approx(haversine_m(*LEEDS, *BRADFORD), rel=1e-5)


def test_nearest_place_counts():
    places = build_places([[BRADFORD, LEEDS], [BRADFORD]])

    nearest, farther = places.distances_m(*LEEDS)

    assert nearest == pytest.approx(0, abs=1)
    assert farther > 13_000


def test_unknown_place_has_no_distance():
    places = build_places([[], [LEEDS]])

    assert np.isnan(places.distances_m(*LEEDS)[0])


def test_no_places_at_all():
    assert build_places([]).distances_m(*LEEDS).tolist() == []

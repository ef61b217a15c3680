import numpy as np
import pytest

from directory.geo.distance import haversine_m
from directory.geo.grids import GREAT_BRITAIN, IRELAND, to_wgs84


@pytest.mark.parametrize(
    ("grid", "easting", "northing", "latitude", "longitude", "within_m"),
    [
        # The worked example of the Ordnance Survey's guide, its position by the same seven parameters.
        pytest.param(
            GREAT_BRITAIN,
            651409.903,
            313177.270,
            52 + 39 / 60 + 28.723 / 3600,
            1 + 42 / 60 + 57.787 / 3600,
            0.05,
            id="Caister water tower",
        ),
        pytest.param(GREAT_BRITAIN, 529090, 179645, 51.50101, -0.14159, 5, id="Buckingham Palace"),
        pytest.param(IRELAND, 333815, 374031, 54.59653, -5.93012, 40, id="Belfast City Hall"),
    ],
)
def test_grid_metres_become_the_degrees_of_known_points(grid, easting, northing, latitude, longitude, within_m):
    latitudes, longitudes = to_wgs84(grid, np.array([easting]), np.array([northing]))

    assert haversine_m(latitudes[0], longitudes[0], latitude, longitude) < within_m


def test_a_step_of_one_kilometre_on_the_grid_is_one_on_the_ground():
    eastings, northings = np.array([430_000.0, 431_000.0]), np.array([433_000.0, 433_000.0])

    latitudes, longitudes = to_wgs84(GREAT_BRITAIN, eastings, northings)

    length = haversine_m(latitudes[0], longitudes[0], latitudes[1], longitudes[1])
    assert length == pytest.approx(1000, rel=0.005)


def test_no_points_give_no_positions():
    latitudes, longitudes = to_wgs84(GREAT_BRITAIN, np.array([]), np.array([]))

    assert (len(latitudes), len(longitudes)) == (0, 0)

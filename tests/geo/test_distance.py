import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.errors import WrongInput
from directory.geo.distance import (
    FARTHEST_M,
    DistanceNotUnderstood,
    geodesic_m,
    haversine_m,
    lambert_m,
    miles_words,
    parse_distance,
)

LATITUDES, LONGITUDES = st.floats(49.9, 60.9), st.floats(-8.6, 1.8)
POINTS = st.tuples(LATITUDES, LONGITUDES)
LEEDS, BRADFORD = (53.7951, -1.5467), (53.7935, -1.7522)


def test_leeds_to_bradford_is_eight_and_a_half_miles():
    assert haversine_m(*LEEDS, *BRADFORD) == pytest.approx(13_500, rel=0.01)
    assert miles_words(geodesic_m(*LEEDS, *BRADFORD)) == "8.4 miles"


@given(POINTS, POINTS)
def test_quick_distance_is_close_to_the_exact_one(one, other):
    exact = geodesic_m(*one, *other)

    assert haversine_m(*one, *other) == pytest.approx(exact, rel=0.005, abs=0.01)


@given(POINTS, POINTS)
def test_distance_that_is_shown_is_the_exact_one_but_for_a_hundred_thousandth(one, other):
    exact = geodesic_m(*one, *other)

    assert lambert_m(*one, *other) == pytest.approx(exact, rel=2e-5, abs=0.01)


@given(POINTS, POINTS)
def test_distance_there_is_the_distance_back(one, other):
    assert haversine_m(*one, *other) == pytest.approx(haversine_m(*other, *one), abs=1e-6)


@given(POINTS)
def test_a_point_is_no_distance_from_itself(point):
    assert haversine_m(*point, *point) == lambert_m(*point, *point) == 0


def test_opposite_ends_of_the_earth_are_half_its_girth_apart():
    assert haversine_m(0, 0, 0, 180) == pytest.approx(20_015_115, abs=1)


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        pytest.param(0, "under 0.1 miles", id="here"),
        pytest.param(160, "under 0.1 miles", id="just under a tenth"),
        pytest.param(161, "0.1 miles", id="a tenth"),
        pytest.param(1287, "0.8 miles", id="less than one"),
        pytest.param(1600, "1 mile", id="nearly one"),
        pytest.param(1609.344, "1 mile", id="one"),
        pytest.param(1770, "1.1 miles", id="more than one"),
        pytest.param(3219, "2 miles", id="two"),
        pytest.param(15_900, "9.9 miles", id="nearly ten"),
        pytest.param(16_030, "10 miles", id="rounded to ten"),
        pytest.param(19_956, "12 miles", id="12.4 miles"),
        pytest.param(965_606, "600 miles", id="the whole island"),
    ],
)
def test_distance_is_spoken_in_miles(metres, words):
    assert miles_words(metres) == words


@pytest.mark.parametrize(
    ("typed", "metres"),
    [
        pytest.param("2", 3219, id="a number alone is miles"),
        pytest.param("3mi", 4828, id="mi"),
        pytest.param("3 miles", 4828, id="miles"),
        pytest.param("1 Mile", 1609, id="mile"),
        pytest.param(" 0.5 ", 805, id="half"),
        pytest.param(".5 miles", 805, id="half without nought"),
        pytest.param("5km", 5000, id="km"),
        pytest.param("2.5 kilometres", 2500, id="kilometres"),
        pytest.param("800m", 800, id="m"),
        pytest.param("800 metres", 800, id="metres"),
        pytest.param("1,500 m", 1500, id="a comma for thousands"),
        pytest.param("500 yards", 457, id="yards"),
        pytest.param("3 km.", 3000, id="a full stop"),
        pytest.param("20 metres", 20, id="few metres in full"),
        pytest.param("600 miles", FARTHEST_M, id="the most"),
    ],
)
def test_distance_is_read_as_people_type_it(typed, metres):
    assert parse_distance(typed) == metres


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("", "like 3 miles", id="nothing"),
        pytest.param("near", "like 3 miles", id="a word"),
        pytest.param("3 leagues", "like 3 miles", id="another unit"),
        pytest.param("1,5 km", "like 3 miles", id="a comma for a point"),
        pytest.param("1500,000 m", "like 3 miles", id="a comma in the wrong place"),
        pytest.param("-3 miles", "like 3 miles", id="less than nothing"),
        pytest.param("3m", "in full", id="m that may be miles"),
        pytest.param("0", "more than 0", id="no distance"),
        pytest.param("0.0001 m", "in full", id="a hair"),
        pytest.param("601 miles", "at most 600", id="too far"),
        pytest.param("nan", "like 3 miles", id="not a number"),
        pytest.param("1e5", "like 3 miles", id="as machines write it"),
    ],
)
def test_what_is_no_distance_is_refused_with_words_on_how_to_put_it_right(typed, words):
    with pytest.raises(DistanceNotUnderstood) as refused:
        parse_distance(typed)

    assert isinstance(refused.value, WrongInput)
    assert words in refused.value.fields["distance"]


@given(st.text() | st.text("0123456789.,kmiles ", max_size=12))
def test_any_text_is_a_distance_or_not_understood(text):
    try:
        metres = parse_distance(text)
    except DistanceNotUnderstood:
        return

    assert 0 < metres <= FARTHEST_M


@given(st.integers(50, FARTHEST_M))
def test_metres_are_read_as_they_are(metres):
    assert parse_distance(f"{metres} m") == metres

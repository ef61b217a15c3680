"""Where suggestions lie around home, drawn and in words."""

import pytest

from directory.matching.ranking import Parts
from directory.matching.suggestions import Suggestion
from directory.staff.matching.match_map import OUTERMOST, draw_map
from tests.search.making import make_document

HOME = (53.78, -1.55)
# A hundredth of a degree north is 0.69 miles, and east at this latitude 0.41.
NORTH, EAST = (53.79, -1.55), (53.78, -1.54)


def suggest(name: str, *points, distance_m: float = 1_112.0) -> Suggestion:
    return Suggestion(make_document(name, points=points), 0.5, Parts(0, 0, 0), distance_m, ())


@pytest.mark.parametrize(
    ("point", "words"),
    [
        pytest.param(NORTH, "0.7 miles, north", id="north"),
        pytest.param(EAST, "0.7 miles, east", id="east"),
        pytest.param((53.77, -1.56), "0.7 miles, south-west", id="south-west"),
        pytest.param(HOME, "0.7 miles", id="at the door"),
    ],
)
def test_places_are_told_by_distance_and_direction(point, words):
    drawn = draw_map(HOME, [suggest("Walks", point)])

    assert [(each.number, each.name, each.words) for each in drawn.lines] == [(1, "Walks", words)]


def test_north_is_up_and_east_is_right():
    drawn = draw_map(HOME, [suggest("North", NORTH), suggest("East", EAST)])

    north, east = drawn.dots
    assert north.x == 0 > north.y
    assert east.y == 0 < east.x
    assert [each.label for each in drawn.rings] == ["0.25", "0.5", "0.75"]
    assert all(abs(each.x) <= OUTERMOST and abs(each.y) <= OUTERMOST for each in drawn.dots)


def test_what_happens_in_one_place_shares_a_dot_and_only_the_nearest_place_counts():
    drawn = draw_map(HOME, [suggest("Walks", (54.5, -1.55), NORTH), suggest("By telephone"), suggest("Choir", NORTH)])

    assert [each.label for each in drawn.dots] == ["1, 3"]


@pytest.mark.parametrize(
    ("home", "suggestions"),
    [
        pytest.param(None, [suggest("Walks", NORTH)], id="no home"),
        pytest.param(HOME, [suggest("By telephone")], id="no place"),
        pytest.param(HOME, [], id="no suggestion"),
    ],
)
def test_nothing_is_drawn_where_there_is_nothing_to_draw(home, suggestions):
    assert draw_map(home, suggestions) is None

"""Areas whose people a service is for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.area_codes import ENGLAND, SCOTLAND
from directory.geo.areas import covers
from directory.search.areas import AreaKind, Home, ServedArea, build_shapes, kinds_of
from directory.search.index import add_changes, build_index
from directory.search.segment import build_segment
from tests.search.making import BRADFORD, LEEDS, make_document

# A square of two degrees around nought, with a hole of one degree in its middle, and a small square far off.
RINGED = [
    [[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]],
    [[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5], [-0.5, -0.5]],
]
FAR = [[[10, 10], [11, 10], [11, 11], [10, 11], [10, 10]]]
SHAPES = build_shapes([ServedArea("Ringed", "a", shape=(RINGED, FAR)), ServedArea("Far", "b", shape=(FAR,))])


@given(st.floats(-1.5, 1.5, width=32), st.floats(-1.5, 1.5, width=32))
def test_shapes_hold_the_points_that_their_polygons_cover(latitude, longitude):
    held = SHAPES.holding(Home((latitude, longitude)))

    assert held == (["a"] if covers([RINGED], latitude, longitude) else [])


def test_a_point_in_two_shapes_is_held_by_both():
    assert SHAPES.holding(Home((10.5, 10.5))) == ["a", "b"]


def test_who_lives_about_here_may_live_in_an_area_that_is_near():
    assert SHAPES.holding(Home((11.05, 10.5), give_or_take_m=15_000)) == ["a", "b"]
    assert SHAPES.holding(Home((12.5, 10.5), give_or_take_m=15_000)) == []


@pytest.mark.parametrize(
    ("areas", "kinds"),
    [
        pytest.param([], AreaKind(0), id="none"),
        pytest.param([ServedArea("Leeds", "E08000035")], AreaKind.COUNCIL, id="council"),
        pytest.param([ServedArea("Wales", "W92000004")], AreaKind.COUNTRY, id="country"),
        pytest.param([ServedArea("Beck", "shape-1")], AreaKind.SHAPE, id="shape"),
        pytest.param([ServedArea("Round here")], AreaKind.UNCLEAR, id="a name alone"),
        pytest.param(
            [ServedArea("Leeds", "E08000035", is_of_one_place=True)],
            AreaKind.COUNCIL | AreaKind.UNCLEAR,
            id="one place",
        ),
        pytest.param(
            [ServedArea("Leeds", "E08000035", is_of_one_place=True), ServedArea("Bradford", "E08000032")],
            AreaKind.COUNCIL,
            id="one place and the whole",
        ),
    ],
)
def test_what_can_be_told_of_areas(areas, kinds):
    assert kinds_of(areas) == kinds


@pytest.mark.parametrize(
    ("area", "cannot_tell"),
    [
        ("E08000035", AreaKind.UNCLEAR),
        (ENGLAND, AreaKind.UNCLEAR | AreaKind.COUNCIL),
        ("", AreaKind.UNCLEAR | AreaKind.COUNCIL | AreaKind.COUNTRY),
    ],
)
def test_of_a_home_whose_council_is_not_known_little_can_be_told(area, cannot_tell):
    assert Home(LEEDS, area=area).cannot_tell == cannot_tell


def square_around(point):
    south, west = point[0] - 0.05, point[1] - 0.05
    return [[[west, south], [west + 0.1, south], [west + 0.1, south + 0.1], [west, south + 0.1], [west, south]]]


AROUND = make_document("Around", areas=(ServedArea("Around here", "shape-leeds", shape=(square_around(LEEDS),)),))
COUNCIL = make_document("Council", areas=(ServedArea("Leeds", "E08000035"),))
COUNTRY = make_document("Country", areas=(ServedArea("England", ENGLAND), ServedArea("Scotland", SCOTLAND)))
ELSEWHERE = make_document("Elsewhere", areas=(ServedArea("Bradford", "E08000032"),))
ANYWHERE = make_document("Anywhere")
ALL = [AROUND, COUNCIL, COUNTRY, ELSEWHERE, ANYWHERE]


def serving(index, home):
    return {index.documents[row].name for row in index.serving(home) if not index.is_gone[row]}


@pytest.mark.parametrize(
    ("home", "names"),
    [
        pytest.param(Home(LEEDS, area="E08000035"), {"Around", "Council", "Country"}, id="in all of them"),
        pytest.param(Home(BRADFORD, area="E08000032"), {"Elsewhere", "Country"}, id="in the next council"),
        pytest.param(Home(LEEDS), {"Around"}, id="council not known"),
        pytest.param(Home(BRADFORD), set(), id="in no shape"),
    ],
)
def test_the_index_finds_whom_a_home_is_served_by(home, names):
    assert serving(build_index(ALL), home) == names


def test_what_changed_is_found_by_its_area_like_what_was_there_before():
    moved = make_document("Council", areas=(ServedArea("Bradford", "E08000032"),))
    # As it comes out of the settled segment, which keeps the shape for all.
    told = build_segment([AROUND]).documents[0]

    index = add_changes(build_segment(ALL), [moved, told], {})

    assert told.areas[0].shape == ()
    assert serving(index, Home(LEEDS, area="E08000035")) == {"Around", "Country"}

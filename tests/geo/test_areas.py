import json

import pytest

from directory.geo.areas import box_of, covers, is_in_box, read_polygons

SQUARE = [[0, 50], [2, 50], [2, 52], [0, 52], [0, 50]]
HOLE = [[0.5, 50.5], [1.5, 50.5], [1.5, 51.5], [0.5, 51.5], [0.5, 50.5]]
# A horseshoe that is open to the north.
BENT = [[0, 50], [3, 50], [3, 53], [2, 53], [2, 51], [1, 51], [1, 53], [0, 53], [0, 50]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


CASES = {
    "inside": (polygon(SQUARE), (51, 1), True),
    "to the west": (polygon(SQUARE), (51, -1), False),
    "to the east": (polygon(SQUARE), (51, 3), False),
    "to the north": (polygon(SQUARE), (53, 1), False),
    "in the hole": (polygon(SQUARE, HOLE), (51, 1), False),
    "beside the hole": (polygon(SQUARE, HOLE), (50.2, 1), True),
    "in the gap of a horseshoe": (polygon(BENT), (52, 1.5), False),
    "in its arm": (polygon(BENT), (52, 2.5), True),
    "the other way round": (polygon(SQUARE[::-1]), (51, 1), True),
    "one of several": ({"type": "MultiPolygon", "coordinates": [[HOLE], [SQUARE]]}, (50.2, 1), True),
    "in a feature": ({"type": "Feature", "geometry": polygon(SQUARE)}, (51, 1), True),
    "in a collection": (
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": polygon(SQUARE)}]},
        (51, 1),
        True,
    ),
    "heights are ignored": (polygon([[*point, 9] for point in SQUARE]), (51, 1), True),
    "a point covers nothing": ({"type": "Point", "coordinates": [1, 51]}, (51, 1), False),
}


@pytest.mark.parametrize(("shape", "point", "is_covered"), CASES.values(), ids=CASES)
def test_a_point_is_in_an_area_or_not(shape, point, is_covered):
    assert covers(read_polygons(json.dumps(shape)), *point) is is_covered


def test_a_box_holds_all_polygons():
    box = box_of(read_polygons(json.dumps({"type": "MultiPolygon", "coordinates": [[HOLE], [SQUARE]]})))

    assert box == (50, 0, 52, 2)
    assert is_in_box(box, 50, 2)
    assert not is_in_box(box, 49.9, 1)
    assert box_of([]) is None


NONSENSE = {
    "no JSON": "Leeds and about",
    "a number": "7",
    "nothing": "null",
    "no coordinates": '{"type": "Polygon"}',
    "coordinates that are words": '{"type": "Polygon", "coordinates": [[["a", "b"]]]}',
    "a ring of two": '{"type": "Polygon", "coordinates": [[[0, 1], [1, 1]]]}',
    "numbers where rings should be": '{"type": "MultiPolygon", "coordinates": [1, 2]}',
    "infinity": '{"type": "Polygon", "coordinates": [[[0, 50], [1e999, 50], [0, NaN], [0, 50]]]}',
    "more than degrees": json.dumps(polygon([[-5, 50], [10**400, 50], [10**400, 60], [-5, 60], [-5, 50]])),
    "very deep": "[" * 100_000,
    "deep collections": '{"features": [' * 50 + '{"type": "Polygon"}' + "]}" * 50,
}


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_covers_nothing_and_breaks_nothing(text):
    polygons = read_polygons(text)

    assert not covers(polygons, 51, 1)
    box_of(polygons)

"""What is looked at for one home, and what whole lists of rows say of it."""

import numpy as np
import pytest

from directory.matching.profile import Profile
from directory.matching.scope import scope_of
from directory.search.index import add_changes, build_index
from tests.search.making import BRADFORD, LEEDS, make_document

FAR_AWAY = (-33.9, 151.2)
DOCUMENTS = [
    *(make_document(f"Anywhere {number}") for number in range(3)),
    *(make_document(f"Here {number}", points=(LEEDS,)) for number in range(3)),
    *(make_document(f"Far {number}", points=(FAR_AWAY,)) for number in range(3)),
    make_document("Here and far", points=(FAR_AWAY, LEEDS)),
    make_document("Next town", points=(BRADFORD,)),
]
SETTLED = build_index(DOCUMENTS)
CHANGED = add_changes(
    SETTLED.settled,
    [make_document("Here 1", "new", points=(LEEDS,)), make_document("New")],
    {},
    [SETTLED.documents[0].service_id],
)
WITHIN_REACH = [
    pytest.param(Profile(point=LEEDS, within_m=1_000), id="within a limit"),
    pytest.param(Profile(point=BRADFORD, within_m=1_000), id="around another home"),
    pytest.param(Profile(point=FAR_AWAY, within_m=1_000), id="far away"),
    pytest.param(Profile(), id="anywhere"),
]


@pytest.mark.parametrize("index", [pytest.param(SETTLED, id="settled"), pytest.param(CHANGED, id="changed since")])
@pytest.mark.parametrize("profile", WITHIN_REACH)
def test_lists_of_rows_say_the_same_of_what_is_looked_at_as_of_each_row(index, profile):
    scope = scope_of(index, profile)
    rows = np.arange(0, len(index), 2, dtype=np.int32)
    values = np.arange(1, len(rows) + 1, dtype=np.float32)

    told = dict(zip(rows.tolist(), values.tolist(), strict=True))

    assert scope.spread(rows, values).tolist() == [told.get(row, 0.0) for row in scope.rows.tolist()]
    assert scope.marked(rows[::-1]).tolist() == [row in told for row in scope.rows.tolist()]
    doubled = scope.summed([(rows, values, np.float32(1)), (rows, values, np.float32(2))])
    assert doubled.tolist() == [3 * told.get(row, 0.0) for row in scope.rows.tolist()]


def test_a_listing_of_several_places_is_near_by_each_of_them():
    for point in (LEEDS, FAR_AWAY):
        scope = scope_of(SETTLED, Profile(point=point, within_m=1_000))

        assert "Here and far" in {SETTLED.documents[row].name for row in scope.rows.tolist()}

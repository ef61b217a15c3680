"""When something is on next, to the minute."""

from datetime import date, time

import numpy as np
import pytest

from directory.catalogue.timetable.slots import slots_on
from directory.search.documents import UsualTime
from directory.search.index import add_changes
from directory.search.segment import build_segment
from directory.search.times import A_DAY, next_starts, times_of
from tests.search.making import make_document

MONDAY = date(2026, 11, 23)
NINE, TEN, TWO, SIX = time(9), time(10, 30), time(14), time(18)
TODAY, TOMORROW, IN_A_WEEK = 1, 1 << 1, 1 << 7
UNKNOWN = float("inf")


def next_of(*usual, minutes_over=0, asked=0):
    times = times_of([make_document("A", times=usual, read_on=MONDAY)])
    return next_starts(times, np.array([0]), 1, MONDAY, minutes_over, asked)[0]


@pytest.mark.parametrize(
    ("usual", "minutes_over", "starts"),
    [
        pytest.param(UsualTime(TODAY, NINE, TEN), 0, 540, id="later today"),
        pytest.param(UsualTime(TODAY, NINE, TEN), 629, 540, id="on now"),
        pytest.param(UsualTime(TODAY | IN_A_WEEK, NINE, TEN), 630, 7 * A_DAY + 540, id="just over"),
        pytest.param(UsualTime(TODAY, NINE, TEN), 630, UNKNOWN, id="over for good"),
        pytest.param(UsualTime(TODAY, NINE, None), 539, 540, id="no end stated"),
        pytest.param(UsualTime(TODAY, NINE, None), 540, UNKNOWN, id="no end stated and begun"),
        pytest.param(UsualTime(TODAY, SIX, NINE), A_DAY - 1, 1080, id="past midnight"),
        pytest.param(UsualTime(TODAY), A_DAY - 1, A_DAY - 1, id="no hour stated"),
        pytest.param(UsualTime(TOMORROW, NINE, TEN), 700, A_DAY + 540, id="tomorrow"),
    ],
)
def test_what_can_still_be_gone_to_begins_at_its_hour(usual, minutes_over, starts):
    assert next_of(usual, minutes_over=minutes_over) == starts


def test_of_several_schedules_the_one_that_begins_first_counts():
    assert next_of(UsualTime(TOMORROW, NINE), UsualTime(TODAY, TWO), UsualTime(TODAY, SIX)) == 840


def test_only_the_times_that_are_asked_for_count():
    usual = (UsualTime(TODAY, NINE), UsualTime(TODAY | TOMORROW, SIX))

    assert next_of(*usual, asked=slots_on([0, 1], [2])) == 1080
    assert next_of(*usual, asked=slots_on([1], [0, 1, 2])) == A_DAY + 1080
    assert next_of(*usual, asked=slots_on([3], [0])) == UNKNOWN


def test_what_changed_since_has_times_of_its_own():
    settled = build_segment([make_document(each, days_ahead=TODAY, hours=(TWO, None), read_on=MONDAY) for each in "AB"])
    index = add_changes(settled, [make_document("C", days_ahead=TODAY, hours=(NINE, None), read_on=MONDAY)], {})
    row = index.row_of(make_document("C").service_id)
    places = np.full(3, -1)
    places[row] = 0

    assert next_starts(index.times, places, 1, MONDAY, 0).tolist() == [540]


def test_what_has_no_dates_has_no_times():
    assert len(times_of([make_document("A", read_on=MONDAY), make_document("B", days_ahead=TODAY)]).rows) == 0

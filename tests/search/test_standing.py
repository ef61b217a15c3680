"""What bears on suggesting a listing, whoever asks."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.timetable.ahead import DAYS_AHEAD
from directory.search.standing import RoomLeft, next_in, standing_of
from tests.search.making import make_document

READ_ON = date(2026, 11, 25)


@given(st.sets(st.integers(0, DAYS_AHEAD - 1)), st.integers(0, 80))
def test_the_next_day_is_the_first_that_has_not_passed(days, passed):
    bits = np.array([sum(1 << day for day in days)], np.uint64)

    found = next_in(bits, np.array([READ_ON.toordinal()], np.int32), READ_ON + timedelta(days=passed))

    left = [day - passed for day in days if day >= passed]
    assert found.tolist() == [min(left, default=-1)]


@given(st.sets(st.integers(0, DAYS_AHEAD - 1)), st.integers(0, 80), st.sets(st.integers(0, 6)))
def test_only_the_weekdays_that_are_wanted_count(days, passed, weekdays):
    bits = np.array([sum(1 << day for day in days)], np.uint64)
    wanted = np.array([sum(1 << day for day in weekdays)], np.int32)

    found = next_in(bits, np.array([READ_ON.toordinal()], np.int32), READ_ON + timedelta(days=passed), wanted)

    fitting = [day - passed for day in days if day >= passed and (READ_ON + timedelta(days=day)).weekday() in weekdays]
    assert found.tolist() == [min(fitting, default=-1)]


@pytest.mark.parametrize(("room", "left"), [(None, 0), ("has room", 1), ("waiting list", 2), ("full", 3), ("maybe", 0)])
def test_room_is_kept_as_a_number(room, left):
    standing = standing_of([make_document("A", room=room)])

    assert standing.room.tolist() == [left] == [RoomLeft(left)]


def test_what_is_not_known_is_nought():
    standing = standing_of([make_document("A"), make_document("B", assured_on=READ_ON, places=8)])

    assert standing.checked_on.tolist() == [0, READ_ON.toordinal()]
    assert standing.places.tolist() == [0, 8]
    assert next_in(standing.days, standing.days_from, READ_ON).tolist() == [-1, -1]

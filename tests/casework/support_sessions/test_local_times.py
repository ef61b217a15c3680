"""Times of day here, also in the nights when clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from directory.casework.support_sessions.local_times import day_bounds, moment_of
from directory.errors import WrongInput


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        pytest.param(date(2026, 1, 15), time(10), datetime(2026, 1, 15, 10, tzinfo=UTC), id="winter"),
        pytest.param(date(2026, 7, 15), time(10), datetime(2026, 7, 15, 9, tzinfo=UTC), id="summer"),
        pytest.param(date(2026, 3, 29), time(2), datetime(2026, 3, 29, 1, tzinfo=UTC), id="just after spring forward"),
        pytest.param(
            date(2026, 10, 25), time(0, 30), datetime(2026, 10, 24, 23, 30, tzinfo=UTC), id="before they go back"
        ),
        pytest.param(date(2026, 10, 25), time(2), datetime(2026, 10, 25, 2, tzinfo=UTC), id="after they went back"),
    ],
)
def test_a_time_here_is_one_moment(day, at, moment):
    assert moment_of(day, at) == moment


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param(date(2026, 3, 29), "there is no 01:30", id="the hour that is skipped"),
        pytest.param(date(2026, 10, 25), "it is 01:30 twice", id="the hour that comes twice"),
    ],
)
def test_a_time_that_is_none_or_two_is_asked_again(day, said):
    with pytest.raises(WrongInput) as refused:
        moment_of(day, time(1, 30))

    assert said in refused.value.fields["at"]


def test_the_day_on_which_clocks_go_back_has_25_hours():
    begins, ends = day_bounds(date(2026, 10, 25))

    assert ends - begins == timedelta(hours=25)

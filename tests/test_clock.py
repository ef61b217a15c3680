"""What day it is in the United Kingdom."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from directory import clock


def test_now_is_in_utc():
    with time_machine.travel(datetime(2026, 7, 1, 12, 0, tzinfo=UTC), tick=False):
        assert clock.now() == datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
        assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        pytest.param(
            datetime(2026, 7, 1, 22, 59, tzinfo=UTC), date(2026, 7, 1), id="a minute before a summer midnight"
        ),
        pytest.param(datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2), id="a summer midnight"),
        pytest.param(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 2), id="half past midnight in summer"),
        pytest.param(
            datetime(2026, 1, 1, 23, 59, tzinfo=UTC), date(2026, 1, 1), id="a minute before a winter midnight"
        ),
        pytest.param(datetime(2026, 1, 2, 0, 0, tzinfo=UTC), date(2026, 1, 2), id="a winter midnight"),
        pytest.param(datetime(2026, 3, 28, 23, 59, tzinfo=UTC), date(2026, 3, 28), id="the night clocks go forward"),
        pytest.param(datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29), id="before clocks go forward"),
        pytest.param(datetime(2026, 3, 29, 1, 0, tzinfo=UTC), date(2026, 3, 29), id="after clocks go forward"),
        pytest.param(datetime(2026, 3, 29, 23, 0, tzinfo=UTC), date(2026, 3, 30), id="first summer midnight"),
        pytest.param(datetime(2026, 10, 24, 23, 0, tzinfo=UTC), date(2026, 10, 25), id="last summer midnight"),
        pytest.param(datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 25), id="clocks went back"),
    ],
)
def test_the_day_is_that_of_a_calendar_in_the_united_kingdom(utc, day):
    with time_machine.travel(utc, tick=False):
        assert clock.today() == day

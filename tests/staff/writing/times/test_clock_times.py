"""Times of day as people type them."""

from datetime import time

import pytest

from directory.staff.writing.times.clock_times import ends_too_early, read_time


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10:30", time(10, 30)),
        ("2pm", time(14)),
        ("2.15 PM", time(14, 15)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("14.00", time(14)),
        ("Midday", time(12)),
        ("midnight", time(0)),
        ("14", None),
        ("25:00", None),
        ("13pm", None),
        ("teatime", None),
    ],
)
def test_times_are_read_as_people_type_them(typed, meant):
    assert read_time(typed) == meant


@pytest.mark.parametrize(
    ("begins", "ends", "is_wrong"),
    [
        pytest.param(time(10), time(12), False, id="a morning"),
        pytest.param(time(20), time(8), False, id="a night shelter"),
        pytest.param(time(22), time(1), False, id="a late dance"),
        pytest.param(time(15), time(14), True, id="the wrong way round"),
        pytest.param(time(10), time(10), True, id="no time at all"),
        pytest.param(time(10), None, False, id="no end"),
        pytest.param(None, time(10), False, id="no beginning"),
    ],
)
def test_end_before_beginning_is_a_night_or_a_mistake(begins, ends, is_wrong):
    assert ends_too_early(begins, ends) is is_wrong

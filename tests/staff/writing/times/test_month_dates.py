"""Dates of the month as people type them."""

import pytest

from directory.staff.writing.times.month_dates import read_dates, shown_dates


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15", [15]),
        ("1, 15 or last", [1, 15, -1]),
        ("the 3rd and the 17th", [3, 17]),
        ("the last day", [-1]),
        ("2, 2", [2]),
        ("32", None),
        ("0", None),
        ("second Monday", None),
        ("", None),
        (" , ", None),
    ],
)
def test_dates_are_read_as_people_type_them(typed, meant):
    assert read_dates(typed) == meant


@pytest.mark.parametrize(
    ("rule", "shown"), [("15", "15"), ("-1,15,1", "1, 15, last"), (None, ""), ("-2", None), ("fifteen", None)]
)
def test_rule_is_shown_as_it_would_be_typed(rule, shown):
    assert shown_dates(rule) == shown

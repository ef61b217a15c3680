"""Working days of the four nations."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.working_days import SUBDIVISIONS, add_working_days, is_working_day, working_days_between

ENGLAND = "england"
# 3 April 2026 is Good Friday and 6 April Easter Monday, which Scotland works on.
THURSDAY_BEFORE_EASTER = date(2026, 4, 2)


@pytest.mark.parametrize(
    ("day", "n", "nation", "expected"),
    [
        pytest.param(date(2026, 3, 2), 2, ENGLAND, date(2026, 3, 4), id="within a week"),
        pytest.param(date(2026, 3, 6), 1, ENGLAND, date(2026, 3, 9), id="over a weekend"),
        pytest.param(date(2026, 3, 7), 1, ENGLAND, date(2026, 3, 9), id="from a Saturday"),
        pytest.param(date(2026, 3, 7), 0, ENGLAND, date(2026, 3, 9), id="none from a Saturday"),
        pytest.param(date(2026, 3, 2), 0, ENGLAND, date(2026, 3, 2), id="none from a Monday"),
        pytest.param(THURSDAY_BEFORE_EASTER, 1, ENGLAND, date(2026, 4, 7), id="over Easter in England"),
        pytest.param(THURSDAY_BEFORE_EASTER, 1, "wales", date(2026, 4, 7), id="over Easter in Wales"),
        pytest.param(THURSDAY_BEFORE_EASTER, 1, "scotland", date(2026, 4, 6), id="over Easter in Scotland"),
        pytest.param(date(2026, 7, 10), 1, "northern ireland", date(2026, 7, 14), id="over the Twelfth"),
        pytest.param(date(2026, 12, 24), 2, ENGLAND, date(2026, 12, 30), id="over Christmas"),
        pytest.param(date(2026, 3, 9), -1, ENGLAND, date(2026, 3, 6), id="backwards"),
        pytest.param(date(2026, 3, 8), -1, ENGLAND, date(2026, 3, 6), id="backwards from a Sunday"),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(day, n, nation, expected):
    assert add_working_days(day, n, nation) == expected


def test_no_working_day_lies_between_a_day_and_an_earlier_one():
    assert working_days_between(date(2026, 3, 9), date(2026, 3, 2), ENGLAND) == 0
    assert working_days_between(date(2026, 3, 9), date(2026, 3, 9), ENGLAND) == 0


@given(
    day=st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    n=st.integers(1, 60),
    nation=st.sampled_from(sorted(SUBDIVISIONS)),
)
def test_counting_goes_back_the_way_it_came(day, n, nation):
    later = add_working_days(day, n, nation)

    assert is_working_day(later, nation)
    assert working_days_between(day, later, nation) == n

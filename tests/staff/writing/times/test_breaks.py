"""Whole months without a time, as ticks and as closed dates."""

import uuid
from datetime import date

import pytest

from directory.staff.writing.times.breaks import break_row, is_break, shown_months, typed_breaks

TODAY = date(2026, 3, 19)
SCHEDULE = uuid.uuid4()


def test_ticked_months_are_kept_as_closed_dates_and_shown_again():
    rows = typed_breaks(["8", "12"], [], SCHEDULE, TODAY)

    spans = [(row["starts_on"], row["ends_on"]) for row in rows]
    assert (date(2026, 8, 1), date(2026, 8, 31)) in spans
    assert (date(2026, 12, 1), date(2026, 12, 31)) in spans
    assert shown_months(rows, TODAY) == ["8", "12"]


def test_next_year_only_what_is_new_is_added():
    rows = typed_breaks(["8"], [], SCHEDULE, TODAY)

    later = typed_breaks(["8"], rows, SCHEDULE, TODAY.replace(year=2027))

    assert [row["starts_on"].year for row in later] == [2027, 2028, 2029]
    assert later[:2] == rows[1:]


def test_break_that_is_over_is_not_ticked():
    row = break_row(SCHEDULE, date(2025, 8, 1), date(2025, 8, 31))

    assert shown_months([row], TODAY) == []


@pytest.mark.parametrize(
    "other",
    [{"reason": "The hall is painted"}, {"ends_on": date(2026, 8, 30)}, {"starts_on": date(2026, 8, 2)}],
    ids=["with a reason", "not to the end", "not from the first"],
)
def test_other_closed_dates_are_no_break(other):
    row = break_row(SCHEDULE, date(2026, 8, 1), date(2026, 8, 31))

    assert is_break(row)
    assert not is_break({**row, **other})

"""Figures are told of quarters that are over."""

from datetime import UTC, date, datetime

from directory.reporting.quarters import Quarter, list_told_quarters, quarter_of


def test_quarter_has_three_months_and_ends_before_the_next():
    assert Quarter(2026, 4).months == (date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1))
    assert Quarter(2026, 4).ends_before == date(2027, 1, 1)
    assert quarter_of(date(2026, 12, 31)) == Quarter(2026, 4)


def test_quarter_that_is_not_over_is_not_told():
    told = list_told_quarters(date(2026, 3, 31))

    assert [each.code for each in told[:5]] == ["2025-4", "2025-3", "2025-2", "2025-1", "2024-4"]


def test_quarter_begins_at_midnight_of_the_clocks_of_the_country():
    begins_at, ends_at = Quarter(2026, 2).moments

    assert begins_at == datetime(2026, 3, 31, 23, tzinfo=UTC)
    assert ends_at == datetime(2026, 6, 30, 23, tzinfo=UTC)

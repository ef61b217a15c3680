"""Breaks of whole months."""

from datetime import date

import pytest

from directory.catalogue.timetable.breaks import coming_breaks, is_whole_months, months_in, yearly_breaks

TODAY = date(2026, 3, 19)


def test_break_comes_round_for_three_years():
    assert coming_breaks({8}, TODAY) == [
        (date(2026, 8, 1), date(2026, 8, 31)),
        (date(2027, 8, 1), date(2027, 8, 31)),
        (date(2028, 8, 1), date(2028, 8, 31)),
    ]


@pytest.mark.parametrize(
    ("months", "first"),
    [
        pytest.param({7, 8}, (date(2026, 7, 1), date(2026, 8, 31)), id="months in a row are one"),
        pytest.param({12, 1}, (date(2026, 12, 1), date(2027, 1, 31)), id="over the new year"),
        pytest.param({3}, (date(2026, 3, 1), date(2026, 3, 31)), id="the one that goes on today"),
        pytest.param({2, 3}, (date(2026, 2, 1), date(2026, 3, 31)), id="begun last month"),
        pytest.param({2}, (date(2027, 2, 1), date(2027, 2, 28)), id="over for this year"),
    ],
)
def test_first_break_that_is_not_over(months, first):
    assert coming_breaks(months, TODAY)[0] == first


def test_months_apart_are_breaks_apart():
    spans = coming_breaks({4, 8}, TODAY)

    assert len(spans) == 6
    assert {tuple(months_in(*span)) for span in spans} == {(4,), (8,)}


def test_no_months_and_all_months_make_no_break():
    assert coming_breaks(set(), TODAY) == []
    assert coming_breaks(set(range(1, 13)), TODAY) == []


def test_only_what_comes_round_again_is_a_break_of_every_year():
    augusts = [(date(year, 8, 1), date(year, 8, 31)) for year in (2026, 2027)]
    others = [(date(2026, 7, 1), date(2026, 7, 31)), (date(2026, 8, 3), date(2026, 8, 9))]

    assert yearly_breaks([*augusts, *others]) == set(augusts)
    assert not is_whole_months(*others[1])

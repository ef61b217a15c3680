"""Days, times and dates as people write them."""

from datetime import date, datetime, time, timedelta

import pytest

from directory.exchange.sheets.mistakes import WrongCell
from directory.exchange.sheets.times import read_clock, read_date, read_days, read_often, split_times, write_days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Tues & Thurs", "TU,TH"),
        ("Mon-Fri", "MO,TU,WE,TH,FR"),
        ("Monday to Wednesday", "MO,TU,WE"),
        ("Fri - Mon", "MO,FR,SA,SU"),
        ("every day", "MO,TU,WE,TH,FR,SA,SU"),
        ("weekdays", "MO,TU,WE,TH,FR"),
        ("1st Tuesday", "1TU"),
        ("first and third Mondays of the month", "1MO,3MO"),
        ("last Friday", "-1FR"),
        ("Thursdays, Mondays", "MO,TH"),
    ],
)
def test_days_are_read_as_they_are_written(text, days):
    assert read_days(text) == days
    assert read_days(write_days(days)) == days


@pytest.mark.parametrize("text", ["Tuseday", "1st", "Mon to", "Term time", "-", "1st Tuesday to Friday"])
def test_what_names_no_day_is_refused(text):
    with pytest.raises(WrongCell):
        read_days(text)


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("10.30am", time(10, 30)),
        ("10:30", time(10, 30)),
        ("1030", time(10, 30)),
        ("2pm", time(14)),
        ("2 p.m.", time(14)),
        ("12 noon", time(12)),
        ("midday", time(12)),
        ("12am", time(0)),
        (0.4375, time(10, 30)),
        (time(9, 15), time(9, 15)),
        (timedelta(hours=9), time(9)),
        (datetime(1900, 1, 1, 18, 45), time(18, 45)),  # noqa: DTZ001 - spreadsheets know no zones
    ],
)
def test_times_are_read_as_they_are_written(cell, at):
    assert read_clock(cell) == at


@pytest.mark.parametrize("text", ["half ten", "25:00", "13am", "2", "10:75", "ask"])
def test_what_is_no_time_or_has_two_meanings_is_refused(text):
    with pytest.raises(WrongCell):
        read_clock(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("10am - 12 noon", ("10am", "12 noon")),
        ("2-4pm", ("2pm", "4pm")),
        ("11-1pm", ("11", "1pm")),
        ("10am", ("10am", None)),
        pytest.param("2-" + "1" * 5_000 + "pm", ("2pm", "1" * 5_000 + "pm"), id="a number without end"),
    ],
)
def test_two_times_in_one_cell_are_taken_apart(text, parts):
    assert split_times(text) == parts


@pytest.mark.parametrize(
    ("text", "often"), [("Weekly", ("WEEKLY", 1)), ("fortnightly", ("WEEKLY", 2)), ("Every 3 months", ("MONTHLY", 3))]
)
def test_how_often_is_read_in_many_words(text, often):
    assert read_often(text) == often


@pytest.mark.parametrize(
    "cell", ["31/03/2026", "31 March 2026", "31st March 2026", "2026-03-31", date(2026, 3, 31), 46112]
)
def test_dates_are_read_with_the_day_before_the_month(cell):
    assert read_date(cell) == date(2026, 3, 31)

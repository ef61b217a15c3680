"""Dates, money and counts as people say them."""

from datetime import UTC, date, datetime

import pytest

from directory.web.words import counted, miles, pounds, uk_date, uk_day, uk_short_date


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (uk_date(date(2026, 11, 24)), "Tuesday 24 November 2026"),
        (uk_date(None), "Not known"),
        (uk_day(date(2026, 11, 3)), "Tue 3 Nov"),
        (uk_short_date(date(2026, 11, 3)), "3 November 2026"),
        (uk_date(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)), "Wednesday 1 July 2026"),
        (pounds(250), "£2.50"),
        (pounds(300), "£3"),
        (pounds(5), "£0.05"),
        (pounds(0), "Free"),
        (pounds(None), "Not known"),
        (pounds(-125_000), "-£1,250"),
        (miles(1_300), "0.8 miles"),
        (miles(None), "Not known"),
        (counted(1, "activity", "activities"), "1 activity"),
        (counted(3, "client"), "3 clients"),
    ],
)
def test_things_are_said_plainly(said, words):
    assert said == words

"""Dates, money and counts as people say them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from directory.web.words import (
    counted,
    distance_in_time,
    duration,
    in_words,
    miles,
    pounds,
    share,
    uk_date,
    uk_day,
    uk_short_date,
    uk_time,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (uk_date(date(2026, 11, 24)), "Tuesday 24 November 2026"),
        (uk_date(None), "Not known"),
        (uk_day(date(2026, 11, 3)), "Tue 3 Nov"),
        (uk_short_date(date(2026, 11, 3)), "3 November 2026"),
        (uk_date(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)), "Wednesday 1 July 2026"),
        (uk_time(time(10, 30)), "10:30am"),
        (uk_time(time(13)), "1pm"),
        (uk_time(time(12)), "midday"),
        (uk_time(time(12, 5)), "12:05pm"),
        (uk_time(time(0)), "midnight"),
        (uk_time(datetime(2026, 6, 1, 9, 0, tzinfo=UTC)), "10am"),
        (pounds(250), "£2.50"),
        (pounds(300), "£3"),
        (pounds(5), "£0.05"),
        (pounds(0), "Free"),
        (pounds(None), "Not known"),
        (pounds(-125_000), "-£1,250"),
        (miles(1_300), "0.8 miles"),
        (miles(None), "Not known"),
        (duration(90), "1 hour 30 minutes"),
        (duration(45), "45 minutes"),
        (duration(120), "2 hours"),
        (duration(0), "0 minutes"),
        (in_words(0), "no"),
        (in_words(9), "nine"),
        (in_words(1_204), "1,204"),
        (counted(1, "activity", "activities"), "1 activity"),
        (counted(3, "client"), "3 clients"),
        (share(0.374), "37%"),
    ],
)
def test_things_are_said_plainly(said, words):
    assert said == words


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (NOON, "just now"),
        (NOON - timedelta(minutes=1), "1 minute ago"),
        (NOON - timedelta(minutes=59), "59 minutes ago"),
        (NOON - timedelta(hours=5), "today"),
        (NOON - timedelta(hours=13), "yesterday"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 11, 20), "4 days ago"),
        (date(2026, 12, 10), "in 2 weeks"),
        (date(2026, 8, 24), "3 months ago"),
        (date(2025, 11, 25), "11 months ago"),
        (date(2025, 11, 24), "1 year ago"),
        (date(2027, 12, 24), "in 1 year"),
    ],
)
def test_distance_in_time_is_said_by_the_calendar(then, words):
    assert distance_in_time(then, NOON) == words

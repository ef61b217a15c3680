"""From schedules to dates, and to words."""

from datetime import date, time, timedelta

import pytest

from directory.catalogue.models.schedules import Schedule
from directory.catalogue.occurrences import (
    Occurrence,
    hours_words,
    next_occurrence,
    occurrences,
    schedule_words,
    time_words,
)

# A Thursday.
TODAY = date(2026, 3, 19)


def weekly(byday: str | None = "TU", **more) -> Schedule:
    return Schedule(freq="WEEKLY", byday=byday, **more)


def monthly(byday: str | None = None, **more) -> Schedule:
    return Schedule(freq="MONTHLY", byday=byday, **more)


def first(schedule: Schedule, count: int, today: date = TODAY) -> list[str]:
    found = (each.on.isoformat() for each, _ in zip(occurrences(schedule, today), range(count), strict=False))
    return list(found)


CASES = [
    pytest.param(weekly("TU"), ["2026-03-24", "2026-03-31", "2026-04-07"], id="every Tuesday"),
    pytest.param(weekly("TH"), ["2026-03-19", "2026-03-26", "2026-04-02"], id="every Thursday, from today"),
    pytest.param(weekly("TU,TH"), ["2026-03-19", "2026-03-24", "2026-03-26"], id="two days a week"),
    pytest.param(weekly(" th , tu "), ["2026-03-19", "2026-03-24", "2026-03-26"], id="written carelessly"),
    pytest.param(weekly("SU"), ["2026-03-22", "2026-03-29", "2026-04-05"], id="over the day clocks go forward"),
    pytest.param(
        weekly("TU", interval=2, dtstart=date(2026, 3, 3)),
        ["2026-03-31", "2026-04-14", "2026-04-28"],
        id="fortnights are counted from the first date",
    ),
    pytest.param(
        weekly("TU", interval=2, dtstart=date(2026, 3, 10)),
        ["2026-03-24", "2026-04-07", "2026-04-21"],
        id="fortnights are counted from the other first date",
    ),
    pytest.param(
        weekly("TU", interval=2, dtstart=date(2020, 1, 7)),
        ["2026-03-24", "2026-04-07", "2026-04-21"],
        id="fortnights from years ago",
    ),
    pytest.param(
        weekly("TU,TH", interval=2, dtstart=date(2026, 3, 12)),
        ["2026-03-24", "2026-03-26", "2026-04-07"],
        id="fortnights of weeks that begin on Monday",
    ),
    pytest.param(
        weekly("SU,TU", interval=2, dtstart=date(2026, 3, 15), wkst="SU"),
        ["2026-03-29", "2026-03-31", "2026-04-12"],
        id="fortnights of weeks that begin on Sunday",
    ),
    pytest.param(
        weekly("TU", interval=2, valid_from=date(2026, 3, 10)),
        ["2026-03-24", "2026-04-07", "2026-04-21"],
        id="fortnights from the day the information holds",
    ),
    pytest.param(weekly("TU", interval=2), [], id="fortnights from nobody knows when"),
    pytest.param(monthly("2MO"), ["2026-04-13", "2026-05-11", "2026-06-08"], id="second Monday"),
    pytest.param(monthly("-1FR"), ["2026-03-27", "2026-04-24", "2026-05-29"], id="last Friday"),
    pytest.param(monthly("5MO"), ["2026-03-30", "2026-06-29", "2026-08-31"], id="fifth Monday, where there is one"),
    pytest.param(monthly("1TU,3TU"), ["2026-04-07", "2026-04-21", "2026-05-05"], id="first and third Tuesday"),
    pytest.param(monthly("FR"), ["2026-03-20", "2026-03-27", "2026-04-03"], id="every Friday of each month"),
    pytest.param(monthly(bymonthday="1,15"), ["2026-04-01", "2026-04-15", "2026-05-01"], id="days of the month"),
    pytest.param(monthly(bymonthday="-1"), ["2026-03-31", "2026-04-30", "2026-05-31"], id="last day of the month"),
    pytest.param(monthly(bymonthday="31"), ["2026-03-31", "2026-05-31", "2026-07-31"], id="only in long months"),
    pytest.param(
        monthly("2SA", interval=3, dtstart=date(2026, 2, 14)),
        ["2026-05-09", "2026-08-08", "2026-11-14"],
        id="every third month from the first date",
    ),
    pytest.param(monthly("2SA", interval=3), [], id="every third month from nobody knows when"),
    pytest.param(
        weekly(None, dtstart=date(2026, 3, 4)), ["2026-03-25", "2026-04-01"], id="the weekday of the first date"
    ),
    pytest.param(
        monthly(None, dtstart=date(2026, 1, 20)), ["2026-03-20", "2026-04-20"], id="the day of the first date"
    ),
    pytest.param(weekly(None), [], id="every week on nobody knows which day"),
    pytest.param(monthly(None), [], id="every month on nobody knows which day"),
    pytest.param(weekly("TU", until=date(2026, 3, 31)), ["2026-03-24", "2026-03-31"], id="until a day, that day too"),
    pytest.param(weekly("TU", until=date(2026, 3, 30)), ["2026-03-24"], id="until the day before"),
    pytest.param(weekly("TU", valid_to=date(2026, 3, 31)), ["2026-03-24", "2026-03-31"], id="as long as it holds"),
    pytest.param(weekly("TU", until=date(2026, 3, 18)), [], id="over yesterday"),
    pytest.param(weekly("TH", until=TODAY), ["2026-03-19"], id="the last one is today"),
    pytest.param(weekly("TU", dtstart=date(2026, 4, 1)), ["2026-04-07", "2026-04-14"], id="not before the first date"),
    pytest.param(weekly("TU", valid_from=date(2026, 4, 1)), ["2026-04-07", "2026-04-14"], id="not before it holds"),
    pytest.param(
        weekly("TU", dtstart=date(2026, 4, 7), until=date(2026, 4, 1)), [], id="over before it begins: nothing"
    ),
    pytest.param(
        weekly("TU", dtstart=date(2026, 3, 3), count=5),
        ["2026-03-24", "2026-03-31"],
        id="a course of five, two to come",
    ),
    pytest.param(weekly("TU", dtstart=date(2026, 2, 3), count=5), [], id="a course of five that is over"),
    pytest.param(Schedule(dtstart=date(2026, 4, 4)), ["2026-04-04"], id="once"),
    pytest.param(Schedule(dtstart=TODAY), ["2026-03-19"], id="once, today"),
    pytest.param(Schedule(dtstart=date(2026, 3, 18)), [], id="once, yesterday"),
    pytest.param(Schedule(), [], id="no frequency and no date"),
    pytest.param(Schedule(byday="TU"), [], id="a day without a frequency"),
    pytest.param(weekly("Tuesdays"), [], id="broken day"),
    pytest.param(weekly("TU;TH"), [], id="wrong comma"),
    pytest.param(monthly("0MO"), [], id="noughth Monday"),
    pytest.param(monthly("x2MO"), [], id="broken number"),
    pytest.param(monthly(bymonthday="first"), [], id="broken day of the month"),
    pytest.param(monthly(bymonthday="45"), [], id="no such day of the month"),
    pytest.param(weekly("TU", interval=0), ["2026-03-24", "2026-03-31"], id="interval of nought is one"),
]


@pytest.mark.parametrize(("schedule", "dates"), CASES)
def test_next_dates(schedule, dates):
    # One more than is expected to be there, where it ends.
    assert first(schedule, len(dates) or 1) == dates


@pytest.mark.parametrize(
    ("today", "dates"),
    [
        pytest.param(date(2026, 3, 28), ["2026-03-29", "2026-04-05"], id="the night before clocks go forward"),
        pytest.param(date(2026, 3, 29), ["2026-03-29", "2026-04-05"], id="the day clocks go forward"),
        pytest.param(date(2026, 3, 30), ["2026-04-05", "2026-04-12"], id="the day after clocks went forward"),
        pytest.param(date(2026, 10, 24), ["2026-10-25", "2026-11-01"], id="the night before clocks go back"),
        pytest.param(date(2026, 10, 25), ["2026-10-25", "2026-11-01"], id="the day clocks go back"),
        pytest.param(date(2026, 10, 26), ["2026-11-01", "2026-11-08"], id="the day after clocks went back"),
    ],
)
def test_a_group_meets_at_the_same_wall_clock_time_after_the_clocks_change(today, dates):
    schedule = weekly("SU", opens_at=time(1, 30), closes_at=time(12))

    found = [each for each, _ in zip(occurrences(schedule, today), range(2), strict=False)]

    assert [each.on.isoformat() for each in found] == dates
    assert {(each.opens_at, each.closes_at) for each in found} == {(time(1, 30), time(12))}


def test_an_end_is_an_end():
    ends = weekly("TU", dtstart=date(2026, 3, 3), count=5)

    assert first(ends, 10) == ["2026-03-24", "2026-03-31"]
    assert first(weekly("TU", until=date(2026, 3, 31)), 10) == ["2026-03-24", "2026-03-31"]


def test_dates_are_looked_for_a_little_over_a_year_ahead():
    found = list(occurrences(weekly("TU"), TODAY))

    assert len(found) == 57
    assert found[-1].on <= TODAY + timedelta(days=400)


def test_the_next_occurrence_is_the_earliest_of_all_schedules():
    schedules = [weekly("FR"), weekly("TH", opens_at=time(14)), weekly("TH", opens_at=time(9, 30)), weekly("nonsense")]

    assert next_occurrence(schedules, TODAY) == Occurrence(TODAY, time(9, 30))


def test_where_nothing_is_known_there_is_no_next_occurrence():
    assert next_occurrence([], TODAY) is None
    assert next_occurrence([weekly("nonsense"), Schedule()], TODAY) is None


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        pytest.param(
            weekly("TU", opens_at=time(10, 30), closes_at=time(12)), "Every Tuesday, 10:30am to midday", id="weekly"
        ),
        pytest.param(weekly("TU", opens_at=time(19)), "Every Tuesday, from 7pm", id="no end"),
        pytest.param(weekly("TU", closes_at=time(19)), "Every Tuesday", id="only an end"),
        pytest.param(weekly("MO,TU,WE,TH,FR"), "Monday to Friday", id="working days"),
        pytest.param(weekly("SU,MO,TU,WE,TH,FR,SA"), "Every day", id="all days"),
        pytest.param(weekly("MO,TU,FR"), "Every Monday, Tuesday and Friday", id="three days"),
        pytest.param(weekly("SA,SU"), "Every Saturday and Sunday", id="two days"),
        pytest.param(weekly("TU", interval=2), "Every other Tuesday", id="fortnightly"),
        pytest.param(weekly("TU", interval=4), "Tuesday, every 4 weeks", id="every four weeks"),
        pytest.param(monthly("2MO"), "Second Monday of the month", id="second Monday"),
        pytest.param(monthly("-1FR"), "Last Friday of the month", id="last Friday"),
        pytest.param(monthly("-2FR"), "Second to last Friday of the month", id="second to last Friday"),
        pytest.param(monthly("1TU,3TU"), "First Tuesday and third Tuesday of the month", id="two of a month"),
        pytest.param(
            monthly("1TU,2TU,4TU"),
            "First Tuesday, second Tuesday and fourth Tuesday of the month",
            id="three of a month",
        ),
        pytest.param(monthly("FR"), "Every Friday of the month", id="every Friday of a month"),
        pytest.param(monthly("2SA", interval=3), "Second Saturday of every 3 months", id="every third month"),
        pytest.param(monthly("-3FR", description="Third Friday from the end"), "Third Friday from the end", id="rare"),
        pytest.param(
            weekly("nonsense", description="Most Tuesdays"), "Most Tuesdays", id="broken day, words of the group"
        ),
        pytest.param(weekly("nonsense"), "Times vary", id="broken day"),
        pytest.param(weekly(None, opens_at=time(9), closes_at=time(17)), "9am to 5pm", id="hours without a day"),
        pytest.param(Schedule(), "Times vary", id="nothing known"),
    ],
)
def test_schedule_in_words(schedule, words):
    assert schedule_words(schedule) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (time(0), "midnight"),
        (time(0, 30), "12:30am"),
        (time(9, 5), "9:05am"),
        (time(11, 59), "11:59am"),
        (time(12), "midday"),
        (time(12, 30), "12:30pm"),
        (time(13), "1pm"),
        (time(23, 45), "11:45pm"),
    ],
)
def test_times_are_written_as_gov_uk_writes_them(moment, words):
    assert time_words(moment) == words


def test_hours_from_and_to_midnight_are_said():
    assert hours_words(time(0), time(0)) == "midnight to midnight"
    assert hours_words(None, None) == ""

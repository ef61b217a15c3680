"""Patterns worked out year by year say what RFC 5545 says, however long ago they began and whatever they hold."""

import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.models.schedules import Schedule
from directory.catalogue.timetable.occurrences import NOWHERE, next_occurrence
from directory.catalogue.timetable.patterns import EVERY_DAY, dates_in_year, find_pattern, find_rule, read_days
from directory.catalogue.timetable.words import schedule_words

TODAY = date(2026, 3, 19)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

LATELY = st.dates(date(1980, 1, 1), date(2028, 12, 31))
# Two of these together seldom have a date at all, and dateutil then walks on to the year 9999.
RARE = ("bymonthday", "byweekno", "byyearday")


def numbers(most: int) -> st.SearchStrategy[str]:
    """A comma list of numbers from one end or the other.

    Not below -50 for weeks: dateutil does not know that -53 is the first of the next year.
    """
    each = st.integers(1, most) | st.integers(-(50 if most == 53 else most), -1)
    return st.lists(each, max_size=4).map(lambda found: ",".join(map(str, found)))


@st.composite
def schedules(draw, starts=LATELY, rare=(None, *RARE)) -> Schedule:
    """Rules as the standard allows them, each with a first date."""
    freq = draw(st.sampled_from(["WEEKLY", "MONTHLY"]))
    plain = st.sampled_from(DAYS)
    numbered = st.tuples(st.sampled_from([1, 2, 3, 4, 5, -1, -2, -5]), plain).map(lambda each: f"{each[0]}{each[1]}")
    # Not both in one rule: dateutil then finds the days that are of either kind only if they are of both.
    kind = plain if freq == "WEEKLY" else draw(st.sampled_from([plain, numbered]))
    days = st.lists(kind, max_size=4).map(",".join)
    rare = draw(st.sampled_from(rare))
    schedule = Schedule(
        freq=freq,
        interval=draw(st.none() | st.integers(1, 9)),
        wkst=draw(st.none() | plain),
        byday=draw(days),
        bymonthday=draw(numbers(31)) if rare == "bymonthday" else "",
        byweekno=draw(numbers(53)) if rare == "byweekno" else "",
        byyearday=draw(numbers(366)) if rare == "byyearday" else "",
        dtstart=draw(starts),
        count=draw(st.none() | st.integers(1, 600)),
        until=draw(st.none() | st.dates(date(1985, 1, 1), date(2030, 12, 31))),
    )
    if not (schedule.byday or schedule.bymonthday or schedule.byyearday):
        # What the RFC takes from the first date and dateutil, where there are week numbers, does not.
        schedule.byday = DAYS[schedule.dtstart.weekday()] if freq == "WEEKLY" else ""
        schedule.bymonthday = "" if freq == "WEEKLY" else str(schedule.dtstart.day)
    return schedule


def walked(schedule: Schedule, first: date, last: date) -> list[date]:
    """The dates as dateutil finds them by walking through all of them from the first.

    It looks at `until` only where it has found a date.
    """
    rule = rrule(
        {"WEEKLY": WEEKLY, "MONTHLY": MONTHLY}[schedule.freq],
        dtstart=datetime.combine(schedule.dtstart, time.min),
        interval=schedule.interval or 1,
        wkst=DAYS.index(schedule.wkst or "MO"),
        byweekday=[weekday(each.day, each.number or None) for each in read_days(schedule.byday)] or None,
        bymonthday=[int(each) for each in schedule.bymonthday.split(",") if each] or None,
        byweekno=[int(each) for each in schedule.byweekno.split(",") if each] or None,
        byyearday=[int(each) for each in schedule.byyearday.split(",") if each] or None,
        **({"count": schedule.count} if schedule.count else {"until": datetime.combine(last, time.min)}),
    )
    latest = min(last, schedule.until or last)
    return [day for day in takewhile(lambda day: day <= latest, (each.date() for each in rule)) if day >= first]


@settings(deadline=None)
@given(schedule=schedules(), first=st.dates(date(1990, 1, 1), date(2028, 12, 31)), days=st.integers(0, 800))
def test_dates_are_those_found_by_walking_from_the_first(schedule, first, days):
    rule = find_rule(schedule)

    found = list(rule.dates(first, first + timedelta(days)))

    assert found == walked(schedule, first, first + timedelta(days))


@settings(deadline=None, max_examples=40)
@given(schedule=schedules(starts=st.dates(date(1, 1, 1), date(3, 12, 31)), rare=[None]))
def test_what_began_in_the_year_one_keeps_its_phase(schedule):
    schedule.count = schedule.until = None
    if schedule.freq == "MONTHLY":
        schedule.interval = min(schedule.interval or 1, 3)

    found = list(find_rule(schedule).dates(date(150, 1, 1), date(151, 6, 30)))

    assert found == walked(schedule, date(150, 1, 1), date(151, 6, 30)), vars(schedule)


BITS = ["", "MO", "TU,FR", "2MO", "-1FR", "0MO", "99TU", "-53SU", "mo", " , ,", "TU;TH", "XX", "1", "-", "ⅣMO", "\x00"]
ODD_NUMBERS = ["", "1", "31", "-31", "0", "366", "-366", "400", "53", "-53", "9" * 5000, "1,,2", "one", "1.5", "-", "²"]
ODD_COUNTS = [None, -1, 0, 1, 2, 53, 10**9, 2**31 - 1]
ODD_DAYS = [None, date.min, date(1, 12, 31), date(1900, 2, 28), date(2026, 3, 19), date(9999, 1, 1), date.max]


@st.composite
def hostile_schedules(draw) -> Schedule:
    """What a feed could hold that wants to break us."""
    one_of = lambda values: draw(st.sampled_from(values))  # noqa: E731 - it only saves a word in what follows
    return Schedule(
        freq=one_of([None, "WEEKLY", "MONTHLY", "DAILY"]),
        interval=one_of(ODD_COUNTS),
        count=one_of(ODD_COUNTS),
        wkst=one_of([None, "MO", "su", "XX", ""]),
        byday=one_of(BITS),
        bymonthday=one_of(ODD_NUMBERS),
        byweekno=one_of(ODD_NUMBERS),
        byyearday=one_of(ODD_NUMBERS),
        dtstart=one_of(ODD_DAYS),
        until=one_of(ODD_DAYS),
        valid_from=one_of(ODD_DAYS),
        valid_to=one_of(ODD_DAYS),
        description=one_of([None, "", " ", "Most Tuesdays."]),
        opens_at=one_of([None, time(0), time(10, 30), time(23, 59)]),
        closes_at=one_of([None, time(0), time(10, 30), time(23, 59, 59)]),
    )


@settings(deadline=None)
@given(schedule=hostile_schedules(), today=st.sampled_from([TODAY, date(1, 1, 2), date(9998, 6, 1)]))
def test_hostile_schedules_break_nothing_and_cost_little(schedule, today):
    began = stopwatch.process_time()
    found = next_occurrence([(schedule, NOWHERE)], datetime.combine(today, time(6), UTC))
    words = schedule_words(schedule, today)
    taken = stopwatch.process_time() - began

    assert found is None or found.on >= today
    assert words.strip() == words != ""
    # Half a second for one schedule was the fault that this keeps out; the machine may be busy.
    assert taken < 0.4


def test_weekly_since_the_year_one_costs_no_more_than_since_last_week():
    dates_in_year.cache_clear()
    ancient = Schedule(freq="WEEKLY", byday="TU", interval=2, dtstart=date(1, 1, 2))

    began = stopwatch.process_time()
    found = next_occurrence([(ancient, NOWHERE)], datetime.combine(TODAY, time(6), UTC))
    taken = stopwatch.process_time() - began

    assert found.on == walked_fortnights(date(1, 1, 2), TODAY)
    assert taken < 0.2


def walked_fortnights(start: date, today: date) -> date:
    days = (today - start).days
    return start + timedelta(days=-(-days // 14) * 14)


@pytest.mark.parametrize(
    ("schedule", "dates"),
    [
        pytest.param(
            Schedule(freq="WEEKLY", byday="MO,TU", byweekno="1,-1"),
            ["2026-12-28", "2026-12-29", "2027-01-04", "2027-01-05", "2027-12-27", "2027-12-28"],
            id="first and last week of the year",
        ),
        pytest.param(Schedule(freq="MONTHLY", byyearday="100,-1"), ["2026-04-10", "2026-12-31"], id="days of the year"),
        pytest.param(
            Schedule(freq="MONTHLY", byday="FR", bymonthday="13"), ["2026-11-13", "2027-08-13"], id="Friday the 13th"
        ),
        pytest.param(
            Schedule(freq="MONTHLY", byday="-1SU,SA"),
            ["2026-03-21", "2026-03-28", "2026-03-29", "2026-04-04"],
            id="every Saturday and the last Sunday",
        ),
        pytest.param(Schedule(freq="MONTHLY", bymonthday="-31"), ["2026-05-01", "2026-07-01"], id="31st from the end"),
        pytest.param(
            Schedule(freq="MONTHLY", dtstart=date(2024, 2, 29), interval=12), ["2028-02-29"], id="29 February"
        ),
        pytest.param(
            Schedule(freq="WEEKLY", byday="TU,SU", interval=2, dtstart=date(1997, 8, 5), wkst="MO", count=4),
            [],
            id="the RFC's example of week starts is over",
        ),
    ],
)
def test_exact_dates(schedule, dates):
    found = find_rule(schedule).dates(TODAY, date(2028, 12, 31))

    assert [day.isoformat() for day, _ in zip(found, dates, strict=False)] == dates


@pytest.mark.parametrize(
    ("wkst", "dates"),
    [("MO", ["08-05", "08-10", "08-19", "08-24"]), ("SU", ["08-05", "08-17", "08-19", "08-31"])],
    ids=["weeks from Monday", "weeks from Sunday"],
)
def test_where_a_week_starts_matters_as_in_the_example_of_the_rfc(wkst, dates):
    schedule = Schedule(freq="WEEKLY", byday="TU,SU", interval=2, dtstart=date(1997, 8, 5), wkst=wkst, count=4)

    found = find_rule(schedule).dates(date.min, date(1999, 1, 1))

    assert [f"{day:%m-%d}" for day in found] == dates


def test_patterns_that_pick_the_same_days_are_the_same():
    one = Schedule(freq="WEEKLY", byday="TU,MO", dtstart=date(2026, 1, 5))
    other = Schedule(freq="WEEKLY", byday="MO,TU,MO", wkst="SU", interval=1, dtstart=date(1999, 1, 1))

    assert find_pattern(one) == find_pattern(other)
    assert find_pattern(Schedule(freq="WEEKLY", byday=",".join(DAYS))) == EVERY_DAY


@pytest.mark.parametrize(
    "schedule",
    [
        pytest.param(Schedule(freq="WEEKLY", byday="2MO"), id="second Monday of a week"),
        pytest.param(Schedule(freq="WEEKLY", byday="MO", count=5), id="a course from nobody knows when"),
        pytest.param(Schedule(freq="WEEKLY", byday="MO", count=0, dtstart=TODAY), id="a course of none"),
        pytest.param(Schedule(freq="WEEKLY", byday="MO", bymonthday="32"), id="no such day of the month"),
        pytest.param(Schedule(freq="MONTHLY", byyearday="367"), id="no such day of the year"),
        pytest.param(Schedule(freq="WEEKLY", byweekno="5"), id="a week without a day"),
    ],
)
def test_better_no_date_than_a_wrong_one(schedule):
    assert find_rule(schedule) is None


def test_a_course_that_would_outlast_a_person_is_told_for_a_lifetime():
    endless = Schedule(freq="WEEKLY", byday="TU", dtstart=date(2026, 1, 6), count=5_000)
    uncounted = Schedule(freq="WEEKLY", byday="TU", dtstart=date(2026, 1, 6), count=10**9)

    assert find_rule(endless).last == date(2086, 12, 31)
    assert find_rule(uncounted).last == date.max

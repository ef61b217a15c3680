"""From schedules to dates."""

import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta

import pytest

from directory.catalogue.models.schedules import Schedule, ScheduleException, ScheduleObservance
from directory.catalogue.timetable.bank_holidays import Nation
from directory.catalogue.timetable.calendars import LocalCalendar
from directory.catalogue.timetable.moments import Doubt, Occurrence
from directory.catalogue.timetable.occurrences import NOWHERE, next_occurrence, occurrences

# A Thursday.
TODAY = date(2026, 3, 19)
MORNING = datetime(2026, 3, 19, 6, tzinfo=UTC)


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

    assert next_occurrence([(each, NOWHERE) for each in schedules], MORNING) == Occurrence(TODAY, time(9, 30))


def test_where_nothing_is_known_there_is_no_next_occurrence():
    assert next_occurrence([], MORNING) is None
    assert next_occurrence([(weekly("nonsense"), NOWHERE), (Schedule(), NOWHERE)], MORNING) is None


@pytest.mark.parametrize(
    ("hours", "at", "is_today"),
    [
        pytest.param((time(9, 30), time(12)), time(9), True, id="before it begins"),
        pytest.param((time(9, 30), time(12)), time(11, 59), True, id="while it goes on"),
        pytest.param((time(9, 30), time(12)), time(12), False, id="when it is over"),
        pytest.param((time(9, 30), None), time(9, 31), False, id="begun, and nobody knows until when"),
        pytest.param((None, None), time(23, 59), True, id="at no time that is known"),
        pytest.param((time(0), time(23, 59)), time(23), True, id="all day"),
    ],
)
def test_the_next_occurrence_is_one_that_people_can_still_go_to(hours, at, is_today):
    thursdays = weekly("TH", opens_at=hours[0], closes_at=hours[1])

    found = next_occurrence([(thursdays, NOWHERE)], datetime.combine(TODAY, at, UTC))

    assert found.on == TODAY + timedelta(days=0 if is_today else 7)


def test_what_goes_on_into_the_night_is_still_on_after_midnight():
    nights = weekly("WE", opens_at=time(22), closes_at=time(2))

    at_one, at_two = (next_occurrence([(nights, NOWHERE)], datetime.combine(TODAY, time(at), UTC)) for at in (1, 2))

    assert at_one.on == TODAY - timedelta(days=1)
    assert at_two.on == TODAY + timedelta(days=6)


def test_whether_it_is_over_goes_by_the_clock_of_the_united_kingdom():
    in_summer = weekly("TH", opens_at=time(10), closes_at=time(11))
    ten_past = datetime(2026, 7, 16, 10, 10, tzinfo=UTC)

    found = next_occurrence([(in_summer, NOWHERE)], ten_past)

    assert found.on == date(2026, 7, 23)


# Where the server stands must not matter.
ZONES = ("Europe/London", "UTC", "Pacific/Auckland", "America/St_Johns")


@pytest.fixture(params=ZONES)
def server_zone(request, monkeypatch):
    monkeypatch.setenv("TZ", request.param)
    stopwatch.tzset()
    yield request.param
    monkeypatch.undo()
    stopwatch.tzset()


# Day, hours, and the moments in UTC at which it begins and ends.
MOMENTS = [
    pytest.param("2026-03-28", "01:30", "03:00", "28T01:30", "28T03:00", id="the night before clocks go forward"),
    pytest.param("2026-03-29", "01:30", "03:00", "29T01:30", "29T02:00", id="a start that does not exist"),
    pytest.param("2026-03-29", "01:30", "02:15", "29T01:30", "29T02:15", id="no longer than its clock times say"),
    pytest.param("2026-03-29", "00:30", "01:30", "29T00:30", "29T01:30", id="an end that does not exist"),
    pytest.param("2026-03-29", "10:30", "12:00", "29T09:30", "29T11:00", id="later on the day clocks go forward"),
    pytest.param("2026-03-30", "01:30", "03:00", "30T00:30", "30T02:00", id="the night after clocks went forward"),
    pytest.param("2026-10-24", "01:30", "03:00", "24T00:30", "24T02:00", id="the night before clocks go back"),
    pytest.param("2026-10-25", "01:30", "03:00", "25T00:30", "25T03:00", id="a start that comes twice is the first"),
    pytest.param("2026-10-25", "00:30", "01:30", "24T23:30", "25T00:30", id="an end that comes twice is the first"),
    pytest.param("2026-10-26", "01:30", "03:00", "26T01:30", "26T03:00", id="the night after clocks went back"),
    pytest.param("2027-03-28", "01:30", "03:00", "28T01:30", "28T02:00", id="a start that does not exist in 2027"),
    pytest.param("2027-10-31", "01:30", "03:00", "31T00:30", "31T03:00", id="a start that comes twice in 2027"),
    pytest.param("2026-03-28", "22:00", "03:00", "28T22:00", "29T02:00", id="through the night clocks go forward"),
    pytest.param("2026-10-24", "22:00", "03:00", "24T21:00", "25T03:00", id="through the night clocks go back"),
    pytest.param("2026-06-05", "22:00", "01:00", "05T21:00", "06T00:00", id="past midnight"),
    pytest.param("2026-06-05", "22:00", "00:00", "05T21:00", "05T23:00", id="up to midnight"),
    pytest.param("2028-02-29", "09:00", "10:00", "29T09:00", "29T10:00", id="29 February"),
]


@pytest.mark.parametrize(("day", "opens_at", "closes_at", "starts", "ends"), MOMENTS)
def test_moments_at_which_it_begins_and_ends(server_zone, day, opens_at, closes_at, starts, ends):
    found = Occurrence(date.fromisoformat(day), time.fromisoformat(opens_at), time.fromisoformat(closes_at))

    assert f"{found.starts_at:%dT%H:%M} {found.starts_at.tzname()}" == f"{starts} UTC"
    assert f"{found.ends_at:%dT%H:%M} {found.ends_at.tzname()}" == f"{ends} UTC"


@pytest.mark.parametrize(
    ("today", "date_words"),
    [
        (date(2026, 3, 22), ["2026-03-22 01:30", "2026-03-29 01:30", "2026-04-05 01:30"]),
        (date(2026, 10, 18), ["2026-10-18 01:30", "2026-10-25 01:30", "2026-11-01 01:30"]),
        (date(2027, 3, 28), ["2027-03-28 01:30", "2027-04-04 01:30", "2027-04-11 01:30"]),
        (date(2027, 10, 31), ["2027-10-31 01:30", "2027-11-07 01:30", "2027-11-14 01:30"]),
    ],
)
def test_a_weekly_series_keeps_its_clock_time(server_zone, today, date_words):
    found = occurrences(weekly("SU", opens_at=time(1, 30), closes_at=time(3)), today)

    assert [f"{each.on} {each.opens_at:%H:%M}" for each, _ in zip(found, range(3), strict=False)] == date_words


def test_what_is_not_stated_of_the_hours_is_not_made_up():
    day = date(2026, 6, 5)

    assert (Occurrence(day).starts_at, Occurrence(day).ends_at) == (None, None)
    assert Occurrence(day, None, time(12)).ends_at is None
    assert Occurrence(day, time(10)).ends_at is None
    assert Occurrence(day, time(10), time(10)).ends_at is None
    assert Occurrence(day, time(0), time(23, 59)).is_all_day
    assert not Occurrence(day).is_all_day


ENGLAND = LocalCalendar(Nation.ENGLAND)
# Monday 25 May 2026 is a bank holiday, in the middle of half-term.
TERMS = ((date(2026, 4, 13), date(2026, 5, 22)), (date(2026, 6, 1), date(2026, 7, 21)))
IN_LEEDS = LocalCalendar(Nation.ENGLAND, TERMS)
MAY = date(2026, 5, 11)


def closed(first: str, last: str | None = None, reason: str | None = None) -> ScheduleException:
    starts = date.fromisoformat(first)
    ends = date.fromisoformat(last) if last else starts
    return ScheduleException(kind="closed", starts_on=starts, ends_on=ends, reason=reason)


def extra(day: str, opens_at: time | None = None, closes_at: time | None = None) -> ScheduleException:
    on = date.fromisoformat(day)
    return ScheduleException(kind="extra", starts_on=on, ends_on=on, opens_at=opens_at, closes_at=closes_at)


def observes(**rules: str) -> list[ScheduleObservance]:
    return [ScheduleObservance(calendar=name.replace("_", " "), observance=rule) for name, rule in rules.items()]


def mondays(*exceptions: ScheduleException, **rules: str) -> Schedule:
    return weekly("MO", opens_at=time(10), exceptions=list(exceptions), observances=observes(**rules))


def told(schedule: Schedule, local: LocalCalendar, count: int = 5) -> list[str]:
    """The next dates, with a question mark for a bank holiday and two for school dates."""
    marks = {None: "", Doubt.BANK_HOLIDAY: "?", Doubt.SCHOOL_DATES: "??"}
    found = zip(occurrences(schedule, MAY, local), range(count), strict=False)
    return [f"{each.on:%m-%d}{marks[each.doubt]}" for each, _ in found]


@pytest.mark.parametrize(
    ("schedule", "local", "dates"),
    [
        pytest.param(mondays(), ENGLAND, ["05-11", "05-18", "05-25?", "06-01", "06-08"], id="nothing said: ask"),
        pytest.param(
            mondays(bank_holidays="ask"), ENGLAND, ["05-11", "05-18", "05-25?", "06-01", "06-08"], id="ask first"
        ),
        pytest.param(
            mondays(bank_holidays="open"), ENGLAND, ["05-11", "05-18", "05-25", "06-01", "06-08"], id="open then too"
        ),
        pytest.param(
            mondays(bank_holidays="closed"), ENGLAND, ["05-11", "05-18", "06-01", "06-08", "06-15"], id="closed then"
        ),
        pytest.param(
            mondays(bank_holidays="closed"),
            LocalCalendar(Nation.SCOTLAND),
            ["05-11", "05-18", "06-01", "06-08", "06-22"],
            id="as many holidays as Scotland has",
        ),
        pytest.param(
            mondays(school_holidays="closed"), IN_LEEDS, ["05-11", "05-18", "06-01", "06-08", "06-15"], id="term time"
        ),
        pytest.param(
            mondays(school_holidays="closed"),
            ENGLAND,
            ["05-11??", "05-18??", "05-25?", "06-01??", "06-08??"],
            id="terms that nobody wrote down",
        ),
        pytest.param(
            mondays(school_terms="closed", bank_holidays="open"),
            IN_LEEDS,
            ["05-25", "07-27??", "08-03??", "08-10??", "08-17??"],
            id="a holiday club, with terms known until July",
        ),
        pytest.param(
            mondays(school_holidays="ask", bank_holidays="open"),
            IN_LEEDS,
            ["05-11", "05-18", "05-25??", "06-01", "06-08"],
            id="ask in the holidays",
        ),
        pytest.param(
            mondays(closed("2026-05-18"), bank_holidays="open"),
            ENGLAND,
            ["05-11", "05-25", "06-01", "06-08", "06-15"],
            id="a date left out",
        ),
        pytest.param(
            mondays(closed("2026-05-12", "2026-06-08")), ENGLAND, ["05-11", "06-15", "06-22"], id="a closed season"
        ),
        pytest.param(
            mondays(extra("2026-05-14"), extra("2026-05-25")),
            ENGLAND,
            ["05-11", "05-14", "05-18", "05-25", "06-01"],
            id="extra dates are sure, whatever day they are",
        ),
        pytest.param(
            mondays(extra("2026-05-20"), closed("2026-05-12", "2026-06-30")),
            ENGLAND,
            ["05-11", "05-20", "07-06"],
            id="an extra date in a closed season",
        ),
        pytest.param(
            Schedule(dtstart=date(2026, 5, 25)), ENGLAND, ["05-25"], id="what happens once is meant for that day"
        ),
        pytest.param(
            Schedule(exceptions=[extra("2026-05-25"), extra("2026-05-13")]),
            ENGLAND,
            ["05-13", "05-25"],
            id="nothing but single dates",
        ),
        pytest.param(
            mondays(school_holidays="closed", school_terms="closed"), IN_LEEDS, ["07-27??"], id="neither in nor out"
        ),
    ],
)
def test_exceptions_and_calendars(schedule, local, dates):
    assert told(schedule, local, len(dates)) == dates


def test_an_extra_date_has_its_own_hours_or_the_usual_ones():
    schedule = mondays(extra("2026-05-18", time(14), time(16)), extra("2026-05-19"))

    found = [each for each, _ in zip(occurrences(schedule, MAY, ENGLAND), range(3), strict=False)]

    assert [(each.on.day, each.opens_at, each.closes_at) for each in found] == [
        (11, time(10), None),
        (18, time(14), time(16)),
        (19, time(10), None),
    ]


def test_the_most_careful_of_several_answers_counts():
    schedule = mondays(bank_holidays="closed")
    schedule.observances += observes(bank_holidays="open")

    assert "05-25" not in told(schedule, ENGLAND)

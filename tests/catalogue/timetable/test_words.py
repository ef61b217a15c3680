"""How schedules are told."""

from datetime import date, time

import pytest

from directory.catalogue.models.schedules import Schedule, ScheduleException, ScheduleObservance
from directory.catalogue.timetable.calendars import LocalCalendar
from directory.catalogue.timetable.words import hours_words, schedule_words, time_words

# A Thursday.
TODAY = date(2026, 3, 19)


def weekly(byday: str | None = "TU", **more) -> Schedule:
    return Schedule(freq="WEEKLY", byday=byday, **more)


def monthly(byday: str | None = None, **more) -> Schedule:
    return Schedule(freq="MONTHLY", byday=byday, **more)


FIRST = date(2026, 3, 3)
TOLD = [
    (weekly("TU", opens_at=time(10, 30), closes_at=time(12)), "Every Tuesday, 10:30am to midday"),
    (weekly("TU", opens_at=time(19)), "Every Tuesday, from 7pm"),
    (weekly("TU", closes_at=time(19)), "Every Tuesday, until 7pm"),
    (weekly("FR", opens_at=time(22), closes_at=time(1)), "Every Friday, 10pm to 1am the next day"),
    (weekly("FR", opens_at=time(0), closes_at=time(23, 59)), "Every Friday, all day"),
    (weekly("MO,TU,WE,TH,FR"), "Monday to Friday"),
    (weekly("SU,MO,TU,WE,TH,FR,SA"), "Every day"),
    (weekly("MO,TU,FR"), "Every Monday, Tuesday and Friday"),
    (weekly("SA,SU"), "Every Saturday and Sunday"),
    (weekly(None, dtstart=FIRST), "Every Tuesday"),
    (weekly("TU", interval=2, dtstart=FIRST), "Every other Tuesday"),
    (weekly("TU", interval=2), "Tuesday, every 2 weeks; ask which ones"),
    (monthly(None, interval=3), "Every 3 months; ask which ones"),
    (weekly("2MO,MO", opens_at=time(10)), "Some Mondays, from 10am; ask which ones"),
    (Schedule(byday="TU,TH", description="In term."), "Some Tuesdays and Thursdays; ask which ones; In term"),
    (weekly("TU", interval=4, dtstart=FIRST), "Tuesday, every 4 weeks"),
    (monthly("2MO"), "Second Monday of the month"),
    (monthly("-1FR"), "Last Friday of the month"),
    (monthly("-2FR"), "Second to last Friday of the month"),
    (monthly("1TU,3TU"), "First Tuesday and third Tuesday of the month"),
    (monthly("-1TU,1TU,2TU"), "First Tuesday, second Tuesday and last Tuesday of the month"),
    (monthly("FR"), "Every Friday"),
    (monthly("FR", interval=2, dtstart=FIRST), "Every Friday in every other month"),
    (monthly("2SA", interval=3, dtstart=FIRST), "Second Saturday in one month out of 3"),
    (monthly(bymonthday="-1,15,1"), "The 1st, 15th and last day of the month"),
    (monthly(bymonthday="11,22,-3"), "The 11th, 22nd and 3rd day from the end of the month"),
    (monthly(None, dtstart=FIRST), "The 3rd of the month"),
    (monthly("FR,SA", bymonthday="13"), "The 13th of the month if that is a Friday or Saturday"),
    (monthly("8FR", description="When there are eight Fridays."), "When there are eight Fridays"),
    (weekly("MO", byweekno="20,40"), "On certain dates"),
    (weekly("MO", byweekno="20", opens_at=time(9)), "On certain dates, from 9am"),
    (monthly(byyearday="100", description="The hundredth day"), "The hundredth day"),
    (Schedule(dtstart=date(2026, 4, 4), opens_at=time(10)), "Saturday 4 April 2026, from 10am"),
    (weekly("nonsense", description="<p>Most Tuesdays.</p>"), "Most Tuesdays"),
    (weekly("nonsense"), "Times vary"),
    (weekly(None, opens_at=time(9), closes_at=time(17)), "9am to 5pm"),
    (Schedule(), "Times vary"),
    (weekly("TU", dtstart=FIRST, until=date(2026, 5, 5)), "Every Tuesday; until 5 May 2026"),
    (weekly("TU", dtstart=FIRST, count=5), "Every Tuesday; until 31 March 2026"),
    (weekly("TU", dtstart=FIRST, count=2), "Every Tuesday; this has ended"),
    (weekly("TU", until=date(2026, 3, 18)), "Every Tuesday; this has ended"),
    (weekly("TU", valid_to=date(2026, 3, 18)), "Every Tuesday; this was said to hold until 18 March 2026"),
    (weekly("TU", valid_to=date(2026, 5, 5)), "Every Tuesday"),
    (weekly("TU", dtstart=date(2026, 4, 7)), "Every Tuesday; from 7 April 2026"),
    (
        weekly("TU", valid_from=date(2026, 4, 1), until=date(2026, 5, 5)),
        "Every Tuesday; from 1 April 2026; until 5 May 2026",
    ),
]


@pytest.mark.parametrize(("schedule", "words"), TOLD, ids=[words for _, words in TOLD])
def test_schedule_in_words(schedule, words):
    assert schedule_words(schedule, TODAY) == words


def test_where_it_happens_is_told_after_the_hours():
    tuesdays = weekly("TU", opens_at=time(19), until=date(2026, 5, 5))

    assert schedule_words(tuesdays, TODAY, "online") == "Every Tuesday, from 7pm, online; until 5 May 2026"
    assert schedule_words(Schedule(), TODAY, "at Beck Lane Hall") == "Times vary, at Beck Lane Hall"


def observing(**rules: str) -> Schedule:
    observances = [ScheduleObservance(calendar=name.replace("_", " "), observance=rule) for name, rule in rules.items()]
    return weekly(
        "MO", interval=2, dtstart=date(2026, 3, 2), opens_at=time(10, 30), closes_at=time(12), observances=observances
    )


FORTNIGHTLY = "Every other Monday, 10:30am to midday"
IN_TERM = LocalCalendar(terms=((date(2026, 1, 5), date(2026, 3, 27)),))


@pytest.mark.parametrize(
    ("schedule", "local", "words"),
    [
        (
            observing(school_holidays="closed", bank_holidays="closed"),
            IN_TERM,
            f"{FORTNIGHTLY}, in term time; not on bank holidays",
        ),
        (observing(school_holidays="closed"), LocalCalendar(), f"{FORTNIGHTLY}, in term time; check dates"),
        (observing(school_terms="closed"), IN_TERM, f"{FORTNIGHTLY}, in school holidays"),
        (observing(school_holidays="ask"), IN_TERM, f"{FORTNIGHTLY}; ask about school holidays"),
        (
            observing(school_holidays="closed", school_terms="closed"),
            IN_TERM,
            f"{FORTNIGHTLY}; ask about school holidays",
        ),
        (observing(bank_holidays="open"), IN_TERM, f"{FORTNIGHTLY}; bank holidays too"),
        (observing(bank_holidays="ask"), IN_TERM, f"{FORTNIGHTLY}; ask about bank holidays"),
        (observing(school_holidays="open"), IN_TERM, FORTNIGHTLY),
    ],
)
def test_what_happens_in_school_terms_and_on_bank_holidays_is_told(schedule, local, words):
    assert schedule_words(schedule, TODAY, local=local) == words


def exception(kind: str, first: date, last: date | None = None, **more) -> ScheduleException:
    return ScheduleException(kind=kind, starts_on=first, ends_on=last or first, **more)


def test_dates_left_out_and_added_are_told_while_they_are_to_come():
    schedule = weekly(
        "TU",
        exceptions=[
            exception("extra", date(2026, 4, 4), opens_at=time(14), closes_at=time(16)),
            exception("closed", date(2026, 3, 31)),
            exception("closed", date(2026, 3, 17)),
            exception("closed", date(2026, 7, 20), date(2026, 8, 31), reason="The hall is painted."),
        ],
    )

    assert schedule_words(schedule, TODAY) == (
        "Every Tuesday; not on 31 March 2026; also on 4 April 2026, 2pm to 4pm; "
        "closed from 20 July 2026 to 31 August 2026 (The hall is painted)"
    )


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ("-08-31", "not in August"),
        ("-09-30", "not in August and September"),
        ("-10-31", "not from August to October"),
    ],
)
def test_break_of_every_year_is_told_once_by_its_months(last, words):
    breaks = [exception("closed", date(year, 8, 1), date.fromisoformat(f"{year}{last}")) for year in (2026, 2027, 2028)]
    schedule = weekly("TU", exceptions=[*breaks, exception("closed", date(2026, 3, 31))])

    assert schedule_words(schedule, TODAY) == f"Every Tuesday; {words}; not on 31 March 2026"


def test_single_month_and_one_with_a_reason_are_told_by_their_dates():
    august = [exception("closed", date(year, 8, 1), date(year, 8, 31), reason="Holiday") for year in (2026, 2027)]
    july = exception("closed", date(2026, 7, 1), date(2026, 7, 31))

    assert schedule_words(weekly("TU", exceptions=[july, *august]), TODAY) == (
        "Every Tuesday; closed from 1 July 2026 to 31 July 2026; "
        "closed from 1 August 2026 to 31 August 2026 (Holiday); closed from 1 August 2027 to 31 August 2027 (Holiday)"
    )


def test_of_many_exceptions_the_next_few_are_told():
    schedule = weekly("TU", exceptions=[exception("closed", date(2026, month, 1)) for month in range(4, 9)])

    assert schedule_words(schedule, TODAY).endswith("not on 1 June 2026; ask about other dates")


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


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "words"),
    [
        (None, None, ""),
        (time(0), time(23, 59), "all day"),
        (time(0), time(23, 59, 59), "all day"),
        (time(22), time(0), "10pm to midnight"),
        (time(22), time(1), "10pm to 1am the next day"),
        (time(0), time(1), "midnight to 1am"),
        # What feeds write where they know no hours.
        (time(0), time(0), ""),
        (time(10), time(10), "from 10am"),
        (time(0), None, "from midnight"),
    ],
)
def test_hours_in_words(opens_at, closes_at, words):
    assert hours_words(opens_at, closes_at) == words

"""When in the week something happens."""

from datetime import date, time

import pytest

from directory.catalogue.models.schedules import Schedule
from directory.catalogue.timetable.slots import read_slots, slot_words, slots_for, slots_of, slots_on
from directory.errors import WrongInput

TODAY = date(2026, 5, 4)
MONDAY, TUESDAY, THURSDAY = 0, 1, 3
MORNING, AFTERNOON, EVENING = 0, 1, 2
ALL_DAY = (MORNING, AFTERNOON, EVENING)


def weekly(byday, opens=None, closes=None, **more):
    schedule = Schedule(freq="WEEKLY", byday=byday, dtstart=date(2026, 1, 5), **more)
    return slots_of(schedule, opens, closes, TODAY)


@pytest.mark.parametrize(
    ("found", "days", "parts"),
    [
        pytest.param(weekly("TU", time(10), time(11)), [TUESDAY], [MORNING], id="a morning"),
        pytest.param(weekly("TU,TH", time(14), time(16)), [TUESDAY, THURSDAY], [AFTERNOON], id="two afternoons"),
        pytest.param(weekly("TU", time(11), time(14)), [TUESDAY], [MORNING, AFTERNOON], id="across midday"),
        pytest.param(weekly("TU", time(10), time(12)), [TUESDAY], [MORNING], id="until midday"),
        pytest.param(weekly("TU", time(12), time(17)), [TUESDAY], [AFTERNOON], id="until the evening begins"),
        pytest.param(weekly("TU", time(19)), [TUESDAY], [EVENING], id="no end stated"),
        pytest.param(weekly("TU", time(19), time(1)), [TUESDAY], [EVENING], id="past midnight"),
        pytest.param(weekly("TU", time(9), time(21)), [TUESDAY], ALL_DAY, id="all day"),
        pytest.param(weekly("TU"), [TUESDAY], ALL_DAY, id="no hours stated"),
        pytest.param(weekly("MO", until=date(2026, 4, 1)), [], [], id="come to its end"),
        pytest.param(
            slots_of(Schedule(freq="MONTHLY", byday="2MO"), time(10), time(11), TODAY),
            [MONDAY],
            [MORNING],
            id="monthly",
        ),
        pytest.param(
            slots_of(Schedule(dtstart=date(2026, 6, 2)), time(10), time(11), TODAY), [TUESDAY], [MORNING], id="once"
        ),
        pytest.param(slots_of(Schedule(freq="WEEKLY"), time(10), None, TODAY), [], [], id="no day known"),
    ],
)
def test_a_schedule_happens_in_slots(found, days, parts):
    assert found == slots_on(days, parts)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        pytest.param("tue thu morning", slots_on([TUESDAY, THURSDAY], [MORNING]), id="days and a part"),
        pytest.param("Tuesdays", slots_on([TUESDAY], ALL_DAY), id="a day alone is all day"),
        pytest.param("evenings", slots_on(range(7), [EVENING]), id="a part alone is every day"),
        pytest.param("weekend, afternoon", slots_on([5, 6], [AFTERNOON]), id="weekend"),
        pytest.param("", 0, id="nothing is whenever"),
    ],
)
def test_times_are_read_as_people_write_them(text, slots):
    assert read_slots(text) == slots


@pytest.mark.parametrize("text", ["noonish", "t", "mo"])
def test_other_words_are_told(text):
    with pytest.raises(WrongInput, match=text):
        read_slots(text)


def test_slots_are_told_in_words():
    assert slot_words(slots_on([TUESDAY], [EVENING]) | slots_on([THURSDAY], ALL_DAY)) == "Tuesday evening and Thursday"
    assert slot_words(slots_on([MONDAY], [MORNING, AFTERNOON])) == "Monday morning and afternoon"


def test_days_alone_mean_all_day_and_parts_alone_every_day():
    assert slots_for([], []) == 0
    assert slots_for(["1"], []) == slots_for(["1"], ["0", "1", "2"])
    assert slots_for([], ["2"]) == slots_for(["0", "1", "2", "3", "4", "5", "6"], ["2"])

"""The timetable says of each day what the schedules say one by one."""

import uuid
from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.models.schedules import Calendar, Observance
from directory.catalogue.timetable.calendars import LocalCalendar
from directory.catalogue.timetable.moments import Occurrence
from directory.catalogue.timetable.occurrences import Timing
from directory.catalogue.timetable.patterns import EVERY_DAY, Pattern, Rule, Weekday
from directory.catalogue.timetable.whats_on import MOST_DAYS, Circle, Entry, build_timetable

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 29)
MONDAYS = Pattern("WEEKLY", weekdays=(Weekday(0),))
LEEDS = (53.79, -1.55)
TERMS = LocalCalendar(terms=((date(2026, 9, 2), date(2026, 11, 24)), (date(2026, 11, 27), date(2026, 12, 18))))


def entry(name: str = "Walk", pattern: Pattern = MONDAYS, opens_at: time | None = None, *, points=(), **more) -> Entry:
    span = {"first": more.pop("first", date.min), "last": more.pop("last", date.max)}
    timing = Timing(Rule(pattern, **span), Occurrence(date.min, opens_at), **more)
    return Entry(uuid.uuid5(uuid.NAMESPACE_DNS, name), name, timing, points=points)


def names(timetable, day: date = MONDAY, near: Circle | None = None) -> list[str]:
    [found] = timetable.days(day, day, near)
    known = {each.service_id: each.name for each in timetable.entries}
    return [known[each.service_id] for each in found.part(0, 99)]


def test_a_day_is_in_the_order_of_hours_and_then_of_names():
    timetable = build_timetable(
        [
            entry("Choir", opens_at=time(19)),
            entry("Bingo", opens_at=time(10)),
            entry("Art", opens_at=time(10)),
            entry("?"),
        ]
    )

    assert names(timetable) == ["?", "Art", "Bingo", "Choir"]
    assert names(timetable, MONDAY + timedelta(days=1)) == []


def test_what_has_begun_and_not_ended_is_on():
    timetable = build_timetable(
        [
            entry("Begins", first=MONDAY),
            entry("Ends", last=MONDAY),
            entry("To come", first=MONDAY + timedelta(days=1)),
            entry("Over", last=MONDAY - timedelta(days=1)),
            entry("Once", EVERY_DAY, first=MONDAY, last=MONDAY, is_once=True),
        ]
    )

    assert names(timetable) == ["Begins", "Ends", "Once"]


def test_an_extra_date_has_its_place_among_the_hours():
    moved = entry("Moved", opens_at=time(9), extra=(Occurrence(MONDAY, time(20)),))
    timetable = build_timetable([moved, entry("Lunch", opens_at=time(12))])

    [monday] = timetable.days(MONDAY, MONDAY)

    assert [each.occurrence.opens_at for each in monday.part(0, 9)] == [time(12), time(20)]
    assert [each.occurrence.on for each in monday.part(1, 1)] == [MONDAY]


def test_near_means_within_the_circle():
    near, far = (53.80, -1.55), (54.60, -1.55)
    timetable = build_timetable(
        [entry("Near", points=(near,)), entry("Far", points=(far,)), entry("Both", points=(far, near)), entry("Online")]
    )

    assert names(timetable, near=Circle(*LEEDS, 5_000)) == ["Both", "Near"]
    assert names(build_timetable([entry("Online")]), near=Circle(*LEEDS, 5_000)) == []


def test_an_empty_catalogue_has_empty_days():
    assert [len(day) for day in build_timetable([]).days(MONDAY, SUNDAY)] == [0] * 7
    assert names(build_timetable([entry()]), near=Circle(0, 90, 10)) == []


def test_no_more_than_some_days_are_remembered():
    timetable = build_timetable([entry()])

    for number in range(0, 10 * MOST_DAYS, 7):
        first = MONDAY + timedelta(days=number)
        timetable.days(first, first + timedelta(days=6))

    assert len(timetable.remembered) <= MOST_DAYS + 7


days = st.dates(date(2026, 11, 1), date(2026, 12, 31))
spans = st.tuples(days, days).map(sorted).map(tuple)
hours = st.none() | st.sampled_from([time(0), time(10), time(10, 30), time(19)])
timings = st.builds(
    Timing,
    rule=st.builds(
        lambda weekdays, interval, span: Rule(
            Pattern("WEEKLY", interval, 0, 0, tuple(sorted(map(Weekday, weekdays)))), *span
        ),
        st.sets(st.integers(0, 6), min_size=1),
        st.integers(1, 2),
        spans,
    ),
    usual=st.builds(Occurrence, on=st.just(date.min), opens_at=hours, closes_at=hours),
    closed=st.lists(spans, max_size=1).map(tuple),
    extra=st.lists(st.builds(Occurrence, on=days, opens_at=hours), max_size=2, unique_by=lambda each: each.on).map(
        lambda found: tuple(sorted(found, key=lambda each: each.on))
    ),
    observances=st.dictionaries(st.sampled_from(Calendar), st.sampled_from(Observance)).map(
        lambda found: tuple(sorted(found.items()))
    ),
    is_once=st.booleans(),
)


@settings(deadline=None)
@given(timings=st.lists(timings, max_size=6), first=days, count=st.integers(0, 9))
def test_a_timetable_says_what_the_schedules_say(timings, first, count):
    last = first + timedelta(days=count)
    entries = [Entry(uuid.UUID(int=number), f"{number}", each, TERMS) for number, each in enumerate(timings)]

    found = {
        (each.service_id.int, each.occurrence)
        for day in build_timetable(entries).days(first, last)
        for each in day.part(0, 99)
    }

    assert found == {
        (number, each) for number, timing in enumerate(timings) for each in timing.between(first, last, TERMS)
    }


def test_a_day_can_begin_with_a_minute_of_it():
    timetable = build_timetable([entry("Early", opens_at=time(9)), entry("Late", opens_at=time(19))])
    [monday] = timetable.days(MONDAY, MONDAY)

    assert [len(monday.from_minute(minute)) for minute in (0, 540, 541, 1140, 1141)] == [2, 2, 1, 1, 0]

"""Calendar files hold the dates that the pages show, and any calendar reads them."""

import time as stopwatch
import uuid
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
import recurring_ical_events

from directory.catalogue.models.schedules import Schedule, ScheduleException, ScheduleObservance
from directory.catalogue.models.services import Service
from directory.catalogue.timetable.calendars import LocalCalendar
from directory.catalogue.timetable.occurrences import occurrences
from directory.clock import UK
from directory.exchange.icalendar_export import CalendarWriter, Told

TODAY = date(2026, 3, 19)
SCHEDULE_ID = uuid.UUID("a5ed0b2c-5f10-4c3e-8a55-0d6a5c9f4a11")
HREF = "https://directory.example.org/activities/1"
TERMS = LocalCalendar(terms=((date(2026, 1, 5), date(2026, 3, 27)), (date(2026, 4, 13), date(2026, 7, 21))))


def schedule(freq: str | None = "WEEKLY", byday: str | None = "TU", *, observes=(), exceptions=(), **more) -> Schedule:
    return Schedule(
        id=SCHEDULE_ID,
        freq=freq,
        byday=byday,
        **{"opens_at": time(10, 30), "closes_at": time(12), **more},
        observances=[ScheduleObservance(calendar=each, observance=rule) for each, rule in observes],
        exceptions=list(exceptions),
    )


def exception(kind: str, first: date, last: date | None = None, **more) -> ScheduleException:
    return ScheduleException(kind=kind, starts_on=first, ends_on=last or first, **more)


def write(wanted: Schedule, *, local: LocalCalendar = LocalCalendar(), where: str = "", **more) -> bytes:  # noqa: B008
    service = Service(name="Walk, talk; and tea", version=3, last_modified=datetime(2026, 3, 1, tzinfo=UTC), **more)
    return CalendarWriter(service, TODAY, HREF).write([Told(wanted, where, local)])


def events_in(file: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(file).events


def read_dates(file: bytes, last: date) -> list[str]:
    """What a calendar shows: the wall-clock start of each event, or its date."""
    calendar = icalendar.Calendar.from_ical(file)
    found = recurring_ical_events.of(calendar).between(TODAY, last + timedelta(days=1))
    starts = [each.start.astimezone(UK) if isinstance(each.start, datetime) else each.start for each in found]
    return sorted(f"{each:%Y-%m-%d %H:%M}" if isinstance(each, datetime) else f"{each}" for each in starts)


def told_dates(wanted: Schedule, local: LocalCalendar, last: date) -> list[str]:
    found = [each for each in occurrences(wanted, TODAY, local) if each.on <= last]
    return [
        f"{each.on} {each.opens_at:%H:%M}" if each.opens_at and not each.is_all_day else f"{each.on}" for each in found
    ]


CASES = [
    pytest.param(schedule(), id="every week"),
    pytest.param(schedule(byday="SU", opens_at=time(10), closes_at=None), id="over the change of the clocks"),
    pytest.param(schedule(byday="SU", opens_at=time(3), closes_at=None), id="early on the days clocks change"),
    pytest.param(schedule(byday="FR", opens_at=time(22), closes_at=time(1)), id="past midnight"),
    pytest.param(schedule(opens_at=None, closes_at=None), id="no hours"),
    pytest.param(schedule(opens_at=time(0), closes_at=time(23, 59)), id="all day"),
    pytest.param(schedule(interval=2, dtstart=date(2020, 1, 7)), id="fortnights from years ago"),
    pytest.param(schedule(byday="SU,TU", interval=2, dtstart=date(2026, 3, 10), wkst="SU"), id="weeks from Sunday"),
    pytest.param(schedule(dtstart=date(2026, 3, 3), count=6), id="a course of six"),
    pytest.param(schedule(until=date(2026, 6, 2)), id="until a day in summer"),
    pytest.param(schedule(until=date(2026, 6, 2), opens_at=None, closes_at=None), id="until a day, without hours"),
    pytest.param(schedule("MONTHLY", "2MO,-1FR"), id="second Monday and last Friday"),
    pytest.param(schedule("MONTHLY", "FR,-1SU"), id="every Friday and the last Sunday"),
    pytest.param(schedule("MONTHLY", None, bymonthday="1,-1"), id="first and last of the month"),
    pytest.param(schedule("MONTHLY", "FR", bymonthday="13"), id="Friday the 13th"),
    pytest.param(schedule("MONTHLY", None, dtstart=date(2024, 2, 29)), id="the 29th"),
    pytest.param(schedule("WEEKLY", "MO", byweekno="20,40"), id="weeks of the year"),
    pytest.param(schedule(None, None, dtstart=date(2026, 4, 4)), id="once"),
    pytest.param(schedule(byday="MO,FR", observes=[("bank holidays", "closed")]), id="not on bank holidays"),
    pytest.param(schedule(observes=[("school holidays", "ask")]), id="ask in school holidays"),
    pytest.param(
        schedule(
            exceptions=[exception("closed", date(2026, 3, 24)), exception("closed", date(2026, 5, 1), date(2026, 6, 1))]
        ),
        id="dates left out, the first of them too",
    ),
    pytest.param(
        schedule(
            exceptions=[
                exception("extra", date(2026, 3, 24), opens_at=time(14)),
                exception("extra", date(2026, 4, 2), opens_at=time(9), closes_at=time(10)),
            ]
        ),
        id="other hours, and an extra date",
    ),
    pytest.param(schedule(None, None, exceptions=[exception("extra", date(2026, 4, 2))]), id="single dates only"),
]


@pytest.mark.parametrize("wanted", CASES)
def test_a_calendar_shows_the_dates_of_the_page(wanted):
    last = date(2027, 3, 31)

    file = write(wanted)

    assert read_dates(file, last) == told_dates(wanted, LocalCalendar(), last) != []


@pytest.mark.parametrize("zone", ["Europe/London", "UTC", "Pacific/Auckland"])
def test_where_the_server_stands_does_not_matter(zone, monkeypatch):
    home = write(schedule())

    monkeypatch.setenv("TZ", zone)
    stopwatch.tzset()
    there = write(schedule())
    monkeypatch.undo()
    stopwatch.tzset()

    assert there == home


def test_term_time_ends_where_the_terms_that_are_written_down_end():
    in_term = schedule(observes=[("school holidays", "closed")])

    shown = read_dates(write(in_term, local=TERMS), date(2027, 3, 31))

    assert shown[0] == "2026-03-24 10:30"
    assert shown[1] == "2026-04-14 10:30"
    assert shown[-1] == "2026-07-21 10:30"


def test_an_event_says_what_it_is_and_can_be_told_from_its_next_version():
    [event] = events_in(write(schedule(notes="Bring a coat"), where="Beck Lane Hall, LS11 8ND"))

    assert event["uid"] == str(SCHEDULE_ID)
    assert event["sequence"] == 3
    assert event["last-modified"].dt == datetime(2026, 3, 1, tzinfo=UTC)
    assert event["summary"] == "Walk, talk; and tea"
    assert event["location"] == "Beck Lane Hall, LS11 8ND"
    assert event["url"] == HREF
    assert event["description"] == (f"Every Tuesday, 10:30am to midday.\nBring a coat\nLook here before you go: {HREF}")


def test_lines_are_short_and_end_as_the_rfc_says():
    file = write(schedule(notes="Ä" * 300))

    assert file.endswith(b"\r\n")
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    assert b"\n" not in file.replace(b"\r\n", b"")


def test_text_of_a_feed_cannot_add_lines():
    evil = schedule(notes="tea\r\nEND:VEVENT\r\nBEGIN:VALARM", description="x\nATTENDEE:mailto:a@b.example")

    [event] = events_in(write(evil, where="Hall\r\nATTENDEE:mailto:a@b.example"))

    assert "ATTENDEE" not in event
    assert event["location"] == "Hall\nATTENDEE:mailto:a@b.example"
    assert event.subcomponents == []


def test_the_clocks_of_the_file_change_when_those_of_the_country_do():
    calendar = icalendar.Calendar.from_ical(write(schedule()))
    [zone] = calendar.timezones

    offsets = zone.to_tz(lookup_tzid=False)

    for parts, hours in [
        ((2026, 3, 29, 0, 59), 0),
        ((2026, 3, 29, 2, 1), 1),
        ((2026, 10, 25, 0, 59), 1),
        ((2026, 10, 25, 2, 1), 0),
        ((2040, 7, 1), 1),
    ]:
        assert datetime(*parts, tzinfo=offsets).utcoffset() == timedelta(hours=hours), parts


def test_what_has_no_dates_gives_a_calendar_without_events():
    assert events_in(write(schedule(until=date(2026, 1, 1)))) == []

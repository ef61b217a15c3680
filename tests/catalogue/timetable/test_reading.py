"""The timetable that is read from the catalogue, and the one that a process keeps."""

from datetime import date, time

from directory.catalogue.models.schedules import Schedule, ScheduleException, ScheduleObservance
from directory.catalogue.models.services import ServiceAtLocation
from directory.catalogue.timetable.bank_holidays import Nation
from directory.catalogue.timetable.calendars import Calendars
from directory.catalogue.timetable.current import TimetableKeeper
from directory.catalogue.timetable.moments import Doubt
from directory.catalogue.timetable.reading import read_timetable
from directory.catalogue.versions import bump_catalogue_version
from tests.factories.catalogue import make_location, make_schedule, make_service

# A bank holiday, and a Monday.
MAY_DAY = date(2026, 5, 4)
TUESDAY = date(2026, 5, 5)
CALENDARS = Calendars(Nation.ENGLAND)


def happenings(db, day: date = TUESDAY, calendars: Calendars = CALENDARS):
    [found] = read_timetable(db, calendars, MAY_DAY).days(day, day)
    return found.part(0, 99)


def test_schedules_of_a_service_and_of_its_places_are_on_with_where_that_is(db):
    service = make_service(db)
    there = service.places[0]
    there.schedules = [make_schedule("TU", opens_at=time(14))]
    db.flush()

    found = happenings(db)

    assert [(each.service_id, each.location_id, each.occurrence.opens_at) for each in found] == [
        (service.id, None, time(10, 30)),
        (service.id, there.location_id, time(14)),
    ]


def test_a_schedule_that_names_both_service_and_place_is_on_once(db):
    service = make_service(db)
    service.schedules[0].service_at_location_id = service.places[0].id
    db.flush()

    assert [each.location_id for each in happenings(db)] == [service.places[0].location_id]


def test_an_extra_date_is_on_though_its_pattern_is_over(db):
    service = make_service(db)
    over = make_schedule("MO", opens_at=time(14), until=date(2026, 4, 1))
    over.exceptions = [ScheduleException(kind="extra", starts_on=TUESDAY, ends_on=TUESDAY, opens_at=time(19))]
    service.schedules = [over]
    db.flush()

    assert [each.occurrence.opens_at for each in happenings(db)] == [time(19)]


def test_what_does_not_run_or_is_not_listed_is_not_on(db):
    make_service(db, status="temporarily closed")
    make_service(db, status="defunct")
    make_service(db, stage="draft")
    make_service(db, stage="archived")

    assert happenings(db) == []


def test_opening_hours_of_a_place_alone_are_no_activity(db):
    location = make_location(db)
    db.flush()
    db.add(Schedule(location_id=location.id, freq="WEEKLY", byday="TU"))
    db.flush()

    assert happenings(db) == []


def test_exceptions_and_calendars_count(db):
    service = make_service(db)
    service.schedules = [
        make_schedule("MO", observances=[ScheduleObservance(calendar="school holidays", observance="open")]),
        make_schedule("MO", observances=[ScheduleObservance(calendar="bank holidays", observance="closed")]),
        make_schedule("TU", exceptions=[ScheduleException(kind="closed", starts_on=TUESDAY, ends_on=TUESDAY)]),
        make_schedule("WE", exceptions=[ScheduleException(kind="extra", starts_on=TUESDAY, ends_on=TUESDAY)]),
    ]
    db.flush()

    assert [each.occurrence.doubt for each in happenings(db, MAY_DAY)] == [Doubt.BANK_HOLIDAY]
    assert [each.occurrence.on for each in happenings(db, TUESDAY)] == [TUESDAY]


def test_bank_holidays_are_those_where_the_place_is(db):
    service = make_service(db)
    service.schedules[0].byday = "MO"
    service.places[0].location.addresses[0].postal_code = "EH1 1AA"
    db.flush()

    # The Summer Bank Holiday of Scotland, and that of England.
    assert [each.occurrence.doubt for each in happenings(db, date(2026, 8, 3))] == [Doubt.BANK_HOLIDAY]
    assert [each.occurrence.doubt for each in happenings(db, date(2026, 8, 31))] == [None]


def test_near_a_place_is_near_any_place_of_the_service(db):
    service = make_service(db)
    service.places.append(ServiceAtLocation(location=make_location(db, (55.95, -3.19)), schedules=[]))
    db.flush()

    [entry] = read_timetable(db, CALENDARS, MAY_DAY).entries

    assert set(entry.points) == {(53.78, -1.55), (55.95, -3.19)}


def test_what_comes_by_telephone_is_near_nowhere(db):
    service = make_service(db)
    service.schedules[0].attending_type = "phone"
    db.flush()

    [entry] = read_timetable(db, CALENDARS, MAY_DAY).entries

    assert entry.points == ()
    assert [each.attending_type for each in happenings(db)] == ["phone"]


def test_a_process_keeps_its_timetable_until_the_catalogue_changes(db):
    make_service(db)
    keeper = TimetableKeeper()
    first = keeper.timetable(db, MAY_DAY)

    assert keeper.timetable(db, MAY_DAY) is first
    bump_catalogue_version(db)
    second = keeper.timetable(db, MAY_DAY)
    assert second is not first
    assert keeper.timetable(db, TUESDAY) is not second

"""How fast the dates of 100,000 services are found: the week of the whole catalogue, and a week near somewhere.

Run: python -m benchmarks.timetable. The catalogue is made up, with the patterns that groups have, in a temporary SQLite
file. Times are those of the processor.
"""

import os
import platform
import random
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import TABLES
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.timetable import patterns
from directory.catalogue.timetable.bank_holidays import Nation
from directory.catalogue.timetable.calendars import Calendars, TermArea
from directory.catalogue.timetable.occurrences import NOWHERE, next_occurrence
from directory.catalogue.timetable.reading import read_timetable
from directory.catalogue.timetable.whats_on import Circle, Timetable
from directory.cli import schema
from directory.db import open_database, reading, transaction, use_database

SERVICES = 100_000
TODAY = date(2026, 11, 23)
WEEK = [TODAY + timedelta(days=number) for number in range(7)]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LEEDS = Circle(53.79, -1.55, 5 * 1609.344)
TERMS = TermArea("Everywhere", ((date(2026, 9, 2), date(2026, 10, 23)), (date(2026, 11, 2), date(2026, 12, 18))))
BATCH = 2_000

Row = dict[str, Any]
Result = TypeVar("Result")


def made_up_rows(chance: random.Random, count: int) -> Iterator[dict[str, list[Row]]]:
    """So many services in batches, by table: each at a place, with a schedule or two."""
    organization = {"id": uuid.uuid4(), "name": "Beck Lane", "last_modified": datetime(2026, 1, 1, tzinfo=UTC)}
    rows: dict[str, list[Row]] = {"organization": [organization]}
    for number in range(count):
        add_service(rows, chance, organization["id"], number)
        if number % BATCH == BATCH - 1:
            yield rows
            rows = {}
    yield rows


def add_service(rows: dict[str, list[Row]], chance: random.Random, organization_id: uuid.UUID, number: int) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    service, location, place = (uuid.UUID(int=chance.getrandbits(128)) for _ in range(3))
    put(
        rows,
        "service",
        id=service,
        organization_id=organization_id,
        name=f"Group {chance.random()} {number}",
        status="active" if chance.random() < 0.95 else "inactive",
        stage="published",
        last_modified=moment,
        version=1,
    )
    latitude, longitude = chance.uniform(50.5, 57.5), chance.uniform(-4.0, 0.5)
    put(
        rows,
        "location",
        id=location,
        location_type="physical",
        latitude=latitude,
        longitude=longitude,
        last_modified=moment,
    )
    postcode = f"{chance.choice(['LS', 'EH', 'M', 'CF', 'BS', 'BT'])}{chance.randint(1, 20)} 1AA"
    written = {"address_1": "1 Beck Lane", "city": "Larkenshaw", "state_province": "Yorkshire", "country": "GB"}
    address = {"id": uuid.UUID(int=chance.getrandbits(128)), "location_id": location, "address_type": "physical"}
    put(rows, "address", **address, **written, postal_code=postcode)
    put(rows, "service_at_location", id=place, service_id=service, location_id=location)
    for _ in range(chance.choice([1, 1, 1, 2])):
        add_schedule(rows, chance, service, place)


def add_schedule(rows: dict[str, list[Row]], chance: random.Random, service: uuid.UUID, place: uuid.UUID) -> None:
    schedule = uuid.UUID(int=chance.getrandbits(128))
    opens = datetime(2026, 1, 1, chance.randint(8, 20), chance.choice([0, 15, 30, 45]), tzinfo=UTC)
    row: Row = {
        "id": schedule,
        "service_id": None if chance.random() < 0.6 else service,
        "service_at_location_id": place,
        "freq": "WEEKLY",
        "byday": ",".join(sorted(chance.sample(DAYS, chance.choice([1, 1, 1, 1, 2, 3, 5])))),
        "opens_at": opens.time(),
        "closes_at": (opens + timedelta(minutes=90)).time(),
        "interval": None,
        "dtstart": None,
        "until": None,
        "count": None,
    }
    kind = chance.random()
    if kind < 0.15:
        row |= {"interval": 2, "dtstart": date(2020, 1, 1) + timedelta(days=chance.randint(0, 2_500))}
    elif kind < 0.3:
        row |= {"freq": "MONTHLY", "byday": f"{chance.choice([1, 2, 3, 4, -1])}{chance.choice(DAYS)}"}
    elif kind < 0.4:
        row |= {"dtstart": TODAY + timedelta(days=chance.randint(-60, 20)), "count": chance.choice([6, 8, 10, 12])}
    elif kind < 0.45:
        row |= {"freq": None, "byday": None, "dtstart": TODAY + timedelta(days=chance.randint(-30, 90))}
    put(rows, "schedule", **row)
    if chance.random() < 0.3:
        put(rows, "schedule_observance", id=uuid.UUID(int=chance.getrandbits(128)), schedule_id=schedule,
            calendar=chance.choice(["bank holidays", "school holidays"]), observance="closed")  # fmt: skip
    if chance.random() < 0.05:
        first = TODAY + timedelta(days=chance.randint(-20, 60))
        put(rows, "schedule_exception", id=uuid.UUID(int=chance.getrandbits(128)), schedule_id=schedule,
            kind=chance.choice(["closed", "extra"]), starts_on=first, ends_on=first)  # fmt: skip


def put(rows: dict[str, list[Row]], table: str, **row: Any) -> None:
    rows.setdefault(table, []).append(row)


def fill(count: int) -> None:
    """Put the services into the current database."""
    for rows in made_up_rows(random.Random(1), count):  # noqa: S311 - the same catalogue each time
        with transaction() as db:
            for name in TABLES:
                if name in rows:
                    db.connection().execute(TABLES[name].insert(), rows[name])


def main() -> None:
    """Prints the figures, with the machine."""
    print(f"{platform.platform()}, {os.cpu_count()} cores; {SERVICES:,} services")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'timetable.db'}"
        schema.upgrade(url)
        database = open_database(url)
        use_database(database)
        fill(SERVICES)
        with reading() as db:
            measure(db)
        use_database(None)
        database.close()


def measure(db: Session) -> None:
    seconds, timetable = timed(lambda: read_timetable(db, Calendars(Nation.ENGLAND, (TERMS,)), TODAY))
    print(f"timetable: {len(timetable.entries):,} schedules of {len(timetable.kinds):,} kinds, made in {seconds:.2f} s")
    seconds, counts = timed(lambda: [len(day) for day in timetable.days(WEEK[0], WEEK[-1])])
    print(f"week of the whole catalogue, first look: {seconds * 1_000:.0f} ms, {sum(counts):,} things on")
    seconds, _ = timed(lambda: [day.part(0, 20) for day in timetable.days(WEEK[0], WEEK[-1])])
    print(f"week of the whole catalogue, second look, 20 of each day: {seconds * 1_000:.1f} ms")
    seconds, near = timed(lambda: sum(len(day) for day in timetable.days(WEEK[0], WEEK[-1], LEEDS)))
    print(f"week within 5 miles: {seconds * 1_000:.0f} ms, {near:,} things on")
    measure_next_dates(timetable)


def measure_next_dates(timetable: Timetable) -> None:
    patterns.dates_in_year.cache_clear()
    ancient = Schedule(freq="WEEKLY", byday="TU", interval=2, dtstart=date(1, 1, 2))
    seconds, _ = timed(lambda: next_occurrence([(ancient, NOWHERE)], TODAY))
    print(f"next date of a fortnight since the year 1, nothing remembered: {seconds * 1_000:.1f} ms")
    entries = timetable.entries[:: max(1, len(timetable.entries) // 1_000)]
    later = TODAY + timedelta(days=400)
    seconds, _ = timed(lambda: [next(each.timing.between(TODAY, later, each.local), None) for each in entries])
    print(f"next date: {seconds / len(entries) * 1_000_000:.0f} µs, the mean of {len(entries):,}")


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """How many seconds of the processor some work took, and what came of it: others may be busy on the machine."""
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


if __name__ == "__main__":
    main()

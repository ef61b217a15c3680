import uuid
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from directory.catalogue.bulk_inserts import LEAST_COPIED, insert_rows
from directory.catalogue.history.record_rows import TABLES
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import TaxonomyTerm

MOMENT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
MANY = LEAST_COPIED * 2


def add(db, model, *rows):
    insert_rows(db.connection(), TABLES[model.__tablename__], list(rows))


def organizations(count=MANY, **more):
    return [{"id": uuid.uuid4(), "name": f"Parish {each}", "last_modified": MOMENT} | more for each in range(count)]


@pytest.mark.parametrize("count", [1, MANY], ids=["few", "many"])
def test_values_of_every_kind_come_back_as_they_went_in(db, count):
    group = organizations(1, name='Tea\t"&"\\N\ncake', website=None)[0]
    services = [
        {"id": uuid.uuid4(), "organization_id": group["id"], "name": "Tea", "last_modified": MOMENT, "minimum_age": 18}
        for _ in range(count)
    ]
    times = [
        {"id": uuid.uuid4(), "service_id": each["id"], "opens_at": time(9, 30), "valid_from": date(2026, 6, 1)}
        for each in services
    ]

    add(db, Organization, group)
    add(db, Service, *services)
    add(db, Schedule, *times)

    assert db.get(Organization, group["id"]).name == 'Tea\t"&"\\N\ncake'
    service = db.get(Service, services[-1]["id"])
    assert (service.last_modified, service.minimum_age, service.url) == (MOMENT, 18, None)
    assert (service.status, service.version) == ("active", 1)
    schedule = db.get(Schedule, times[-1]["id"])
    assert (schedule.opens_at, schedule.valid_from) == (time(9, 30), date(2026, 6, 1))


def test_rows_get_ids_and_moments_that_nobody_gave(db):
    add(db, Organization, *({"name": "Parish"} for _ in range(MANY)))

    assert db.scalar(select(func.count(Organization.id))) == MANY


def test_refused_rows_say_which_rule_they_break_and_leave_nothing(db):
    rows = organizations()
    rows[-1]["name"] = ""

    with pytest.raises(IntegrityError, match="organization_has_name"), db.begin_nested():
        add(db, Organization, *rows)

    assert db.scalar(select(func.count(Organization.id))) == 0


def test_repeated_id_is_an_integrity_error(db):
    rows = [{"id": uuid.UUID(int=7), "name": "A", "description": "A", "is_urgent": False} for _ in range(MANY)]

    with pytest.raises(IntegrityError), db.begin_nested():
        add(db, TaxonomyTerm, *rows)

"""`lynchpin audit verify`: what an operator is told of the record."""

import json

import pytest
from sqlalchemy import text

from directory.audit.operations import record_act
from directory.db import open_database, transaction, use_database


@pytest.fixture
def record(ready_instance, own_url):
    """The database of an installation, with two acts in its record."""
    database = open_database(own_url)
    use_database(database)
    for action in ("client.viewed", "client.edited"):
        with transaction() as db:
            record_act(db, None, None, action, "client", [])
    yield database
    database.close()


def test_a_whole_record_is_told_with_its_last_link(record, lynchpin):
    told = lynchpin("audit", "verify")
    link = told.out.split("Last link: ")[1].strip()
    again = lynchpin("audit", "verify", "--noted", link)

    assert told.exit_code == again.exit_code == 0
    assert "2 events, 2 links.\nThe record is whole." in told.out
    assert len(link) == 64


def test_a_record_that_was_tampered_with_is_told_and_fails(record, lynchpin):
    guard = "DROP TRIGGER audit_event_no_update"
    if record.dialect == "postgresql":
        guard = "ALTER TABLE audit_event DISABLE TRIGGER USER"
    use_database(record)
    with transaction() as db:
        db.execute(text(guard))
        db.execute(text("UPDATE audit_event SET action = 'nothing' WHERE id = 2"))

    told = lynchpin("audit", "verify")
    data = json.loads(lynchpin("audit", "verify", "--json").out)

    assert told.exit_code == 1
    assert "The record is not whole:\n  event 2 or the link before it was changed" in told.out
    assert (data["whole"], data["events"]) == (False, 2)


def test_a_link_that_is_nowhere_fails(record, lynchpin):
    told = lynchpin("audit", "verify", "--noted", "0" * 64)

    assert told.exit_code == 1
    assert "the link that was noted is not there" in told.out

"""The audit record: what goes in, and that nothing is ever changed or taken out."""

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from directory.audit.models import AuditEvent
from directory.audit.operations import record_act
from directory.db import new_id
from tests.factories.accounts import make_actor


@pytest.fixture
def event(db) -> AuditEvent:
    actor = make_actor(db)
    record_act(db, actor.user_id, actor.scheme_id, "client.viewed", "client", [new_id()])
    db.flush()
    return db.scalars(select(AuditEvent).where(AuditEvent.action == "client.viewed")).one()


def test_an_act_is_written_down_with_ids_and_names_of_fields(db):
    actor_id, scheme_id, first, second = new_id(), new_id(), new_id(), new_id()

    record_act(db, actor_id, scheme_id, "client.edited", "client", [second, first, second], ["postcode", "name"])
    db.flush()
    db.expire_all()

    event = db.scalars(select(AuditEvent)).one()
    assert (event.actor_id, event.scheme_id, event.action, event.subject) == (
        actor_id,
        scheme_id,
        "client.edited",
        "client",
    )
    assert event.subject_ids == sorted([str(first), str(second)])
    assert event.fields == ["name", "postcode"]
    assert event.at.utcoffset() is not None


def test_an_act_of_nobody_on_nothing_can_be_written_down(db):
    record_act(db, None, None, "client.listed", "client", [])
    db.flush()

    assert db.scalars(select(AuditEvent.subject_ids)).one() == []


@pytest.mark.parametrize(
    ("address", "noted"),
    [
        pytest.param("192.0.2.17", "192.0.2.17", id="a place"),
        pytest.param("2001:db8:1:2:3::9", "2001:db8:1:2::", id="a household of IPv6"),
    ],
)
def test_where_on_the_network_an_act_was_done_from_is_written_down(db, address, noted):
    with Flask("pages").test_request_context(environ_base={"REMOTE_ADDR": address}):
        record_act(db, None, None, "client.listed", "client", [])
    record_act(db, None, None, "client.listed", "client", [])
    db.flush()

    assert db.scalars(select(AuditEvent.origin).order_by(AuditEvent.id)).all() == [noted, None]


def test_events_stand_in_the_order_they_happened(db):
    for action in ("first", "second", "third"):
        record_act(db, None, None, action, "client", [])
        db.flush()

    assert db.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all() == ["first", "second", "third"]


CHANGES = {
    "changing": "UPDATE audit_event SET action = 'nothing' WHERE id = :id",
    "changing all": "UPDATE audit_event SET actor_id = NULL WHERE :id = :id",
    "taking out": "DELETE FROM audit_event WHERE id = :id",
    "taking all out": "DELETE FROM audit_event WHERE :id = :id",
    "writing over": "INSERT INTO audit_event (id, at, action, subject, subject_ids, fields)"
    " VALUES (:id, CURRENT_TIMESTAMP, 'nothing', 'x', '[]', '[]') ON CONFLICT (id) DO UPDATE SET action = 'nothing'",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_database_refuses(db, event, change):
    with pytest.raises(DatabaseError, match="only ever added to"), db.begin_nested():
        db.execute(text(change), {"id": event.id})

    assert db.scalar(select(AuditEvent.action).where(AuditEvent.id == event.id)) == "client.viewed"


def test_sqlite_refuses_to_replace_an_event(db, event):
    if db.get_bind().dialect.name != "sqlite":
        return
    replace = (
        "INSERT OR REPLACE INTO audit_event (id, at, action, subject, subject_ids, fields)"
        " VALUES (:id, CURRENT_TIMESTAMP, 'nothing', 'x', '[]', '[]')"
    )

    with pytest.raises(DatabaseError, match="only ever added to"), db.begin_nested():
        db.execute(text(replace), {"id": event.id})

    assert db.scalar(select(AuditEvent.action).where(AuditEvent.id == event.id)) == "client.viewed"


def test_postgresql_refuses_to_empty_the_record(db, event):
    if db.get_bind().dialect.name != "postgresql":
        return

    with pytest.raises(DatabaseError, match="only ever added to"), db.begin_nested():
        db.execute(text("TRUNCATE audit_event"))

    assert db.scalar(select(func.count()).select_from(AuditEvent))


def test_events_changed_through_a_model_are_refused_too(db, event):
    def change():
        with db.begin_nested():
            event.action = "nothing"

    def take_out():
        with db.begin_nested():
            db.delete(event)

    for attempt in (change, take_out):
        with pytest.raises(DatabaseError, match="only ever added to"):
            attempt()

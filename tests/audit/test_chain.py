"""The chain of the audit record: what was changed, taken out or slipped in shows, and nobody waits for it."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from directory.audit.chain import verify_chain
from directory.audit.models import AuditEvent, AuditLink
from directory.audit.operations import record_act
from directory.db import add_once, new_id, reading, transaction

TRIGGERS = {
    "sqlite": [
        f"DROP TRIGGER audit_{table}_no_{what}"
        for table in ("event", "link")
        for what in ("update", "delete", "replace")
    ],
    "postgresql": ["ALTER TABLE audit_event DISABLE TRIGGER USER", "ALTER TABLE audit_link DISABLE TRIGGER USER"],
}


def write_down(*actions: str) -> None:
    """Each act in a transaction of its own."""
    for action in actions:
        with transaction() as db:
            record_act(db, new_id(), None, action, "client", [new_id()], ["name"])


def verdict(noted: str = ""):
    with reading() as db:
        return verify_chain(db, noted)


@pytest.fixture
def break_in(own_database):
    """`break_in(statement)` does what somebody does who has the database to themselves."""

    def run(*statements: str) -> None:
        with transaction() as db:
            for each in (*TRIGGERS[own_database.dialect], *statements):
                db.execute(text(each))

    return run


def test_acts_of_many_transactions_are_one_whole_chain(own_database):
    write_down("first", "second")
    with transaction() as db:
        for action in ("third", "fourth"):
            record_act(db, None, None, action, "client", [])
    write_down("fifth")

    found = verdict()

    assert (found.is_whole, found.events, found.links) == (True, 5, 5)


def test_no_record_at_all_is_whole(own_database):
    assert verdict().is_whole


def test_what_is_rolled_back_is_not_in_the_chain(own_database):
    write_down("first")

    def fail():
        with transaction() as db:
            record_act(db, None, None, "never", "client", [])
            db.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with transaction() as db:
        record_act(db, None, None, "second", "client", [])
        part = db.begin_nested()
        record_act(db, None, None, "never", "client", [])
        part.rollback()

    with reading() as db:
        assert db.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all() == ["first", "second"]
    assert verdict().is_whole


def test_a_part_of_a_transaction_that_is_kept_is_linked_with_the_whole(own_database):
    with transaction() as db:
        with db.begin_nested():
            record_act(db, None, None, "in part", "client", [])
        assert db.scalars(select(AuditLink.id)).all() == []
        record_act(db, None, None, "after", "client", [])

    assert (verdict().is_whole, verdict().links) == (True, 2)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE audit_event SET actor_id = NULL WHERE action = 'second'", "event 2 or the link before it was changed"),
        ("UPDATE audit_event SET fields = '[]' WHERE action = 'second'", "event 2 or the link before it was changed"),
        ("DELETE FROM audit_event WHERE action = 'second'", "event 2 was taken out"),
        ("UPDATE audit_link SET digest = 'x' WHERE event_id = 2", "event 2 or the link before it was changed"),
        ("DELETE FROM audit_link WHERE event_id = 2", "event 2 has no link: it was slipped in"),
        (
            "INSERT INTO audit_event (id, at, action, subject, subject_ids, fields)"
            " VALUES (9, CURRENT_TIMESTAMP, 'never', 'client', '[]', '[]')",
            "event 9 has no link: it was slipped in",
        ),
    ],
)
def test_what_was_done_behind_the_triggers_shows(break_in, statement, told):
    write_down("first", "second", "third")

    break_in(statement)

    assert told in verdict().broken


def test_a_tail_that_was_cut_off_shows_by_a_link_that_was_noted(break_in):
    write_down("first", "second", "third")
    noted = verdict().last

    break_in("DELETE FROM audit_link WHERE event_id = 3", "DELETE FROM audit_event WHERE id = 3")

    assert verdict().is_whole
    assert "the link that was noted is not there" in verdict(noted).broken[0]


def test_a_link_that_was_noted_stays_in_a_record_that_grows(own_database):
    write_down("first")
    noted = verdict().last
    write_down("second")

    assert verdict(noted).is_whole


@pytest.mark.parametrize(
    "change", ["UPDATE audit_link SET digest = 'x'", "DELETE FROM audit_link", "UPDATE audit_link SET event_id = 7"]
)
def test_the_database_refuses_to_change_a_link(own_database, change):
    write_down("first")

    def run():
        with transaction() as db:
            db.execute(text(change))

    with pytest.raises(DatabaseError, match="only ever added to"):
        run()


def test_acts_at_the_same_moment_are_one_chain(own_database, at_once):
    results = at_once(*[lambda: write_down("first", "second", "third")] * 4)

    assert results == [None] * 4
    assert (verdict().is_whole, verdict().links) == (True, 12)


def test_a_row_that_somebody_else_was_quicker_to_add_costs_no_link(own_database):
    write_down("before")
    with reading() as db:
        known = db.scalars(select(AuditLink)).one()

    with transaction() as db:
        record_act(db, None, None, "first", "client", [])
        add_once(db, AuditLink(event_id=known.event_id, digest="x"), lambda: known)
        record_act(db, None, None, "second", "client", [])

    assert (verdict().is_whole, verdict().links) == (True, 3)


def test_a_link_that_was_slipped_in_before_the_first_shows(break_in):
    write_down("first")

    break_in(
        "INSERT INTO audit_event (id, at, action, subject, subject_ids, fields)"
        " VALUES (9, CURRENT_TIMESTAMP, 'never', 'client', '[]', '[]')",
        "INSERT INTO audit_link (id, event_id, digest) VALUES (-1, 9, 'x')",
    )

    assert "there are links outside the chain: they were slipped in" in verdict().broken

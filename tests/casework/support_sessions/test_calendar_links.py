"""The secret address of a diary."""

import pytest
from sqlalchemy import func, select

from directory.accounts.models import User
from directory.audit.models import AuditEvent
from directory.casework.support_sessions.calendar_links import (
    FOLLOWED,
    NoSuchCalendar,
    end_calendar_link,
    find_calendar_link,
    make_calendar_link,
    open_calendar,
    record_following,
)
from tests.factories.casework import make_client


def test_it_opens_the_diary_of_whoever_made_it(db, coordinator):
    token = make_calendar_link(db, coordinator)
    db.flush()

    assert open_calendar(db, token).user_id == coordinator.user_id
    assert find_calendar_link(db, coordinator).token == token
    assert token.encode() not in find_calendar_link(db, coordinator).token_sealed


def test_a_new_one_ends_the_one_before(db, coordinator):
    old = make_calendar_link(db, coordinator)
    db.flush()
    new = make_calendar_link(db, coordinator)
    db.flush()

    with pytest.raises(NoSuchCalendar):
        open_calendar(db, old)
    assert open_calendar(db, new).user_id == coordinator.user_id


def test_one_that_was_ended_opens_nothing(db, coordinator):
    token = make_calendar_link(db, coordinator)
    db.flush()

    assert end_calendar_link(db, coordinator)
    assert not end_calendar_link(db, coordinator)
    with pytest.raises(NoSuchCalendar):
        open_calendar(db, token)


def test_nobody_who_has_left_is_followed(db, coordinator):
    token = make_calendar_link(db, coordinator)
    db.get(User, coordinator.user_id).is_active = False
    db.flush()

    with pytest.raises(NoSuchCalendar):
        open_calendar(db, token)


def test_a_token_that_never_was_opens_nothing(db):
    with pytest.raises(NoSuchCalendar):
        open_calendar(db, "there-was-never-such-a-token")


def test_following_is_written_down_once_a_day(db, coordinator, client):
    for _ in range(3):
        record_following(db, coordinator, {client.id})
        db.flush()

    assert db.scalar(select(func.count()).where(AuditEvent.action == FOLLOWED)) == 1


def test_who_comes_into_a_diary_later_that_day_is_written_down_too(db, coordinator, client):
    other = make_client(db, coordinator)

    record_following(db, coordinator, {client.id})
    db.flush()
    record_following(db, coordinator, {client.id, other.id})
    db.flush()

    told = db.scalars(select(AuditEvent.subject_ids).where(AuditEvent.action == FOLLOWED).order_by(AuditEvent.id)).all()
    assert told == [[str(client.id)], [str(other.id)]]

"""Closing an activity for a while, and opening it again."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import func, select

from directory.accounts.actor import Role
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.sources import LocalValue
from directory.champions.capacity.pause_inputs import PauseInput
from directory.champions.capacity.pausing import is_or_will_be_closed, mark_turned, open_again, pause_activity
from directory.errors import Refused, WrongInput
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service

TODAY, BACK = date(2026, 11, 25), date(2027, 1, 11)
WANTED = PauseInput(TODAY, BACK)


@pytest.fixture(autouse=True)
def on_this_day():
    with time_machine.travel("2026-11-25 10:00Z", tick=True):
        yield


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def group(db):
    return make_service(db)


def test_it_is_written_down_once_with_its_history(db, champion, group):
    assert pause_activity(db, champion, group.id, WANTED)

    assert not pause_activity(db, champion, group.id, WANTED)
    assert (group.closed_from, group.back_on, group.status) == (TODAY, BACK, "active")
    assert db.scalar(select(func.count()).select_from(Revision)) == 1
    assert is_or_will_be_closed(group, TODAY)
    assert not is_or_will_be_closed(group, BACK)


def test_a_group_opens_again_before_the_day(db, group):
    pause_activity(db, None, group.id, WANTED)

    assert open_again(db, None, group.id)
    assert (group.closed_from, group.back_on) == (None, None)


def test_a_day_takes_the_place_of_a_status_without_end(db, champion):
    closed = make_service(db, status="temporarily closed")

    pause_activity(db, champion, closed.id, WANTED)

    assert (closed.status, closed.back_on) == ("active", BACK)


def test_what_has_ended_is_not_closed_for_a_while(db, champion):
    ended = make_service(db, status="defunct")

    with pytest.raises(Refused):
        pause_activity(db, champion, ended.id, WANTED)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [(PauseInput(date(2026, 1, 5), TODAY), "back_on"), (PauseInput(date(2036, 1, 5)), "closed_from")],
    ids=["over already", "in ten years"],
)
def test_a_day_that_cannot_be_is_told(db, champion, group, wanted, field):
    with pytest.raises(WrongInput) as told:
        pause_activity(db, champion, group.id, wanted)

    assert set(told.value.fields) == {field}


def test_no_source_is_held_to_have_said_otherwise(db, champion, group):
    pause_activity(db, champion, group.id, WANTED)

    assert db.scalars(select(LocalValue)).all() == []


def test_a_copy_of_the_feed_learns_when_it_closes_and_when_it_is_back(db):
    long_ago = datetime(2026, 1, 5, tzinfo=UTC)
    group = make_service(db, closed_from=date(2026, 11, 20), back_on=BACK, last_modified=long_ago)
    make_service(db, "Choir", last_modified=long_ago)
    make_service(db, "Next year", closed_from=BACK, last_modified=long_ago)

    assert mark_turned(db, TODAY) == 1
    db.flush()
    # A second round the same night finds nothing more.
    assert mark_turned(db, TODAY) == 0
    assert group.last_modified.date() == TODAY
    with time_machine.travel("2027-01-11 04:00Z", tick=True):
        assert mark_turned(db, BACK) == 2

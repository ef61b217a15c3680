"""Whose time is over: just those, on just that day."""

from datetime import date, timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.casework.operations import close_case, open_new_case
from directory.rights.holding import end_hold, hold_back
from directory.rights.retention import due_date, list_due, list_due_in_team, years_after
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client

YEARS = 8


@pytest.fixture
def actor(db):
    return make_actor(db, Role.COORDINATOR, Role.MANAGER)


@pytest.fixture
def ended(db, actor):
    """Somebody whose case was closed today."""
    client = make_client(db, actor)
    close_case(db, actor, client.cases[0], clock.today())
    db.flush()
    return client


def due_by(db, day) -> list[str]:
    return [each.client.reference for each in list_due(db, day, YEARS)]


IN_EIGHT_YEARS = years_after(clock.today(), YEARS)


@pytest.mark.parametrize(
    ("last_on", "born_on", "due_on"),
    [
        pytest.param(date(2026, 3, 1), date(1950, 1, 1), date(2034, 3, 1), id="grown up"),
        pytest.param(date(2026, 3, 1), None, date(2034, 3, 1), id="birth not known"),
        pytest.param(date(2024, 2, 29), date(1950, 1, 1), date(2032, 2, 29), id="leap day to leap day"),
        pytest.param(date(2028, 2, 29), date(1950, 1, 1), date(2036, 2, 29), id="leap day, eight years on"),
        pytest.param(date(2096, 2, 29), date(1990, 1, 1), date(2104, 2, 29), id="over 2100"),
        pytest.param(date(2026, 3, 1), date(2011, 5, 2), date(2036, 5, 2), id="14: 25th birthday"),
        pytest.param(date(2026, 3, 1), date(2009, 2, 1), date(2035, 2, 1), id="17: 26th birthday"),
        pytest.param(date(2026, 3, 1), date(2008, 3, 1), date(2034, 3, 1), id="18 that very day"),
        pytest.param(date(2026, 3, 1), date(2012, 2, 29), date(2037, 3, 1), id="born on 29 February"),
    ],
)
def test_a_record_is_kept_until_a_day(last_on, born_on, due_on):
    assert due_date(last_on, born_on, YEARS) == due_on


def test_a_record_is_due_on_the_day_and_not_the_day_before(db, ended):
    assert due_by(db, IN_EIGHT_YEARS - timedelta(days=1)) == []
    assert due_by(db, IN_EIGHT_YEARS) == [ended.reference]


def test_an_open_case_is_never_due(db, actor, ended):
    open_new_case(db, actor, ended, clock.today())
    db.flush()
    make_client(db, actor)

    assert due_by(db, IN_EIGHT_YEARS + timedelta(days=9_000)) == []


def test_whoever_was_a_child_is_kept_for_longer(db, actor):
    child = make_client(db, actor, consent_given_on=None, born_on=clock.today() - timedelta(days=15 * 365))
    close_case(db, actor, child.cases[0], clock.today())
    db.flush()

    assert due_by(db, IN_EIGHT_YEARS) == []
    assert due_by(db, IN_EIGHT_YEARS + timedelta(days=4 * 365)) == [child.reference]


def test_who_cannot_be_read_does_not_go_by_themselves(db, ended, key_store):
    key_store.destroy_key(ended.id)

    assert due_by(db, IN_EIGHT_YEARS) == []


def test_a_hold_is_told_counts_once_and_can_be_ended(db, actor, ended):
    first = hold_back(db, actor, ended, " A complaint ")
    second = hold_back(db, actor, ended, "Another")
    db.flush()
    [held] = list_due(db, IN_EIGHT_YEARS, YEARS)

    assert (held.is_held, first.id, first.reason) == (True, second.id, "A complaint")
    assert (end_hold(db, actor, ended), end_hold(db, actor, ended)) == (True, False)
    db.flush()
    assert [each.is_held for each in list_due(db, IN_EIGHT_YEARS, YEARS)] == [False]
    assert hold_back(db, actor, ended, "Once more").id != first.id


def test_managers_see_their_own_team(db, actor, ended):
    elsewhere = make_actor(db, Role.MANAGER)

    assert [each.client.id for each in list_due_in_team(db, actor, IN_EIGHT_YEARS, YEARS)] == [ended.id]
    assert list_due_in_team(db, elsewhere, IN_EIGHT_YEARS, YEARS) == []

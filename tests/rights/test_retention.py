"""Whose time is over: just those, on just that day."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from directory import clock
from directory.accounts.actor import Role
from directory.casework.deaths import record_death
from directory.casework.inputs import DeathInput
from directory.casework.models import Client
from directory.casework.operations import close_case, open_new_case
from directory.casework.own_page.messages import MessageInput, keep_message, see_to
from directory.casework.own_page.models import Told
from directory.rights.holding import end_hold, hold_back
from directory.rights.retention import WARNING, due_date, list_due, list_due_in_team, note_due, years_after
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


@pytest.fixture
def in_eight_years(ended):
    """The day on which their time is over."""
    return years_after(ended.cases[0].closed_on, YEARS)


def due_by(db, day) -> list[str]:
    return [each.client.reference for each in list_due(db, day, YEARS)]


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


def test_a_record_is_due_on_the_day_and_not_the_day_before(db, ended, in_eight_years):
    assert due_by(db, in_eight_years - timedelta(days=1)) == []
    assert due_by(db, in_eight_years) == [ended.reference]


def test_an_open_case_is_never_due(db, actor, ended, in_eight_years):
    open_new_case(db, actor, ended, clock.today())
    db.flush()
    make_client(db, actor)

    assert due_by(db, in_eight_years + timedelta(days=9_000)) == []


def test_who_waits_for_an_answer_does_not_go_before_somebody_saw_to_it(db, actor, ended, in_eight_years):
    told = keep_message(db, ended, MessageInput(Told.COPY, "asks for a copy"))
    db.flush()

    waiting = due_by(db, in_eight_years)
    see_to(db, actor, ended, told.id)
    db.flush()

    assert waiting == []
    assert due_by(db, in_eight_years) == [ended.reference]


def test_who_told_something_and_has_died_goes_in_time(db, actor, ended, in_eight_years):
    keep_message(db, ended, MessageInput(Told.COPY, "asks for a copy"))
    record_death(db, actor, ended, DeathInput("Her son"))
    db.flush()

    assert due_by(db, in_eight_years) == [ended.reference]


def test_whoever_was_a_child_is_kept_for_longer(db, actor):
    child = make_client(db, actor, consent_given_on=None, born_on=clock.today() - timedelta(days=15 * 365))
    close_case(db, actor, child.cases[0], clock.today())
    db.flush()

    in_eight_years = years_after(child.cases[0].closed_on, YEARS)
    assert due_by(db, in_eight_years) == []
    assert due_by(db, in_eight_years + timedelta(days=4 * 365)) == [child.reference]


def test_who_cannot_be_read_does_not_go_by_themselves(db, ended, in_eight_years, key_store):
    key_store.destroy_key(ended.id)

    assert due_by(db, in_eight_years) == []


def test_an_altered_birth_date_keeps_that_record_and_no_other(db, actor, ended, in_eight_years):
    altered = make_client(db, actor, consent_given_on=None)
    close_case(db, actor, altered.cases[0], altered.cases[0].opened_on)
    db.flush()
    db.execute(update(Client).where(Client.id == altered.id).values(born_on_sealed=Client.name_sealed))
    db.expire_all()

    assert due_by(db, in_eight_years) == [ended.reference]


def test_whoever_is_due_goes_after_days_of_warning_that_begin_anew_when_they_were_not(db, actor, ended, in_eight_years):
    first, second = in_eight_years - WARNING, in_eight_years + timedelta(days=5)

    note_due(db, first - timedelta(days=1), YEARS)
    assert noted(db, ended) is None
    note_due(db, first, YEARS)
    note_due(db, first + timedelta(days=1), YEARS)
    assert noted(db, ended) == first
    [due] = list_due(db, second, YEARS)
    assert due.goes_on(second) == in_eight_years

    hold_back(db, actor, ended, "A complaint")
    note_due(db, second, YEARS)
    assert noted(db, ended) is None
    end_hold(db, actor, ended)
    note_due(db, second, YEARS)
    assert noted(db, ended) == second
    [due] = list_due(db, second, YEARS)
    assert (due.goes_by(second + WARNING - timedelta(days=1)), due.goes_by(second + WARNING)) == (False, True)


def noted(db, client):
    version = client.version
    db.flush()
    db.refresh(client)
    assert client.version == version, "who has the page open is not told that somebody changed it"
    return client.due_since


def test_a_hold_is_told_counts_once_and_can_be_ended(db, actor, ended, in_eight_years):
    first = hold_back(db, actor, ended, " A complaint ")
    second = hold_back(db, actor, ended, "Another")
    db.flush()
    [held] = list_due(db, in_eight_years, YEARS)

    assert (held.is_held, first.id, first.reason) == (True, second.id, "A complaint")
    assert (end_hold(db, actor, ended), end_hold(db, actor, ended)) == (True, False)
    db.flush()
    assert [each.is_held for each in list_due(db, in_eight_years, YEARS)] == [False]
    assert hold_back(db, actor, ended, "Once more").id != first.id


def test_managers_see_their_own_team(db, actor, ended, in_eight_years):
    elsewhere = make_actor(db, Role.MANAGER)

    assert [each.client.id for each in list_due_in_team(db, actor, in_eight_years, YEARS)] == [ended.id]
    assert list_due_in_team(db, elsewhere, in_eight_years, YEARS) == []

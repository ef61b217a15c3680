"""Opening a case again: until when, and what is kept of how it ended."""

import pytest

from directory import clock
from directory.accounts.models import Scheme
from directory.casework.agreeing import PersonHasDied
from directory.casework.closing.ending import end_case
from directory.casework.closing.queries import find_standing, list_closures
from directory.casework.closing.reopening import NotReopened, reopen_case
from directory.casework.deaths import record_death
from directory.casework.inputs import DeathInput
from directory.casework.operations import open_new_case
from directory.errors import WrongInput
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.closing import make_closure, wanted_closing
from tests.factories.outcomes import days_ago


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def test_a_case_that_ended_a_short_while_ago_goes_on(db, coordinator, client):
    closure = make_closure(db, coordinator, client, closed_on=days_ago(28))

    is_news = reopen_case(db, coordinator, client, client.cases[0], "They rang and want to go on")
    db.flush()

    assert is_news
    assert client.cases[0].closed_on is None
    assert list_closures(db, client.cases[0]) == [closure]
    assert (closure.undone_by, closure.why_undone) == (coordinator.user_id, "They rang and want to go on")
    assert find_standing(db, client.cases[0]) is None


def test_after_the_days_of_the_team_a_new_case_is_opened_instead(db, coordinator, client):
    db.get_one(Scheme, coordinator.scheme_id).reopen_days = 7
    make_closure(db, coordinator, client, closed_on=days_ago(8))

    with pytest.raises(NotReopened, match="more than 7 days ago"):
        reopen_case(db, coordinator, client, client.cases[0], "They rang")

    assert client.cases[0].closed_on == days_ago(8)


def test_a_case_is_not_opened_beside_a_later_one(db, coordinator, client):
    make_closure(db, coordinator, client, closed_on=days_ago(2))
    open_new_case(db, coordinator, client, clock.today())

    with pytest.raises(NotReopened, match="Another case"):
        reopen_case(db, coordinator, client, client.cases[0], "They rang")


def test_no_case_is_opened_again_for_somebody_who_has_died(db, coordinator, client):
    make_closure(db, coordinator, client)
    record_death(db, coordinator, client, DeathInput("The surgery"))

    with pytest.raises(PersonHasDied):
        reopen_case(db, coordinator, client, client.cases[0], "They rang")


def test_a_second_click_opens_it_once(db, coordinator, client):
    make_closure(db, coordinator, client)
    reopen_case(db, coordinator, client, client.cases[0], "They rang")

    assert reopen_case(db, coordinator, client, client.cases[0], "They rang") is False
    assert len(list_closures(db, client.cases[0])) == 1


def test_a_case_opened_again_can_end_again(db, coordinator, client):
    make_closure(db, coordinator, client, closed_on=days_ago(3))
    reopen_case(db, coordinator, client, client.cases[0], "They rang")
    db.flush()

    make_closure(db, coordinator, client)

    assert [each.number for each in list_closures(db, client.cases[0])] == [2, 1]
    assert find_standing(db, client.cases[0]).number == 2


def test_a_case_that_began_and_ended_on_one_day_never_runs_beside_the_next_of_that_day(db, coordinator, client):
    [first] = client.cases
    first.opened_on = days_ago(5)
    make_closure(db, coordinator, client, closed_on=days_ago(5))
    second = open_new_case(db, coordinator, client, days_ago(5))
    db.flush()
    end_case(db, coordinator, second, wanted_closing(closed_on=days_ago(1)))
    db.flush()

    with pytest.raises(NotReopened, match="later case"):
        reopen_case(db, coordinator, client, first, "They rang")
    with pytest.raises(WrongInput):
        end_case(db, coordinator, first, wanted_closing(closed_on=days_ago(3)))

    assert reopen_case(db, coordinator, client, second, "They rang")

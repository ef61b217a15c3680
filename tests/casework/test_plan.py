"""What stands on a client's plan, and setting it aside."""

import pytest

from directory import clock
from directory.casework.models import PlannedState
from directory.casework.operations import close_case, open_new_case
from directory.casework.plan import PlanChangedMeanwhile, get_planned, list_plan, set_aside
from directory.errors import NotFound
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.plans import make_planned


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def test_reasons_are_kept_as_they_were_shown_and_sealed(db, coordinator, client):
    planned = make_planned(db, coordinator, client, make_service(db), "0.8 miles away.")

    db.expire_all()

    assert planned.reasons == '["0.8 miles away."]'
    assert b"miles" not in planned.reasons_sealed


def test_what_is_set_aside_stays_known(db, coordinator, client):
    planned = make_planned(db, coordinator, client, make_service(db))

    set_aside(db, coordinator, planned, seen=planned.version)

    assert [each.state for each in list_plan(db, coordinator, client)] == [PlannedState.SET_ASIDE]


def test_a_second_click_sets_aside_once(db, coordinator, client):
    planned = make_planned(db, coordinator, client, make_service(db))
    seen = planned.version
    set_aside(db, coordinator, planned, seen=seen)
    db.flush()
    after_first = planned.version

    set_aside(db, coordinator, planned, seen=seen)
    db.flush()

    assert planned.version == after_first


def test_what_a_colleague_changed_meanwhile_is_not_set_aside(db, coordinator, client):
    planned = make_planned(db, coordinator, client, make_service(db))

    with pytest.raises(PlanChangedMeanwhile):
        set_aside(db, coordinator, planned, seen=planned.version - 1)

    assert planned.state == PlannedState.TO_TALK_ABOUT


def test_what_is_on_the_plan_of_somebody_else_is_not_found(db, coordinator, client):
    planned = make_planned(db, coordinator, client, make_service(db))
    other = make_client(db, coordinator, name="Bill Shaw")

    with pytest.raises(NotFound):
        get_planned(db, coordinator, other, planned.id)


def test_each_spell_of_support_has_a_plan_of_its_own(db, coordinator, client):
    planned = make_planned(db, coordinator, client, make_service(db))
    close_case(db, coordinator, client.cases[0], clock.today())
    before_the_next = list_plan(db, coordinator, client)

    open_new_case(db, coordinator, client, clock.today())

    assert before_the_next == [planned]
    assert list_plan(db, coordinator, client) == []

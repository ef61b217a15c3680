"""Putting activities on a plan, and what a referral and a merge make of it."""

import pytest

from directory import clock
from directory.casework.models import PlannedState
from directory.casework.operations import close_case
from directory.casework.plan import PlanChangedMeanwhile, list_plan, set_aside
from directory.casework.queries import get_client
from directory.catalogue.merging.joining import merge_records
from directory.db import transaction
from directory.errors import Refused
from directory.referrals.operations import NotReferable
from directory.referrals.planning import ChosenActivity, plan_activities, put_back
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.duplicates import make_candidate, wanted_merge
from tests.factories.plans import make_planned
from tests.factories.referrals import make_referral


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


@pytest.fixture
def walks(db):
    return make_service(db, "Walking group")


def merge(db, actor, kept, old):
    candidate = make_candidate(db, kept, old)
    merge_records(db, actor, candidate, wanted_merge(db, candidate, kept))
    db.expire_all()


def states(db, actor, client) -> list[str]:
    return [each.state for each in list_plan(db, actor, client)]


def test_a_second_click_adds_nothing(db, coordinator, client, walks):
    first = make_planned(db, coordinator, client, walks, "They mention walking.")

    again = make_planned(db, coordinator, client, walks)

    assert again is first
    assert states(db, coordinator, client) == [PlannedState.TO_TALK_ABOUT]


def test_two_tabs_at_once_put_an_activity_on_the_plan_once(own_database, at_once):
    with transaction() as db:
        coordinator, service = make_actor(db), make_service(db)
        reference, service_id = make_client(db, coordinator).reference, service.id

    def add() -> str:
        with transaction() as db:
            client = get_client(db, coordinator, reference, to_change=True)
            [planned] = plan_activities(db, coordinator, client, [ChosenActivity(service_id)])
            return planned.id

    first, second = at_once(add, add)

    assert first == second


def test_what_was_set_aside_is_not_put_back_by_adding_it(db, coordinator, client, walks):
    planned = make_planned(db, coordinator, client, walks)
    set_aside(db, coordinator, planned, seen=planned.version)

    make_planned(db, coordinator, client, walks)

    assert states(db, coordinator, client) == [PlannedState.SET_ASIDE]


def test_what_left_the_directory_is_not_planned(db, coordinator, client, walks):
    walks.stage = "archived"
    db.flush()

    assert plan_activities(db, coordinator, client, [ChosenActivity(walks.id)]) == []


def test_there_is_no_plan_without_an_open_case(db, coordinator, client, walks):
    close_case(db, coordinator, client.cases[0], clock.today())

    with pytest.raises(NotReferable):
        make_planned(db, coordinator, client, walks)


def test_a_referral_marks_what_is_planned(db, coordinator, client, walks):
    make_planned(db, coordinator, client, walks)
    make_planned(db, coordinator, client, make_service(db, "Choir"))

    make_referral(db, coordinator, client=client, service=walks)

    assert states(db, coordinator, client) == [PlannedState.REFERRED, PlannedState.TO_TALK_ABOUT]


def test_a_referral_brings_back_what_was_set_aside(db, coordinator, client, walks):
    planned = make_planned(db, coordinator, client, walks)
    set_aside(db, coordinator, planned, seen=planned.version)

    make_referral(db, coordinator, client=client, service=walks)

    assert states(db, coordinator, client) == [PlannedState.REFERRED]


def test_what_is_referred_to_already_comes_on_the_plan_as_such(db, coordinator, client, walks):
    make_referral(db, coordinator, client=client, service=walks)

    planned = make_planned(db, coordinator, client, walks)

    assert planned.state == PlannedState.REFERRED


@pytest.mark.parametrize("is_referred", [True, False])
def test_what_is_put_back_stands_as_its_referral_does(db, coordinator, client, walks, is_referred):
    planned = make_planned(db, coordinator, client, walks)
    if is_referred:
        make_referral(db, coordinator, client=client, service=walks)
    set_aside(db, coordinator, planned, seen=planned.version)
    db.flush()

    put_back(db, coordinator, planned, client.cases[0], seen=planned.version)

    assert planned.state == (PlannedState.REFERRED if is_referred else PlannedState.TO_TALK_ABOUT)


def test_what_a_colleague_set_aside_again_meanwhile_is_not_put_back(db, coordinator, client, walks):
    planned = make_planned(db, coordinator, client, walks)
    set_aside(db, coordinator, planned, seen=planned.version)
    db.flush()

    with pytest.raises(PlanChangedMeanwhile):
        put_back(db, coordinator, planned, client.cases[0], seen=planned.version - 1)


def test_what_is_planned_follows_a_merge(db, coordinator, client, walks):
    old = make_service(db, "The walking group")
    planned = make_planned(db, coordinator, client, old)

    merge(db, coordinator, walks, old)

    assert planned.service_id == walks.id


def test_what_was_merged_meanwhile_is_planned_as_what_it_is_now(db, coordinator, client, walks):
    old = make_service(db, "The walking group")
    chosen = ChosenActivity(old.id)
    merge(db, coordinator, walks, old)

    [planned] = plan_activities(db, coordinator, get_client(db, coordinator, client.reference), [chosen])

    assert planned.service_id == walks.id


def test_what_one_plan_holds_twice_is_not_merged(db, coordinator, client, walks):
    old = make_service(db, "The walking group")
    make_planned(db, coordinator, client, walks)
    make_planned(db, coordinator, client, old)

    with pytest.raises(Refused, match="set one of the two aside first"):
        merge(db, coordinator, walks, old)


def test_what_a_merge_made_double_is_not_put_back_beside_itself(db, coordinator, client, walks):
    old = make_service(db, "The walking group")
    make_planned(db, coordinator, client, walks)
    aside = make_planned(db, coordinator, client, old)
    set_aside(db, coordinator, aside, seen=aside.version)
    db.flush()
    merge(db, coordinator, walks, old)
    case = get_client(db, coordinator, client.reference).cases[0]

    with pytest.raises(PlanChangedMeanwhile):
        put_back(db, coordinator, aside, case, seen=aside.version)

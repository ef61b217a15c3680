"""Planning support sessions: when they may be, how many there may be, and moving one."""

from datetime import time

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.audit.models import AuditEvent
from directory.casework.agreeing import PersonHasDied
from directory.casework.deaths import record_death
from directory.casework.emergencies import restrict_sight
from directory.casework.inputs import DeathInput
from directory.casework.operations import ChangedMeanwhile, close_case
from directory.casework.support_sessions.inputs import OutcomeInput
from directory.casework.support_sessions.models import Way
from directory.casework.support_sessions.planning import (
    NoCaseForSession,
    NoSessionsLeft,
    plan_session,
    reschedule_session,
)
from directory.casework.support_sessions.queries import (
    count_happened,
    find_allowance,
    find_replacement,
    get_support_session,
    list_support_sessions,
    numbers_in_case,
)
from directory.casework.support_sessions.states import MoveNotAllowed, SessionReason, SessionState
from directory.errors import NotFound, UsedBefore, WrongInput
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.support_sessions import (
    in_days,
    make_happened,
    make_more_sessions,
    make_support_session,
    wanted_session,
)


def why_moved(session, **more) -> OutcomeInput:
    return OutcomeInput(SessionState.RESCHEDULED, session.version, SessionReason.ILLNESS, "A cold", **more)


def test_a_session_is_planned_and_its_place_is_sealed(db, coordinator, client):
    planned = plan_session(db, coordinator, client, wanted_session(coordinator, in_days(3), time(14, 30)))
    db.flush()
    db.expire_all()

    [kept] = list_support_sessions(db, client)
    assert (kept.id, kept.state, kept.place) == (planned.id, "planned", "The library café")
    assert kept.starts_at.astimezone(clock.UK).time() == time(14, 30)
    assert b"library" not in kept.place_sealed
    assert "support_session.planned" in set(db.scalars(select(AuditEvent.action)))


def test_a_second_click_plans_one(db, coordinator, client):
    wanted = wanted_session(coordinator)

    first = plan_session(db, coordinator, client, wanted)
    second = plan_session(db, coordinator, client, wanted)

    assert first.id == second.id
    assert len(list_support_sessions(db, client)) == 1


def test_the_same_form_with_another_time_is_another_one(db, coordinator, client):
    wanted = wanted_session(coordinator)
    plan_session(db, coordinator, client, wanted)

    with pytest.raises(UsedBefore):
        plan_session(
            db, coordinator, client, wanted_session(coordinator, in_days(2), submission_key=wanted.submission_key)
        )


@pytest.mark.parametrize(
    ("more", "field"),
    [
        pytest.param({"day": in_days(-31)}, "day", id="before the case was opened"),
        pytest.param({"day": in_days(400)}, "day", id="more than a year ahead"),
        pytest.param({"lasts_minutes": 0}, "lasts_minutes", id="no minutes"),
        pytest.param({"place": None}, "place", id="a place without a word"),
    ],
)
def test_what_cannot_be_is_asked_again(db, coordinator, client, more, field):
    with pytest.raises(WrongInput) as refused:
        plan_session(db, coordinator, client, wanted_session(coordinator, **more))

    assert list(refused.value.fields) == [field]


def test_a_call_needs_no_place(db, coordinator, client):
    session = make_support_session(db, coordinator, client, way=Way.PHONE, place=None)

    assert session.place is None


def test_who_meets_them_is_a_coordinator_of_the_team(db, coordinator, manager, client):
    for stranger in (manager, make_actor(db)):
        with pytest.raises(WrongInput) as refused:
            plan_session(db, coordinator, client, wanted_session(stranger))
        assert list(refused.value.fields) == ["coordinator_id"]


def test_only_their_own_coordinator_meets_somebody_whose_record_is_restricted(db, coordinator, client, scheme):
    colleague = make_actor(db, scheme=scheme)
    planned = make_support_session(db, coordinator, client, coordinator_id=colleague.user_id)
    restrict_sight(db, coordinator, client, is_restricted=True)

    with pytest.raises(WrongInput) as refused:
        plan_session(db, coordinator, client, wanted_session(colleague, in_days(3)))

    assert list(refused.value.fields) == ["coordinator_id"]
    assert planned.coordinator_id == coordinator.user_id


def test_the_seventh_is_not_planned_without_a_manager(db, coordinator, client):
    for day in range(1, 7):
        make_support_session(db, coordinator, client, in_days(day))

    with pytest.raises(NoSessionsLeft, match="All 6 sessions are used or planned"):
        make_support_session(db, coordinator, client, in_days(9))


def test_the_limit_is_the_teams(db, coordinator, client, scheme):
    scheme.session_limit = 2
    make_happened(db, coordinator, client)
    make_support_session(db, coordinator, client)

    with pytest.raises(NoSessionsLeft, match="All 2 sessions"):
        make_support_session(db, coordinator, client, in_days(9))


def test_what_a_manager_allowed_can_be_planned(db, coordinator, manager, client):
    for day in range(1, 7):
        make_support_session(db, coordinator, client, in_days(day))
    make_more_sessions(db, manager, client)

    seventh = make_support_session(db, coordinator, client, in_days(9))

    assert numbers_in_case(db, client, client.cases[0])[seventh.id] == 7
    assert find_allowance(db, client.cases[0]).left == 0


def test_a_clash_is_told_and_may_be_meant(db, coordinator, client):
    make_support_session(db, coordinator, make_client(db, coordinator, name="Ted Taylor"), in_days(2))
    overlapping = wanted_session(coordinator, in_days(2), time(10, 30))

    with pytest.raises(WrongInput) as refused:
        plan_session(db, coordinator, client, overlapping)

    assert "from 10:00 to 11:00" in refused.value.fields["in_spite"]
    assert "Ted" not in str(refused.value.fields)
    assert make_support_session(db, coordinator, client, in_days(2), at=time(10, 30)).state == "planned"


def test_one_after_the_other_is_no_clash(db, coordinator, client):
    make_support_session(db, coordinator, client, in_days(2))

    next_one = plan_session(db, coordinator, client, wanted_session(coordinator, in_days(2), time(11)))

    assert next_one.state == "planned"


def test_nothing_is_planned_without_a_case_nor_after_a_death(db, coordinator, client):
    bereaved = make_client(db, coordinator, name="Ted Taylor")
    record_death(db, coordinator, bereaved, DeathInput("his son"))
    close_case(db, coordinator, client.cases[0], clock.today())

    with pytest.raises(NoCaseForSession):
        make_support_session(db, coordinator, client)
    with pytest.raises(PersonHasDied):
        make_support_session(db, coordinator, bereaved)


def test_moving_keeps_the_old_time_and_why(db, coordinator, client):
    old = make_support_session(db, coordinator, client, in_days(1))

    new = reschedule_session(db, coordinator, client, old, wanted_session(coordinator, in_days(8)), why_moved(old))
    db.flush()

    assert (old.state, old.reason, old.note) == ("rescheduled", "illness", "A cold")
    assert find_replacement(db, old).id == new.id
    assert numbers_in_case(db, client, client.cases[0]) == {new.id: 1}


def test_the_last_one_can_be_moved_and_one_cannot_be_moved_twice(db, coordinator, client, scheme):
    scheme.session_limit = 1
    old = make_support_session(db, coordinator, client, in_days(1))

    reschedule_session(db, coordinator, client, old, wanted_session(coordinator, in_days(8)), why_moved(old))
    db.flush()

    with pytest.raises(MoveNotAllowed):
        reschedule_session(db, coordinator, client, old, wanted_session(coordinator, in_days(9)), why_moved(old))


def test_moving_into_its_own_time_is_no_clash(db, coordinator, client):
    old = make_support_session(db, coordinator, client, in_days(1))

    new = reschedule_session(
        db, coordinator, client, old, wanted_session(coordinator, in_days(1), time(10, 30)), why_moved(old)
    )

    assert new.state == "planned"


def test_who_looked_before_a_colleague_moved_it_is_told(db, coordinator, client):
    old = make_support_session(db, coordinator, client, in_days(1))
    seen = why_moved(old)
    old.place = "The town hall"
    db.flush()

    with pytest.raises(ChangedMeanwhile):
        reschedule_session(db, coordinator, client, old, wanted_session(coordinator, in_days(8)), seen)


def test_a_session_of_somebody_else_is_not_found(db, coordinator, client):
    other = make_support_session(db, coordinator, make_client(db, coordinator, name="Ted Taylor"))

    with pytest.raises(NotFound):
        get_support_session(db, client, other.id)


def test_only_what_happened_is_counted_for_the_ending(db, coordinator, client):
    make_happened(db, coordinator, client)
    make_happened(db, coordinator, client, in_days(-2))
    make_support_session(db, coordinator, client)

    assert count_happened(db, client.cases[0]) == 2


def test_a_manager_does_not_meet_people(db, client):
    assert not make_actor(db, Role.MANAGER).may("casework.write")

"""The clients of somebody who leaves go to others with all that is theirs, once, and can be taken back for a week."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.casework.assessment.agreement_models import PlanReview
from directory.casework.caseload.handing_over import TooLateToUndo, get_colleague, hand_over, undo_hand_over
from directory.casework.caseload.left_with import list_appointments_left, list_new_to
from directory.casework.models import Client
from directory.casework.triage.allocating import change_coordinator, list_allocations
from directory.casework.triage.kinds import ContactResult
from directory.casework.triage.profiles import list_gone
from directory.casework.triage.wishing import wishes_of, wishes_of_many
from directory.errors import NotFound, UsedBefore, WrongInput
from directory.reporting.continuity import coordinators_of
from tests.factories.accounts import make_actor
from tests.factories.assessments import make_assessment, make_home_assessment, make_whole_plan
from tests.factories.casework import make_client
from tests.factories.support_sessions import in_days, make_support_session, make_visit
from tests.factories.triage import make_attempt, to_colleague, wanted_handover


@pytest.fixture
def leaver(db):
    return make_actor(db)


@pytest.fixture
def scheme(db, leaver):
    return db.get_one(Scheme, leaver.scheme_id)


@pytest.fixture
def colleague(db, scheme):
    return make_actor(db, scheme=scheme)


@pytest.fixture
def manager(db, scheme):
    return make_actor(db, Role.MANAGER, scheme=scheme)


def user_of(db, actor) -> User:
    return db.get_one(User, actor.user_id)


def give(db, manager, leaver, *to, **more):
    done = hand_over(db, manager, user_of(db, leaver), wanted_handover(to, **more))
    db.flush()
    return done


def test_each_goes_to_who_was_chosen_and_it_is_written_down(db, leaver, scheme, colleague, manager):
    other = make_actor(db, scheme=scheme)
    ada, bill, cora = (make_client(db, leaver, name=name) for name in ("Ada A", "Bill B", "Cora C"))

    done = give(db, manager, leaver, (ada, colleague), (bill, other))

    [allocation] = list_allocations(db, ada)
    assert (done.given, done.left) == (2, 0)
    assert [each.coordinator_id for each in (ada, bill, cora)] == [colleague.user_id, other.user_id, leaver.user_id]
    assert (allocation.from_user_id, allocation.by_user_id, allocation.reason) == (
        leaver.user_id,
        manager.user_id,
        "colleague left",
    )


def test_appointments_assessments_and_looks_at_the_plan_go_along(db, leaver, colleague, manager):
    client = make_client(db, leaver)
    session = make_support_session(db, leaver, client, in_days(3))
    make_whole_plan(db, leaver, client)
    assessment = make_assessment(db, leaver, client)

    give(db, manager, leaver, (client, colleague))

    reviews = db.scalars(select(PlanReview).where(PlanReview.client_id == client.id, PlanReview.held_on.is_(None)))
    assert session.coordinator_id == colleague.user_id
    assert assessment.coordinator_id == colleague.user_id
    assert {each.owner_id for each in reviews} <= {colleague.user_id}


def test_a_second_click_gives_nobody_twice(db, leaver, colleague, manager):
    client = make_client(db, leaver)
    first = give(db, manager, leaver, (client, colleague), submission_key="the same")

    second = give(db, manager, leaver, (client, colleague), submission_key="the same")

    assert second.handover is first.handover
    assert (second.given, len(list_allocations(db, client))) == (1, 1)


def test_a_key_that_came_with_another_colleague_is_refused(db, leaver, colleague, manager):
    give(db, manager, leaver, (make_client(db, leaver), colleague), submission_key="the same")

    with pytest.raises(UsedBefore):
        give(db, manager, colleague, (make_client(db, colleague), leaver), submission_key="the same")


def test_of_two_managers_the_second_leaves_who_has_somebody_else(db, leaver, scheme, colleague, manager):
    client, third = make_client(db, leaver), make_actor(db, scheme=scheme)
    give(db, manager, leaver, (client, colleague))

    done = give(db, make_actor(db, Role.MANAGER, scheme=scheme), leaver, (client, third))

    assert (done.given, done.left) == (0, 1)
    assert client.coordinator_id == colleague.user_id


@pytest.mark.parametrize("to", ["manager", "stranger", "leaver"])
def test_only_coordinators_of_the_team_who_are_at_work_are_given_anybody(db, leaver, manager, to):
    receiver = {"manager": manager, "leaver": leaver, "stranger": make_actor(db)}[to]

    with pytest.raises(WrongInput):
        give(db, manager, leaver, (make_client(db, leaver), receiver))


def test_clients_of_another_team_are_not_given(db, leaver, colleague, manager):
    stranger = make_client(db, make_actor(db))

    done = give(db, manager, leaver, (stranger, colleague), (make_client(db, leaver), colleague))

    assert (done.given, done.left) == (1, 1)
    assert stranger.coordinator_id != colleague.user_id


def test_taken_back_they_are_with_whom_they_were_and_it_counts_as_no_change(db, leaver, colleague, manager):
    client = make_client(db, leaver)
    session = make_support_session(db, leaver, client, in_days(3))
    handover = give(db, manager, leaver, (client, colleague)).handover
    db.flush()

    number, again = (undo_hand_over(db, manager, handover) for _ in range(2))
    db.flush()

    had = coordinators_of(db, select(Client.id).where(Client.id == client.id), clock.now() + timedelta(days=1))
    assert (number, again) == (1, 0)
    assert (client.coordinator_id, session.coordinator_id) == (leaver.user_id, leaver.user_id)
    assert had == {client.id: {leaver.user_id}}
    assert wishes_of(db, client).supported_by == wishes_of_many(db, [client])[0].supported_by == {leaver.user_id}


def test_who_was_given_to_somebody_else_since_is_not_taken_back(db, leaver, scheme, colleague, manager):
    client, third = make_client(db, leaver), make_actor(db, scheme=scheme)
    handover = give(db, manager, leaver, (client, colleague)).handover
    change_coordinator(db, manager, client, to_colleague(third))
    db.flush()

    assert undo_hand_over(db, manager, handover) == 0
    assert client.coordinator_id == third.user_id


def test_after_a_week_it_is_not_taken_back(db, leaver, colleague, manager):
    handover = give(db, manager, leaver, (make_client(db, leaver), colleague)).handover
    handover.made_at -= timedelta(days=8)

    with pytest.raises(TooLateToUndo):
        undo_hand_over(db, manager, handover)


def test_the_new_coordinator_tells_them_and_nobody_is_named_once_spoken_to(db, leaver, colleague, manager):
    client = make_client(db, leaver)
    give(db, manager, leaver, (client, colleague))

    before = [each.id for each, _ in list_new_to(db, colleague, in_days(-30))]
    make_attempt(db, colleague, client, result=ContactResult.REACHED)

    assert before == [client.id]
    assert list_new_to(db, colleague, in_days(-30)) == []
    assert list_new_to(db, leaver, in_days(-30)) == []


def test_visits_somebody_is_the_buddy_of_are_told_of_apart(db, leaver, colleague, manager):
    client = make_client(db, colleague)
    visit = make_visit(db, colleague, client, leaver, in_days(2))
    assessment = make_home_assessment(db, colleague, client, leaver)

    assert [each.id for each in list_appointments_left(db, manager, leaver.user_id)] == [assessment.id, visit.id]


def test_who_has_left_and_has_people_still_is_known(db, leaver, manager):
    make_client(db, leaver)
    before = list_gone(db, manager)
    user_of(db, leaver).is_active = False
    db.flush()

    assert before == []
    assert list_gone(db, manager) == [(leaver.user_id, user_of(db, leaver).name, 1)]


def test_only_coordinators_of_the_own_team_are_found(db, leaver, manager):
    assert get_colleague(db, manager, leaver.user_id).id == leaver.user_id
    for other in (make_actor(db), manager):
        with pytest.raises(NotFound):
            get_colleague(db, manager, other.user_id)

"""Who came by no referral is written down as taken on, and is to be reached like everybody else."""

from datetime import timedelta

import pytest

from directory.casework.inputs import NewClientInput
from directory.casework.operations import close_case, open_new_case
from directory.casework.triage.allocating import list_allocations
from directory.casework.triage.kinds import ContactResult
from directory.casework.triage.queue import own_targets
from directory.casework.triage.reaching import list_not_reached
from directory.casework.triage.taking_on import take_on_directly
from directory.clock import today
from tests.factories.accounts import make_actor, new_word
from tests.factories.assessments import make_assessment
from tests.factories.support_sessions import make_happened
from tests.factories.triage import make_attempt


@pytest.fixture
def actor(db):
    return make_actor(db)


def take_on(db, actor):
    client = take_on_directly(db, actor, NewClientInput(name="Edith Ashworth", submission_key=f"client-{new_word()}"))
    db.flush()
    return client


def test_it_is_written_down_once_who_takes_somebody_on_directly(db, actor):
    wanted = NewClientInput(name="Edith Ashworth", submission_key="the same")

    client, again = (take_on_directly(db, actor, wanted) for _ in range(2))

    [allocation] = list_allocations(db, client)
    assert again is client
    assert (allocation.from_user_id, allocation.to_user_id, allocation.reason) == (None, actor.user_id, "taken on")


def test_who_is_taken_on_directly_is_to_be_reached_as_routine(db, actor):
    client = take_on(db, actor)

    [waiting] = list_not_reached(db, actor)

    assert (waiting.client, waiting.asked_on) == (client, today())
    assert waiting.reach_by == own_targets(db, actor.scheme_id).reach_by(today(), None)


def test_they_wait_no_more_once_somebody_reached_them(db, actor):
    make_attempt(db, actor, take_on(db, actor), result=ContactResult.REACHED)

    assert list_not_reached(db, actor) == []


def test_they_wait_still_while_nobody_answers(db, actor):
    make_attempt(db, actor, take_on(db, actor))

    assert len(list_not_reached(db, actor)) == 1


@pytest.mark.parametrize("meet", [make_assessment, make_happened], ids=["assessment", "session"])
def test_who_came_to_an_appointment_was_reached(db, actor, meet):
    client = take_on(db, actor)
    client.cases[0].opened_on -= timedelta(days=5)

    meet(db, actor, client)

    assert list_not_reached(db, actor) == []


def test_a_later_case_of_somebody_known_is_no_first_contact(db, actor):
    client = take_on(db, actor)
    [allocation] = list_allocations(db, client)
    allocation.allocated_at -= timedelta(days=10)
    client.cases[0].opened_on -= timedelta(days=10)
    close_case(db, actor, client.cases[0], today() - timedelta(days=5))

    open_new_case(db, actor, client, today())
    db.flush()

    assert list_not_reached(db, actor) == []

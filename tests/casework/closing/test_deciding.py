"""Answers that close a case and wait for a manager."""

from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.closing.deciding import find_put, list_put, put_to_manager, send_back
from directory.casework.closing.drafts import find_draft, keep_answers
from directory.casework.closing.ending import end_case
from directory.casework.closing.queries import find_standing
from directory.casework.closing.reasons import ClosureReason
from directory.casework.closing.reopening import reopen_case
from directory.casework.deaths import record_death
from directory.casework.inputs import DeathInput
from directory.casework.queries import get_client
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.closing import wanted_closing


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def manager(db, coordinator):
    return make_actor(db, Role.MANAGER, scheme=db.get_one(Scheme, coordinator.scheme_id))


@pytest.fixture
def case(db, coordinator):
    return make_client(db, coordinator).cases[0]


@pytest.fixture
def draft(db, coordinator, case):
    keep_answers(db, coordinator, case, None, {"reason": "unable to contact"})
    db.flush()
    draft = find_draft(db, coordinator, case)
    put_to_manager(db, coordinator, draft)
    db.flush()
    return draft


def test_what_is_put_to_a_manager_waits_with_the_answers_as_they_were_given(db, manager, case, draft):
    [(waiting, client)] = list_put(db, manager)

    assert waiting.given == {"reason": "unable to contact"}
    assert (client.id, waiting.put_to_manager_on) == (case.client_id, clock.today())


def test_another_answer_takes_it_back_from_the_manager(db, coordinator, manager, case, draft):
    keep_answers(db, coordinator, case, None, {"reason": "moved away"})
    db.flush()

    assert find_put(db, manager, case) is None


def test_what_is_sent_back_keeps_its_answers_and_waits_for_nobody(db, manager, case, draft):
    send_back(db, manager, draft)
    db.flush()

    assert find_put(db, manager, case) is None
    assert (draft.given, draft.sent_back_on) == ({"reason": "unable to contact"}, clock.today())


def test_a_manager_of_another_team_is_not_asked(db, case, draft):
    stranger = make_actor(db, Role.MANAGER)

    assert list_put(db, stranger) == []


def test_answers_that_are_too_old_wait_for_nobody(db, manager, case, draft):
    draft.saved_at = clock.now() - timedelta(days=15)
    db.flush()

    assert find_put(db, manager, case) is None


def test_who_has_died_waits_for_no_decision(db, manager, case, draft):
    record_death(db, manager, get_client(db, manager, case.client.reference), DeathInput("Her son"))
    db.flush()

    assert list_put(db, manager) == []
    assert draft.given == {"reason": "unable to contact"}


def test_a_case_that_was_closed_otherwise_waits_for_no_decision(db, manager, case, draft):
    end_case(db, manager, case, wanted_closing(ClosureReason.MOVED))
    db.flush()

    assert list_put(db, manager) == []


def test_a_case_that_goes_on_again_waits_for_no_decision(db, coordinator, manager, case):
    client = get_client(db, coordinator, case.client.reference)
    end_case(db, coordinator, case, wanted_closing(ClosureReason.MOVED))
    keep_answers(db, coordinator, case, find_standing(db, case), {"reason": "unable to contact"})
    db.flush()
    put_to_manager(db, coordinator, find_draft(db, coordinator, case))

    reopen_case(db, coordinator, client, case, "They rang")
    db.flush()

    assert list_put(db, manager) == []

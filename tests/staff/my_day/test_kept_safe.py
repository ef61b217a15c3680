"""What is due for somebody's safety."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.safety.inputs import ConcernHandlingInput
from directory.casework.safety.keeping import change_concern, say_none_known
from directory.staff.my_day.kept_safe import NAMED_FOR, list_kept_safe
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.safety import make_concern, make_risk, wanted_concern

ASK, ACT = "Ask for risks at the assessment", "A safeguarding concern: say what was done"


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    """Somebody whose support began today."""
    client = make_client(db, coordinator)
    client.cases[0].opened_on = clock.today()
    db.flush()
    return client


@pytest.fixture
def due(db, whole_app):
    def of(actor) -> list[str]:
        with whole_app.test_request_context():
            return [each.what for each in list_kept_safe(db, actor, clock.today())]

    return of


def colleague_of(db, actor, role=Role.COORDINATOR):
    return make_actor(db, role, scheme=db.get_one(Scheme, actor.scheme_id))


def test_risks_are_due_until_somebody_asked(db, coordinator, client, due):
    before = due(coordinator)

    say_none_known(db, coordinator, client)
    db.flush()

    assert (before, due(coordinator)) == ([ASK], [])


def test_a_risk_that_is_known_is_an_answer(db, coordinator, client, due):
    make_risk(db, coordinator, client)

    assert due(coordinator) == []


def test_whose_support_began_long_ago_is_not_named_every_day(db, coordinator, client, due):
    client.cases[0].opened_on = clock.today() - NAMED_FOR - timedelta(days=1)
    db.flush()

    assert due(coordinator) == []


def test_a_concern_is_due_for_who_may_read_it_until_they_say_what_was_done(db, coordinator, client, due):
    manager, colleague = colleague_of(db, coordinator, Role.MANAGER), colleague_of(db, coordinator)
    say_none_known(db, coordinator, client)
    concern = make_concern(db, colleague, client)
    before = [due(each) for each in (coordinator, manager, colleague)]
    handling = ConcernHandlingInput(is_hidden=False, acted="Rang the duty desk")

    change_concern(db, coordinator, concern, wanted_concern(), handling, concern.version)
    db.flush()

    read = db.scalars(select(AuditEvent.actor_id).where(AuditEvent.action == "safeguarding.viewed")).all()
    assert before == [[ACT], [ACT], []]
    assert due(coordinator) == []
    assert set(read) == {coordinator.user_id, manager.user_id}

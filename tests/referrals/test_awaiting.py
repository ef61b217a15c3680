"""Who waits for what, and since when."""

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.caseload.open_cases import list_open_cases
from directory.casework.models import Client
from directory.casework.operations import close_case
from directory.casework.own_page.messages import MessageInput, keep_message
from directory.casework.own_page.models import Told
from directory.casework.triage.kinds import ContactResult
from directory.referrals.awaiting import WaitsFor, list_waits
from directory.referrals.states import ReferralState
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.referrals import make_group_question, make_referral
from tests.factories.support_sessions import in_days, make_happened, make_more_sessions
from tests.factories.triage import make_attempt


@pytest.fixture
def actor(db):
    return make_actor(db)


def waits(db, actor, *conditions):
    return list_waits(db, actor, list_open_cases(db, actor, clock.today(), *conditions), *conditions)


def whats(db, actor):
    return [each.what for each in waits(db, actor)]


@pytest.fixture
def client(db, actor):
    """Somebody who had a session, and so waits for nothing yet."""
    client = make_client(db, actor)
    make_happened(db, actor, client)
    return client


def test_who_is_supported_and_asked_for_nothing_waits_for_nothing(db, actor, client):
    assert waits(db, actor) == []


def test_the_first_contact_is_waited_for_since_the_case_began(db, actor):
    make_client(db, actor)

    [wait] = waits(db, actor)

    assert (wait.what, wait.since) == (WaitsFor.FIRST_CONTACT, in_days(-30))


def test_an_assessment_is_waited_for_since_they_were_reached(db, actor):
    make_attempt(db, actor, make_client(db, actor), result=ContactResult.REACHED, tried_on=in_days(-4))

    [wait] = waits(db, actor)

    assert (wait.what, wait.since) == (WaitsFor.ASSESSMENT, in_days(-4))


@pytest.mark.parametrize(
    ("state", "what"), [(ReferralState.SENT, WaitsFor.GROUP), (ReferralState.WAITING, WaitsFor.PLACE)]
)
def test_a_group_is_waited_for_by_its_name_since_the_referral_stood_so(db, actor, client, state, what):
    referral = make_referral(db, actor, client=client)
    referral.state, referral.state_on = state.value, in_days(-8)
    db.flush()

    [wait] = waits(db, actor)

    assert (wait.what, wait.since, wait.referral) == (what, in_days(-8), referral.reference)
    assert wait.about


def test_what_a_group_or_the_person_asked_us_waits_for_us(db, actor, client):
    make_group_question(db, make_referral(db, actor, client=client))
    keep_message(db, client, MessageInput(Told.CORRECTION, "told", "A new number"))
    db.flush()

    assert sorted(whats(db, actor)) == [WaitsFor.GROUP, WaitsFor.US, WaitsFor.US]


def test_a_question_for_more_sessions_waits_for_a_decision(db, actor, client):
    make_more_sessions(db, actor, client)

    assert whats(db, actor) == [WaitsFor.DECISION]


def test_who_is_supported_no_more_waits_for_nothing(db, actor, client):
    make_referral(db, actor, client=client)
    close_case(db, actor, client.cases[0], clock.today())
    db.flush()

    assert waits(db, actor) == []


def test_only_those_who_may_be_seen_and_are_wanted_are_told_of(db, actor):
    scheme = db.get_one(Scheme, actor.scheme_id)
    colleague, manager, stranger = (
        make_actor(db, scheme=scheme),
        make_actor(db, Role.MANAGER, scheme=scheme),
        make_actor(db),
    )
    hidden, _ = make_client(db, actor), make_client(db, colleague)
    hidden.restricted_at = clock.now()
    db.flush()

    assert [len(waits(db, each)) for each in (colleague, manager, stranger)] == [1, 2, 0]
    assert len(waits(db, manager, Client.coordinator_id == colleague.user_id)) == 1

"""What senders are told stays true, whatever becomes of whom they referred; each change is one event."""

import pytest
from sqlalchemy import select

from directory import clock
from directory.casework.closing.reasons import ClosureReason
from directory.casework.closing.reopening import reopen_case
from directory.casework.deaths import record_death, undo_death
from directory.casework.inputs import DeathInput
from directory.casework.operations import close_case
from directory.casework.queries import get_client, open_case
from directory.casework.referrals_in.answering_referrals import accept_as_known, accept_as_new
from directory.casework.referrals_in.joining_referrals import join_referral, separate_referral
from directory.casework.referrals_in.sent_models import ReferralEvent, SentReferral
from directory.casework.triage.kinds import ContactResult
from directory.casework.triage.stopping import end_not_reached
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.casework import make_client
from tests.factories.closing import make_closure
from tests.factories.senders import make_sender, make_sent
from tests.factories.triage import make_attempt, try_in_vain


@pytest.fixture
def actor(db):
    return make_actor(db)


@pytest.fixture
def sender(db, actor):
    return make_sender(db, actor)


@pytest.fixture
def referral(db, sender):
    return make_sent(db, sender)


def told(db, referral) -> list[str]:
    """The status of each event about a referral; the last one is how it stands."""
    db.flush()
    events = db.scalars(
        select(ReferralEvent).where(ReferralEvent.referral_id == referral.id).order_by(ReferralEvent.number)
    ).all()
    sent = db.get_one(SentReferral, referral.id)
    assert [each.number for each in events] == list(range(1, sent.changes + 1))
    assert sent.status == (events[-1].status if events else "received")
    return [each.status for each in events]


def supported(db, actor, referral):
    client = accept_as_new(db, actor, referral)
    db.flush()
    return get_client(db, actor, client.reference)


def test_each_step_is_told_once(db, actor, referral):
    try_in_vain(db, actor, referral)
    try_in_vain(db, actor, referral)
    make_attempt(db, actor, referral, result=ContactResult.REACHED)
    client = supported(db, actor, referral)
    close_case(db, actor, open_case(client), clock.today())

    assert told(db, referral) == ["not reached", "contacted", "supported", "ended"]


def test_that_we_have_stopped_trying_is_told(db, actor, referral):
    for _ in range(3):
        try_in_vain(db, actor, referral)

    end_not_reached(db, actor, referral, can_write=False)

    assert told(db, referral) == ["not reached", "given up"]


def test_a_case_opened_by_mistake_or_twice_ends_like_any_other(db, actor, referral):
    client = supported(db, actor, referral)

    make_closure(db, actor, client, ClosureReason.MISTAKE)

    assert told(db, referral) == ["supported", "ended"]


def test_support_that_goes_on_again_is_told(db, actor, referral):
    client = supported(db, actor, referral)
    close_case(db, actor, open_case(client), clock.today())

    reopen_case(db, actor, client, client.cases[0], "She rang us")

    assert told(db, referral) == ["supported", "ended", "supported"]


def test_a_death_ends_it_without_a_word_of_why_and_a_mistake_is_put_right(db, actor, referral):
    client = supported(db, actor, referral)

    record_death(db, actor, client, DeathInput("Her daughter"))
    undo_death(db, actor, client, "It was somebody else")

    assert told(db, referral) == ["supported", "ended", "supported"]


def test_an_older_referral_has_ended_still_when_support_begins_anew(db, actor, sender, referral):
    client = supported(db, actor, referral)
    close_case(db, actor, open_case(client), clock.today())
    again = make_sent(db, sender)

    accept_as_known(db, actor, again, get_client(db, actor, client.reference))

    assert told(db, again) == ["supported"]
    assert "ended" in told(db, referral)


def test_who_is_supported_already_is_told_as_supported(db, actor, sender):
    client = make_client(db, actor)
    referral = make_sent(db, sender)

    accept_as_known(db, actor, referral, client)

    assert told(db, referral) == ["supported"]


def test_one_more_referral_of_a_person_stands_as_the_first(db, actor, sender, referral):
    other = make_sender(db, actor)
    more = make_sent(db, other)
    join_referral(db, actor, more, referral)
    joined = told(db, more)

    make_attempt(db, actor, referral, result=ContactResult.REACHED)
    supported(db, actor, referral)

    assert joined == []
    assert told(db, more) == told(db, referral) == ["contacted", "supported"]


def test_what_was_joined_to_a_referral_stands_as_the_one_that_is_joined_to(db, actor, referral):
    more, most = (make_sent(db, make_sender(db, actor)) for _ in range(2))
    join_referral(db, actor, most, more)
    make_attempt(db, actor, referral, result=ContactResult.REACHED)

    join_referral(db, actor, more, referral)

    assert told(db, most) == told(db, more) == ["contacted"]


def test_a_referral_that_stands_alone_again_is_told_so(db, actor, sender, referral):
    more = make_sent(db, make_sender(db, actor))
    join_referral(db, actor, more, referral)
    make_attempt(db, actor, referral, result=ContactResult.REACHED)

    separate_referral(db, actor, more)

    assert told(db, more) == ["contacted", "received"]


def test_of_who_asked_by_themselves_nobody_is_told(db, actor):
    accept_as_new(db, actor, make_referral_in(db, actor))

    assert db.scalars(select(ReferralEvent)).all() == []

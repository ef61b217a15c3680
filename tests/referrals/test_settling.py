"""A colleague says that nothing else is wanted after what a group answered, and may take it back."""

import pytest

from directory import clock
from directory.audit.models import AuditEvent
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import get_link
from directory.referrals.group_answers import list_group_answers
from directory.referrals.inputs import MoveInput
from directory.referrals.operations import move_referral
from directory.referrals.replies import SharedReferral, answer_referral
from directory.referrals.settling import find_answer, settle_answer, unsettle_answer, waits_for_us
from directory.referrals.states import Reason, ReferralState
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service
from tests.factories.links import make_reply_link
from tests.factories.referrals import make_referral

S = ReferralState
ADDRESS = "bowls@becklane.example"


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def referral(db, coordinator):
    return make_referral(db, coordinator, service=make_service(db, "Bowls", email=ADDRESS))


def say(db, referral, to: S) -> int:
    """What the group says by its link; the number of its answer."""
    link = get_link(db, make_reply_link(db, referral), LinkPurpose.REFERRAL)
    reason = Reason.NOT_ELIGIBLE if to is S.DECLINED else None
    answer_referral(db, SharedReferral(link, referral, ADDRESS, "A team"), MoveInput(to, clock.today(), reason))
    db.flush()
    return len(referral.moves)


def on_day(db, actor) -> list[S]:
    return [each.state for each in list_group_answers(db, actor, clock.today())]


@pytest.mark.parametrize("state", [S.DECLINED, S.ACCEPTED, S.NOT_ATTENDED])
def test_settled_answer_is_gone_from_the_day_and_comes_back_when_it_is_undone(db, coordinator, referral, state):
    number = say(db, referral, state)
    before = on_day(db, coordinator)

    settle_answer(db, coordinator, referral, number)
    db.flush()
    settled = on_day(db, coordinator)
    unsettle_answer(db, coordinator, referral, number)
    db.flush()

    assert (before, settled, on_day(db, coordinator)) == ([state], [], [state])


def test_settling_twice_is_written_down_once_with_who_and_when(db, coordinator, referral):
    number = say(db, referral, S.DECLINED)
    settle_answer(db, coordinator, referral, number)
    first = find_answer(referral).settled_at

    is_kept = settle_answer(db, make_actor(db), referral, number)
    db.flush()

    answer = find_answer(referral)
    acts = db.query(AuditEvent).filter_by(action="referral.answer_settled").all()
    assert is_kept
    assert (answer.settled_by, answer.settled_at) == (coordinator.user_id, first)
    assert [each.subject_ids for each in acts] == [[str(referral.id)]]


def test_answer_that_something_newer_replaced_is_not_settled(db, coordinator, referral):
    number = say(db, referral, S.ACCEPTED)
    move_referral(db, coordinator, referral, MoveInput(S.ATTENDED, clock.today()))
    db.flush()

    assert not settle_answer(db, coordinator, referral, number)
    assert find_answer(referral) is None


def test_no_does_not_wait_while_another_referral_of_the_case_is_open(db, coordinator, referral):
    other = make_referral(
        db, coordinator, client=referral.client, service=make_service(db, "Choir", email="choir@becklane.example")
    )
    say(db, referral, S.DECLINED)
    while_open = on_day(db, coordinator), waits_for_us(db, referral)

    move_referral(db, coordinator, other, MoveInput(S.DECLINED, clock.today(), Reason.NO_ROOM))
    db.flush()

    assert while_open == ([], False)
    assert on_day(db, coordinator) == [S.DECLINED]
    assert waits_for_us(db, referral)

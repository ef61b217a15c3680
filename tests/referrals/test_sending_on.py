"""Sending somebody on from a referral that came to nothing."""

import pytest

from directory import clock
from directory.errors import WrongInput
from directory.outcomes.queries import evaluate
from directory.referrals.endings import Ending, ending_of
from directory.referrals.inputs import MoveInput, OldOne
from directory.referrals.operations import move_referral, refer_onward
from directory.referrals.sending_on import list_chain, possible_ends
from directory.referrals.states import MOVES, SENT_ON_FROM, Reason, ReferralState
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.referrals import make_referral, wanted_referral

S = ReferralState


def move(db, actor, referral, to, reason=None):
    move_referral(db, actor, referral, MoveInput(to, clock.today(), reason))


def send_on(db, actor, before, to="Bowls", **more):
    wanted = wanted_referral(make_service(db, to).id, sent_on_from=before.reference, **more)
    return refer_onward(db, actor, before.client, wanted)


def test_new_referral_knows_the_old_one_and_the_old_one_knows_it(db):
    actor = make_actor(db)
    full = make_referral(db, actor)
    move(db, actor, full, S.DECLINED, Reason.NO_ROOM)

    second = send_on(db, actor, full)
    move(db, actor, second, S.NOT_FOR_ME)
    third = send_on(db, actor, second, "Choir")
    db.flush()

    chains = [[each.service.name for each in list_chain(db, actor, one)] for one in (full, second, third)]
    assert chains == [[full.service.name, "Bowls", "Choir"]] * 3
    assert full.state == S.DECLINED


def test_new_group_needs_an_agreement_of_its_own(db):
    actor = make_actor(db)
    full = make_referral(db, actor)
    move(db, actor, full, S.DECLINED, Reason.NO_ROOM)

    second = send_on(db, actor, full)

    assert [each.id for each in second.agreements] != [each.id for each in full.agreements]
    assert len(second.agreements) == 1


@pytest.mark.parametrize(
    ("old_one", "state", "ending"),
    [
        (OldOne.STAYS, S.SENT, None),
        (OldOne.NO_REPLY, S.DECLINED, Ending.NO_REPLY),
        (OldOne.TAKEN_BACK, S.WITHDRAWN, Ending.TAKEN_BACK),
    ],
)
def test_what_becomes_of_one_without_an_answer_is_said_by_who_sends_them_on(db, old_one, state, ending):
    actor = make_actor(db)
    silent = make_referral(db, actor)

    send_on(db, actor, silent, old_one=old_one)

    assert silent.state == state
    assert ending_of(silent.standing_moves) == ending


@pytest.mark.parametrize("state", sorted(S))
def test_every_end_that_is_offered_can_be_written_down(db, state):
    referral = make_referral(db)
    referral.state = state.value

    ends = possible_ends(referral)

    to = {OldOne.NO_REPLY: S.DECLINED, OldOne.TAKEN_BACK: S.WITHDRAWN}
    assert all(to[each] in MOVES[state] for each in ends if each is not OldOne.STAYS)


def test_who_goes_there_is_not_sent_on(db):
    actor = make_actor(db)
    going = make_referral(db, actor)
    move(db, actor, going, S.ATTENDED)

    with pytest.raises(WrongInput):
        send_on(db, actor, going)

    assert S.ATTENDED not in SENT_ON_FROM


def test_nobody_is_sent_on_from_what_another_was_referred_to(db):
    actor = make_actor(db)
    of_another = make_referral(db, actor)
    move(db, actor, of_another, S.DECLINED, Reason.NO_ROOM)
    wanted = wanted_referral(make_service(db).id, sent_on_from=of_another.reference)

    with pytest.raises(WrongInput):
        refer_onward(db, actor, make_client(db, actor), wanted)


def test_form_sent_twice_sends_on_once(db):
    actor = make_actor(db)
    silent = make_referral(db, actor)
    bowls = make_service(db, "Bowls")
    wanted = wanted_referral(bowls.id, sent_on_from=silent.reference, old_one=OldOne.NO_REPLY)

    first, second = (refer_onward(db, actor, silent.client, wanted) for _ in range(2))

    assert first is second
    assert [each.to_state for each in silent.moves] == [S.SENT, S.DECLINED]


def test_need_that_was_tried_twice_counts_once(db):
    actor = make_actor(db)
    full = make_referral(db, actor)
    move(db, actor, full, S.DECLINED, Reason.NO_ROOM)
    send_on(db, actor, full)
    make_referral(db, actor)
    db.flush()

    counted = evaluate(db, actor)

    assert (counted.referrals_made, counted.referrals_sent_on) == (3, 1)

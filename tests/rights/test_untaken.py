"""Who asked and was not taken on: kept for a while, then gone for good, keys and all."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.casework.feedback.kinds import Finding
from directory.casework.feedback.models import Feedback, FeedbackStep
from directory.casework.feedback.states import FeedbackState
from directory.casework.referrals_in.answering_referrals import accept_as_new, decline_referral_in
from directory.casework.referrals_in.referral_inputs import DeclineInput
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import get_referral_in
from directory.casework.referrals_in.referral_states import DeclineReason
from directory.errors import WrongInput
from directory.rights.tombstones import replay_tombstones
from directory.rights.untaken import (
    KEPT_FOR,
    UNCONFIRMED_FOR,
    TakenOn,
    count_over,
    erase_referral_in,
    let_go_of_feedback,
    let_go_of_untaken,
)
from directory.security.key_tables import PersonErased
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in, wanted_of_friend
from tests.factories.casework import make_client
from tests.factories.feedback import do, make_feedback
from tests.factories.triage import try_in_vain

A_DAY = timedelta(days=1)


@pytest.fixture
def actor(db):
    return make_actor(db, Role.COORDINATOR, Role.MANAGER)


def decline(db, actor, referral):
    decline_referral_in(db, actor, referral, DeclineInput(DeclineReason.NO_ROOM))


def accept(db, actor, referral):
    accept_as_new(db, actor, referral)


def leave(db, actor, referral):
    """Nobody does anything."""


def still_there(db) -> int:
    return len(db.scalars(select(Referral)).all())


@pytest.mark.parametrize(
    ("wanted", "done", "kept_for"),
    [
        pytest.param(None, decline, KEPT_FOR, id="declined"),
        pytest.param(None, try_in_vain, KEPT_FOR, id="not reached"),
        pytest.param(wanted_of_friend(), decline, UNCONFIRMED_FOR, id="named by a friend, declined"),
        pytest.param(wanted_of_friend(), try_in_vain, UNCONFIRMED_FOR, id="named by a friend, not reached"),
    ],
)
def test_they_are_kept_for_a_while_and_then_gone(db, actor, wanted, done, kept_for):
    referral = make_referral_in(db, actor, wanted)
    done(db, actor, referral)
    db.flush()
    person_id, answered_at = referral.person_id, referral.state_at
    assert let_go_of_untaken(db, answered_at + kept_for - A_DAY) == []

    gone = let_go_of_untaken(db, answered_at + kept_for + A_DAY)

    assert gone == [person_id]
    assert still_there(db) == 0


@pytest.mark.parametrize(
    ("wanted", "done"),
    [
        pytest.param(None, leave, id="waits for a first answer"),
        pytest.param(wanted_of_friend(), leave, id="named by a friend, waits for a first answer"),
        pytest.param(None, accept, id="taken on"),
        pytest.param(wanted_of_friend(), accept, id="named by a friend and taken on"),
    ],
)
def test_who_waits_or_was_taken_on_does_not_go_by_the_clock(db, actor, wanted, done):
    done(db, actor, make_referral_in(db, actor, wanted))
    db.flush()
    years_later = clock.now() + 5 * KEPT_FOR

    assert count_over(db, years_later)[0] == 0
    assert let_go_of_untaken(db, years_later) == []


def test_the_time_of_whom_a_friend_named_runs_from_the_answer_of_the_team(db, actor):
    referral = make_referral_in(db, actor, wanted_of_friend())
    referral.made_at -= 2 * UNCONFIRMED_FOR
    try_in_vain(db, actor, referral)
    db.flush()

    assert let_go_of_untaken(db, clock.now() + A_DAY) == []


def test_whoever_was_let_go_of_is_told_to_be_erased(db, actor):
    referral = make_referral_in(db, actor)
    decline(db, actor, referral)
    db.flush()
    let_go_of_untaken(db, clock.now() + KEPT_FOR + A_DAY)

    with pytest.raises(PersonErased):
        get_referral_in(db, actor, referral.reference)


def test_where_the_keys_were_not_destroyed_yet_the_next_run_does_it(db, actor, key_store):
    referral = make_referral_in(db, actor)
    person_id = referral.person_id
    erase_referral_in(db, actor, referral, referral.reference)
    db.flush()

    replay_tombstones(db, key_store)

    with pytest.raises(PersonErased):
        key_store.key_of(person_id)


def test_who_wants_it_is_erased_at_once(db, actor):
    referral = make_referral_in(db, actor)
    person_id = referral.person_id

    assert erase_referral_in(db, actor, referral, f" {referral.reference.lower()} ") == person_id

    assert still_there(db) == 0


def test_the_reference_has_to_be_typed(db, actor):
    with pytest.raises(WrongInput):
        erase_referral_in(db, actor, make_referral_in(db, actor), "AAAAAAAAAA")

    assert still_there(db) == 1


def test_who_was_taken_on_is_erased_from_their_own_page(db, actor):
    referral = make_referral_in(db, actor)
    accept(db, actor, referral)
    db.flush()

    with pytest.raises(TakenOn):
        erase_referral_in(db, actor, referral, referral.reference)


def test_what_nobody_we_support_told_us_goes_long_after_it_was_closed(db, actor):
    told, still_open = make_feedback(db, actor), make_feedback(db, actor)
    of_client = make_feedback(db, actor, make_client(db, actor))
    for each in (told, of_client):
        do(db, actor, each, to_state=FeedbackState.ANSWERED, finding=Finding.UPHELD)
        do(db, actor, each, to_state=FeedbackState.CLOSED)
    key, later = told.person_id, clock.now() + timedelta(days=8 * 366 + 1)

    before = let_go_of_feedback(db, clock.now(), 8)
    gone = let_go_of_feedback(db, later, 8)

    assert (before, gone) == ([], [key])
    assert set(db.scalars(select(Feedback.id))) == {still_open.id, of_client.id}
    assert db.scalars(select(FeedbackStep).where(FeedbackStep.person_id == key)).all() == []

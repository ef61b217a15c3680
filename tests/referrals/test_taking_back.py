"""A move written down by mistake is taken back: nothing is deleted, and it no longer counts."""

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.agreeing import withdraw_consent
from directory.db import transaction
from directory.errors import NotAllowed
from directory.jobs.sending import MOST_TRIES, send_waiting
from directory.outbox import OutboxMessage
from directory.outcomes.queries import evaluate
from directory.referrals.inputs import MoveInput, TakeBackInput
from directory.referrals.operations import MovedMeanwhile, NotReferable, move_referral
from directory.referrals.queries import get_onward_referral
from directory.referrals.states import MOVES, NEEDS_REASON, MoveNotAllowed, Reason, ReferralState
from directory.referrals.taking_back import take_back_move
from tests.factories.accounts import make_actor
from tests.factories.outcomes import days_ago
from tests.factories.referrals import make_referral

ALL_MOVES = [
    pytest.param(before, after, id=f"{before} to {after}")
    for before, onward in MOVES.items()
    for after in sorted(onward)
    if before is not ReferralState.DRAFT
]


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def referral(db, coordinator):
    return make_referral(db, coordinator)


def write_down(db, actor, referral, *states, on=None):
    for state in states:
        reason = Reason.OTHER if state in NEEDS_REASON else None
        move_referral(db, actor, referral, MoveInput(ReferralState(state), on or clock.today(), reason))
        db.flush()


def take_back(db, actor, referral, number=2):
    take_back_move(db, actor, referral, TakeBackInput(number, "A mistake"))
    db.flush()


def no_server(email) -> None:
    raise ConnectionRefusedError


def letter_of(db, referral) -> OutboxMessage:
    return db.scalars(select(OutboxMessage).where(OutboxMessage.about_id == referral.id)).one()


@pytest.mark.parametrize(("before", "after"), ALL_MOVES)
def test_every_move_of_the_table_can_be_taken_back(db, coordinator, referral, before, after):
    way = {"sent": [], "ended": ["attended", "ended"], "going": ["attended", "going"]}.get(before, [before])
    write_down(db, coordinator, referral, *way, on=days_ago(2))
    write_down(db, coordinator, referral, after)

    take_back(db, coordinator, referral, len(referral.moves))

    assert (referral.state, referral.state_on) == (before, days_ago(2) if way else days_ago(5))
    last = referral.moves[-1]
    assert (last.from_state, last.to_state, last.note) == (after, before, "A mistake")
    assert last.takes_back == len(referral.moves) - 1


def test_moves_are_taken_back_one_after_the_other(db, coordinator, referral):
    write_down(db, coordinator, referral, "accepted", "attended")

    take_back(db, coordinator, referral, 3)
    take_back(db, coordinator, referral, 2)

    assert referral.state == "sent"
    assert [each.number for each in referral.standing_moves] == [1]
    assert [each.number for each in referral.moves] == [1, 2, 3, 4, 5]


def test_taken_back_attendance_counts_nowhere(db, coordinator, referral):
    manager = make_actor(db, Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))
    write_down(db, coordinator, referral, "attended")
    counted = evaluate(db, manager).referrals_attended

    take_back(db, coordinator, referral)

    found = evaluate(db, manager)
    assert (counted, found.referrals_attended, found.referrals_made) == (1, 0, 1)


def test_taking_back_an_ending_does_not_count_attendance_twice(db, coordinator, referral):
    manager = make_actor(db, Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))
    write_down(db, coordinator, referral, "attended", "ended")

    take_back(db, coordinator, referral, 3)

    assert evaluate(db, manager).referrals_attended == 1


def test_letter_that_the_move_held_back_leaves_after_all(db, coordinator, referral):
    write_down(db, coordinator, referral, "declined")

    take_back(db, coordinator, referral)
    db.commit()

    assert send_waiting(lambda _: None, "team@scheme.example").sent == 1


def test_letter_that_leaves_after_all_is_tried_as_often_as_any(db, coordinator, referral):
    letter_of(db, referral).tries = MOST_TRIES - 1
    write_down(db, coordinator, referral, "declined")
    take_back(db, coordinator, referral)
    db.commit()

    send_waiting(no_server, "team@scheme.example")

    db.expire_all()
    letter = letter_of(db, referral)
    assert (letter.tries, letter.gave_up_at) == (1, None)


def test_letter_held_back_by_a_no_of_the_client_stays_here(db, coordinator, referral):
    withdraw_consent(db, coordinator, referral.client, clock.today())
    write_down(db, coordinator, referral, "withdrawn")

    take_back(db, coordinator, referral)

    assert letter_of(db, referral).cancelled_at is not None


def test_letter_does_not_leave_where_the_client_said_no_meanwhile(db, coordinator, referral):
    write_down(db, coordinator, referral, "declined")
    withdraw_consent(db, coordinator, referral.client, clock.today())

    take_back(db, coordinator, referral)
    db.commit()

    assert send_waiting(lambda _: None, "team@scheme.example").sent == 0


def test_referral_does_not_open_again_beside_another(db, coordinator, referral):
    write_down(db, coordinator, referral, "declined")
    make_referral(db, coordinator, client=referral.client, service=referral.service)

    with pytest.raises(NotReferable, match="already has an open referral"):
        take_back(db, coordinator, referral)


def test_the_first_move_stays(db, coordinator, referral):
    with pytest.raises(MoveNotAllowed, match="cannot be taken back"):
        take_back(db, coordinator, referral, 1)


@pytest.mark.parametrize(
    ("roles", "is_own_scheme", "is_refused"),
    [
        pytest.param([Role.COORDINATOR], True, True, id="a colleague"),
        pytest.param([Role.MANAGER], True, False, id="a manager"),
        pytest.param([Role.MANAGER], False, True, id="a manager of another scheme"),
    ],
)
def test_who_may_take_back_what_somebody_else_wrote(db, coordinator, referral, roles, is_own_scheme, is_refused):
    scheme = db.get(Scheme, coordinator.scheme_id) if is_own_scheme else None
    other = make_actor(db, *roles, scheme=scheme)
    write_down(db, coordinator, referral, "accepted")

    if is_refused:
        with pytest.raises(NotAllowed):
            take_back(db, other, referral)
    else:
        take_back(db, other, referral)

    assert referral.state == ("accepted" if is_refused else "sent")


def test_of_two_who_move_at_once_the_second_is_told(own_database, at_once):
    with transaction() as db:
        coordinator = make_actor(db)
        reference = make_referral(db, coordinator).reference

    def write(to: str) -> str:
        with transaction() as db:
            referral = get_onward_referral(db, coordinator, reference, to_change=True)
            move_referral(db, coordinator, referral, MoveInput(ReferralState(to), clock.today(), seen=1))
        return to

    results = at_once(lambda: write("accepted"), lambda: write("waiting"))

    assert len([each for each in results if isinstance(each, MovedMeanwhile)]) == 1
    with transaction() as db:
        assert get_onward_referral(db, coordinator, reference).state in results


def test_sent_twice_one_taking_back_is_kept(db, coordinator, referral):
    write_down(db, coordinator, referral, "accepted", "attended")

    for _ in range(2):
        take_back_move(db, coordinator, referral, TakeBackInput(3, "A mistake", "key-of-the-form"))
        db.flush()

    assert referral.state == "accepted"


def test_the_form_of_a_move_that_was_taken_back_can_be_sent_anew(db, coordinator, referral):
    def send(to, seen):
        move_referral(
            db, coordinator, referral, MoveInput(to, clock.today(), seen=seen, submission_key="the-same-form")
        )
        db.flush()

    send(ReferralState.ACCEPTED, seen=1)
    take_back(db, coordinator, referral)

    with pytest.raises(MovedMeanwhile):
        send(ReferralState.WAITING, seen=1)
    send(ReferralState.WAITING, seen=3)

    assert referral.state == "waiting"

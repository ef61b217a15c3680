"""Who waits: what is due stands first, and several are taken on at once where nothing has to be looked at."""

from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.referrals_in.answering_referrals import accept_as_new
from directory.casework.referrals_in.referral_details import Urgency
from directory.casework.triage.queue import (
    QueueOrder,
    QueuePart,
    TakenOn,
    count_tries,
    in_order,
    list_queue,
    open_waiting,
    part_of,
    take_on_many,
)
from directory.casework.triage.wishing import note_urgency
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in, wanted_of_friend
from tests.factories.casework import make_client
from tests.factories.triage import to_colleague, try_in_vain


@pytest.fixture
def actor(db):
    return make_actor(db)


@pytest.fixture
def three(db, actor):
    """The first has waited for two weeks, the second sounds urgent, and of the third somebody judged it urgent."""
    first, second, third = (
        make_referral_in(db, actor, name=name, sounds_urgent=name == "Second") for name in ("First", "Second", "Third")
    )
    first.made_at -= timedelta(days=14)
    second.made_at -= timedelta(seconds=1)
    note_urgency(db, actor, [third], Urgency.URGENT)
    db.flush()
    return first, second, third


def references(queue) -> list[str]:
    return [each.reference for each in queue]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        pytest.param(QueueOrder.DUE, (0, 2, 1), id="what is due first"),
        pytest.param(QueueOrder.ASKED, (0, 1, 2), id="longest waiting first, whatever sounds urgent"),
        pytest.param(QueueOrder.URGENCY, (2, 0, 1), id="most urgent first, as a person judged it"),
    ],
)
def test_a_queue_is_in_the_order_that_was_asked_for(db, actor, three, order, expected):
    queue = in_order(list_queue(db, actor), order)

    assert references(queue) == [three[number].reference for number in expected]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        pytest.param(QueuePart.ALL, {0, 1, 2}, id="everybody"),
        pytest.param(QueuePart.LATE, {0}, id="late"),
        pytest.param(QueuePart.NOT_TRIAGED, {0, 1}, id="not judged"),
        pytest.param(QueuePart.URGENT, {2}, id="urgent"),
        pytest.param(QueuePart.NOT_REACHED, {1}, id="not reached"),
    ],
)
def test_a_part_of_the_queue_is_shown(db, actor, three, part, expected):
    try_in_vain(db, actor, three[1])

    shown = part_of(list_queue(db, actor), part, clock.today())

    assert set(references(shown)) == {three[number].reference for number in expected}


def test_who_is_taken_on_waits_no_more_and_another_team_sees_nobody(db, actor, three):
    accept_as_new(db, actor, three[0])
    db.flush()

    assert len(list_queue(db, actor)) == 2
    assert list_queue(db, make_actor(db)) == []
    assert open_waiting(db, make_actor(db), list_queue(db, actor)) == {}


def test_how_often_somebody_was_tried_is_counted(db, actor, three):
    for _ in range(2):
        try_in_vain(db, actor, three[1])

    assert count_tries(db, actor, [each.id for each in three]) == {three[1].id: 2}


def test_several_are_taken_on_at_once_but_for_whom_somebody_has_to_look_at(db, actor):
    manager = make_actor(db, Role.MANAGER, scheme=db.get_one(Scheme, actor.scheme_id))
    make_client(db, actor, name="Noor Known", phone="07700 900333")
    new = make_referral_in(db, actor, name="Una Unknown", phone="07700 900222")
    known = make_referral_in(db, actor, name="Noor Known", phone="07700 900333")
    friends = make_referral_in(db, actor, wanted_of_friend(name="Fay Friend"))
    gone = make_referral_in(db, actor, name="Gus Gone", phone="07700 900444")
    accept_as_new(db, actor, gone)
    db.flush()
    chosen = [each.reference for each in (new, known, friends, gone)]

    done = take_on_many(db, manager, chosen, to_colleague(actor))

    assert done == TakenOn(taken=1, left=2)
    assert new.state == "accepted"

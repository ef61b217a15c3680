"""Coordinators are told that somebody waits: without a name, not too often, and of each that sounds urgent."""

from datetime import timedelta

import pytest
import time_machine

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import RoleGrant, Scheme, User
from directory.casework.referrals_in.answering_referrals import accept_as_new
from directory.casework.referrals_in.referral_letters import BETWEEN, queue_notices
from directory.jobs.sending import lease_next
from tests.factories.accounts import make_actor, make_user
from tests.factories.asking import make_referral_in
from tests.factories.links import sent_letters

HREF = "https://lynchpin.example/staff/referrals-in"


@pytest.fixture
def actor(db):
    return make_actor(db)


def tell_of(db, actor, **more):
    referral = make_referral_in(db, actor, **more)
    queue_notices(db, referral, HREF)
    db.commit()
    return referral


def test_every_coordinator_of_the_team_is_told_and_nobody_else(db, actor):
    scheme = db.get_one(Scheme, actor.scheme_id)
    colleague, _ = make_user(db, Role.COORDINATOR, scheme=scheme), make_user(db, Role.CHAMPION, scheme=scheme)
    make_actor(db)
    tell_of(db, actor)

    letters = sent_letters()

    told = {each["To"] for each in letters}
    assert len(told) == 2
    assert colleague.email in told


def test_the_letter_names_nobody(db, actor):
    referral = tell_of(db, actor)

    (letter,) = sent_letters()

    assert HREF in letter.get_content()
    assert not any(told in str(letter) for told in ("Noor", referral.reference, "900111"))


def test_one_letter_tells_of_all_who_wait_but_for_what_sounds_urgent(db, actor):
    tell_of(db, actor)
    tell_of(db, actor)
    tell_of(db, actor, sounds_urgent=True)
    tell_of(db, actor, sounds_urgent=True)

    subjects = [each["Subject"] for each in sent_letters()]

    assert sorted("urgent" in each for each in subjects) == [False, True, True]


def test_nobody_is_told_of_what_is_answered(db, actor):
    accept_as_new(db, actor, tell_of(db, actor))
    db.commit()

    assert sent_letters() == []


def test_who_asks_after_a_notice_was_held_back_is_told_of(db, actor):
    accept_as_new(db, actor, tell_of(db, actor))
    db.commit()
    assert sent_letters() == []

    tell_of(db, actor)

    assert len(sent_letters()) == 1


def test_who_asks_after_a_notice_was_sent_is_told_of_within_the_hour(db, actor):
    accept_as_new(db, actor, tell_of(db, actor))
    tell_of(db, actor)
    assert len(sent_letters()) == 1
    tell_of(db, actor)
    tell_of(db, actor)
    at_once = sent_letters()

    with time_machine.travel(clock.now() + BETWEEN, tick=False):
        later = sent_letters()

    assert (len(at_once), len(later)) == (0, 1)


def test_a_notice_that_waited_for_long_still_tells_of_who_asked_last(db, actor):
    tell_of(db, actor)

    with time_machine.travel(clock.now() + timedelta(hours=23), tick=False) as now:
        tell_of(db, actor)
        now.shift(timedelta(hours=2))
        letters = sent_letters()

    assert len(letters) == 1


def test_a_notice_that_is_just_leaving_does_not_tell_of_who_asks_now(db, actor):
    tell_of(db, actor)
    assert lease_next() is not None
    tell_of(db, actor)

    assert len(sent_letters()) == 1


def test_a_coordinator_of_two_teams_is_told_of_both(db, actor):
    other = make_actor(db)
    coordinator = db.get_one(User, actor.user_id)
    db.add(RoleGrant(user_id=coordinator.id, scheme_id=other.scheme_id, role=Role.COORDINATOR.value))

    tell_of(db, actor)
    tell_of(db, other)

    told = [each["To"] for each in sent_letters()]
    assert told.count(coordinator.email) == 2

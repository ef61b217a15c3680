"""Coordinators are told that somebody waits: without a name, once a day, and of each that sounds urgent."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.answering_referrals import accept_as_new
from directory.casework.referral_letters import queue_notices
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


def test_one_a_day_is_enough_but_for_what_sounds_urgent(db, actor):
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

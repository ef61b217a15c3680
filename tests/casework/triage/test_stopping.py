"""Stopping to try: after enough tries, by a manager where there is danger, and whoever referred somebody is told."""

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.referrals_in.answering_referrals import AnsweredMeanwhile, accept_as_new
from directory.casework.referrals_in.referral_states import ReferralInState, ReferralSource
from directory.casework.safety.keeping import change_risk, confirm_risk, end_risk, say_none_known
from directory.casework.safety.kinds import RisksAnswer
from directory.casework.safety.queries import hears_danger, list_risks
from directory.casework.triage.kinds import ContactResult
from directory.casework.triage.stopping import ManagerNeeded, TooFewTries, check_may_stop, end_not_reached
from directory.outbox import find_message_about
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.casework import make_client
from tests.factories.safety import make_risk, over, wanted_risk
from tests.factories.signposts import notices_of
from tests.factories.triage import make_attempt, try_in_vain

FROM_A_NURSE = {
    "source": ReferralSource.PROFESSIONAL,
    "referrer_name": "Lee Nurse",
    "referrer_contact": "lee@surgery.example",
}


@pytest.fixture
def actor(db):
    return make_actor(db)


@pytest.fixture
def manager(db, actor):
    return make_actor(db, Role.MANAGER, scheme=db.get_one(Scheme, actor.scheme_id))


def tried(db, actor, person, times: int = 3) -> None:
    for _ in range(times):
        try_in_vain(db, actor, person)


def test_after_enough_tries_a_coordinator_stops_and_whoever_referred_them_is_told(db, actor):
    referral = make_referral_in(db, actor, **FROM_A_NURSE)
    tried(db, actor, referral)

    end_not_reached(db, actor, referral, can_write=True)
    end_not_reached(db, actor, referral, can_write=True)

    [notice] = notices_of(db, referral)
    letter = find_message_about(db, notice.id)
    assert referral.state == ReferralInState.UNREACHABLE
    assert letter.address == "lee@surgery.example"
    assert "Noor" not in letter.text


def test_too_few_tries_are_not_enough_and_one_that_reached_them_begins_anew(db, actor):
    referral = make_referral_in(db, actor)
    tried(db, actor, referral)
    make_attempt(db, actor, referral, result=ContactResult.REACHED)
    tried(db, actor, referral, 2)

    with pytest.raises(TooFewTries):
        end_not_reached(db, actor, referral, can_write=True)

    assert referral.state == ReferralInState.NOT_REACHED


def test_how_many_are_enough_is_the_teams_to_say(db, actor):
    db.get_one(Scheme, actor.scheme_id).contact_attempts = 1
    referral = make_referral_in(db, actor)
    tried(db, actor, referral, 1)

    end_not_reached(db, actor, referral, can_write=True)

    assert referral.state == ReferralInState.UNREACHABLE


def test_where_words_of_danger_were_heard_a_manager_decides(db, actor, manager):
    referral = make_referral_in(db, actor, sounds_urgent=True)
    tried(db, actor, referral)

    with pytest.raises(ManagerNeeded):
        end_not_reached(db, actor, referral, can_write=True)
    end_not_reached(db, manager, referral, can_write=True)

    assert referral.state == ReferralInState.UNREACHABLE


def test_words_of_danger_count_after_they_were_taken_on_until_a_colleague_asked(db, actor):
    referral = make_referral_in(db, actor, risks_answer=RisksAnswer.NONE_KNOWN, sounds_urgent=True, **FROM_A_NURSE)
    client = accept_as_new(db, actor, referral)
    tried(db, actor, client)

    with pytest.raises(ManagerNeeded):
        check_may_stop(db, actor, client)
    say_none_known(db, actor, client)
    db.flush()

    check_may_stop(db, actor, client)


def test_words_of_danger_no_longer_count_once_a_colleague_confirmed_or_changed_what_the_sender_told(db, actor):
    for look in (
        lambda risk: confirm_risk(db, actor, risk, risk.version),
        lambda risk: change_risk(db, actor, risk, wanted_risk(words="Two dogs"), risk.version),
    ):
        risks = (wanted_risk(),)
        referral = make_referral_in(
            db, actor, risks_answer=RisksAnswer.TOLD, risks=risks, sounds_urgent=True, **FROM_A_NURSE
        )
        client = accept_as_new(db, actor, referral)
        [risk] = list_risks(db, client.id)
        before = hears_danger(db, client.id)

        look(risk)
        db.flush()

        assert (before, hears_danger(db, client.id)) == (True, False)
        assert (risk.recorded_by, risk.asked_by) == (None, actor.user_id)


def test_ending_what_a_sender_told_is_no_look_at_what_was_heard(db, actor):
    referral = make_referral_in(
        db, actor, risks_answer=RisksAnswer.TOLD, risks=(wanted_risk(),), sounds_urgent=True, **FROM_A_NURSE
    )
    client = accept_as_new(db, actor, referral)
    [risk] = list_risks(db, client.id)

    end_risk(db, actor, risk, over(clock.today()), risk.version)
    db.flush()

    assert hears_danger(db, client.id)


def test_where_a_risk_of_a_client_stands_a_manager_decides(db, actor, manager):
    client = make_client(db, actor)
    make_risk(db, actor, client)
    tried(db, actor, client)

    with pytest.raises(ManagerNeeded):
        check_may_stop(db, actor, client)
    check_may_stop(db, manager, client)


def test_who_was_taken_on_meanwhile_is_not_given_up(db, actor):
    referral = make_referral_in(db, actor)
    tried(db, actor, referral)
    accept_as_new(db, actor, referral)

    with pytest.raises(AnsweredMeanwhile):
        end_not_reached(db, actor, referral, can_write=True)

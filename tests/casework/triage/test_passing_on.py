"""Needing more than this service: decided by a person, never without a next step, and whoever referred them is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.audit.models import AuditEvent
from directory.casework.agreeing import withdraw_consent
from directory.casework.models import Case, Purpose
from directory.casework.referrals_in.answering_referrals import accept_as_known, accept_as_new
from directory.casework.referrals_in.joining_referrals import join_referral
from directory.casework.referrals_in.referral_states import ReferralInState, ReferralSource
from directory.casework.triage.kinds import TellGround, TookOver, WhereTo
from directory.casework.triage.passing_on import (
    TakenOverInput,
    answer_taken_over,
    find_handed_over,
    list_passed_on,
    list_to_follow,
    note_step_done,
    pass_on,
)
from directory.casework.triage.telling import note_told
from directory.db import new_id
from directory.errors import Refused, WrongInput
from directory.outbox import find_message_about
from directory.security.keystore import current_key_store
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in, wanted_of_friend
from tests.factories.casework import make_client
from tests.factories.signposts import make_needs_more, notices_of, wanted_more

FROM_A_NURSE = {
    "source": ReferralSource.PROFESSIONAL,
    "referrer_name": "Lee Nurse",
    "referrer_contact": "lee@surgery.example",
}
SPOKEN = {"spoke_to": "The duty doctor", "spoke_on": clock.today()}


@pytest.fixture
def actor(db):
    return make_actor(db)


def test_what_comes_next_stays_to_be_done_until_somebody_has(db, actor):
    client = make_client(db, actor)
    needs = make_needs_more(db, actor, client, **SPOKEN, took_over=TookOver.YES)
    tomorrow = clock.today() + timedelta(days=1)
    assert list_to_follow(db, actor, tomorrow) == [needs]

    note_step_done(db, actor, needs)
    db.flush()

    assert list_to_follow(db, actor, tomorrow) == []
    assert [(each.next_step, each.spoke_to) for each in list_passed_on(db, client)] == [
        ("I ring the surgery", "The duty doctor")
    ]


def test_whether_they_were_taken_over_is_asked_once_the_step_is_done_until_it_is_known(db, actor):
    needs = make_needs_more(db, actor, make_client(db, actor))
    note_step_done(db, actor, needs)
    today, tomorrow = clock.today(), clock.today() + timedelta(days=1)
    first = list_to_follow(db, actor, today)
    unknown = TakenOverInput(TookOver.NOT_YET, next_step="I ring again", next_step_on=tomorrow)

    answer_taken_over(db, actor, needs, unknown)
    second, third = list_to_follow(db, actor, today), list_to_follow(db, actor, tomorrow)
    note_step_done(db, actor, needs)
    answer_taken_over(db, actor, needs, TakenOverInput(TookOver.YES, **SPOKEN))

    assert (first, second, third, list_to_follow(db, actor, tomorrow)) == ([needs], [], [needs], [])
    assert (needs.next_step, needs.spoke_to) == ("I ring again", "The duty doctor")


@pytest.mark.parametrize("answer", [TookOver.NO, TookOver.NOT_YET])
def test_who_was_not_taken_over_has_a_next_step_that_is_to_be_done(db, actor, answer):
    needs = make_needs_more(db, actor, make_client(db, actor))
    note_step_done(db, actor, needs)

    with pytest.raises(WrongInput) as refused:
        answer_taken_over(db, actor, needs, TakenOverInput(answer))

    assert "next_step" in refused.value.fields


def test_what_a_colleague_answered_meanwhile_stays(db, actor):
    needs = make_needs_more(db, actor, make_client(db, actor))
    answer_taken_over(db, actor, needs, TakenOverInput(TookOver.YES, **SPOKEN))

    with pytest.raises(Refused):
        answer_taken_over(db, actor, needs, TakenOverInput(TookOver.NO))

    assert needs.took_over == TookOver.YES


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"next_step": ""}, "next_step", id="no next step"),
        pytest.param({"next_step_on": None}, "next_step_on", id="no day for it"),
        pytest.param({"next_step_on": clock.today() - timedelta(days=1)}, "next_step_on", id="a day that has passed"),
        pytest.param({"where_to": WhereTo.OTHER}, "where_words", id="somewhere else, and nobody says where"),
        pytest.param({"took_over": TookOver.YES}, "spoke_to", id="taken over by nobody"),
        pytest.param({"spoke_to": "The duty doctor"}, "spoke_on", id="spoken to on no day"),
    ],
)
def test_nothing_is_kept_that_leaves_somebody_without_a_next_step(db, actor, wrong, field):
    client = make_client(db, actor)

    with pytest.raises(WrongInput) as refused:
        make_needs_more(db, actor, client, **wrong)

    assert field in refused.value.fields
    assert list_passed_on(db, client) == []


@pytest.mark.parametrize(("is_end", "state"), [(True, ReferralInState.PASSED_ON), (False, ReferralInState.NEW)])
def test_a_referral_ends_with_it_or_waits_on(db, actor, is_end, state):
    referral = make_referral_in(db, actor)

    make_needs_more(db, actor, referral, is_end=is_end)

    assert referral.state == state


def test_whoever_referred_them_gets_a_letter_that_names_nobody(db, actor):
    referral = make_referral_in(db, actor, **FROM_A_NURSE)

    pass_on(db, actor, referral, wanted_more(tell_ground=TellGround.AGREED), can_write=True)

    [notice] = notices_of(db, referral)
    letter = find_message_about(db, notice.id)
    assert (letter.address, referral.reference in letter.text) == ("lee@surgery.example", True)
    assert "Noor" not in letter.text + letter.subject
    assert "surgery" not in letter.text


@pytest.mark.parametrize(
    ("ground", "can_write", "contact"),
    [
        pytest.param(TellGround.NONE, True, "lee@surgery.example", id="no ground"),
        pytest.param(TellGround.AGREED, False, "lee@surgery.example", id="no letters leave"),
        pytest.param(TellGround.AGREED, True, "0113 496 0000", id="no address"),
    ],
)
def test_else_a_colleague_tells_them_and_says_so(db, actor, ground, can_write, contact):
    referral = make_referral_in(db, actor, **{**FROM_A_NURSE, "referrer_contact": contact})

    pass_on(db, actor, referral, wanted_more(tell_ground=ground), can_write=can_write)

    [notice] = notices_of(db, referral)
    assert (notice.is_letter, notice.told_at, find_message_about(db, notice.id)) == (False, None, None)
    note_told(db, actor, notice)
    assert notice.told_by == actor.user_id


@pytest.mark.parametrize("wanted", [None, wanted_of_friend()], ids=["themself", "a friend"])
def test_nothing_is_told_back_to_friends_and_who_asked_for_themself(db, actor, wanted):
    referral = make_referral_in(db, actor, wanted)

    pass_on(db, actor, referral, wanted_more(tell_ground=TellGround.AGREED), can_write=True)

    assert notices_of(db, referral) == []


@pytest.mark.parametrize("is_joined", [False, True], ids=["asked again since", "joined to what they asked"])
def test_the_professional_is_told_even_where_the_person_asked_themself(db, actor, is_joined):
    of_nurse, own = make_referral_in(db, actor, **FROM_A_NURSE), make_referral_in(db, actor)
    if is_joined:
        join_referral(db, actor, of_nurse, own)
        client = accept_as_new(db, actor, own)
    else:
        client = accept_as_new(db, actor, of_nurse)
        accept_as_known(db, actor, own, client)
    db.flush()

    pass_on(db, actor, client, wanted_more(tell_ground=TellGround.AGREED), can_write=True)

    [notice] = notices_of(db, client)
    assert find_message_about(db, notice.id).address == "lee@surgery.example"


def test_what_was_decided_opens_after_somebody_is_found_to_be_known(db, actor):
    client, referral = make_client(db, actor), make_referral_in(db, actor)
    make_needs_more(db, actor, referral)

    before = accept_as_known(db, actor, referral, client)
    db.commit()
    current_key_store().destroy_key(before)
    db.expire_all()

    assert [each.why for each in list_passed_on(db, client)] == ["Has not eaten for days"]


@pytest.mark.parametrize("is_joined", [False, True], ids=["taken on as known", "joined to another"])
def test_a_letter_that_waits_can_leave_after_the_key_it_was_written_under_is_gone(db, actor, is_joined):
    referral, first = make_referral_in(db, actor, **FROM_A_NURSE), make_referral_in(db, actor)
    pass_on(db, actor, referral, wanted_more(tell_ground=TellGround.AGREED), can_write=True)
    [notice] = notices_of(db, referral)
    client = make_client(db, actor)

    if is_joined:
        before, person_id = join_referral(db, actor, referral, first), first.person_id
    else:
        before, person_id = accept_as_known(db, actor, referral, client), client.id
    db.commit()
    current_key_store().destroy_key(before)
    db.expire_all()

    letter = find_message_about(db, notice.id)
    assert (letter.person_id, letter.address) == (person_id, "lee@surgery.example")
    assert referral.reference in letter.text


def test_the_audit_record_does_not_say_what_somebody_needs(db, actor):
    make_needs_more(db, actor, make_client(db, actor), where_to=WhereTo.MENTAL_HEALTH)
    db.flush()

    [event] = db.scalars(select(AuditEvent).where(AuditEvent.action == "needs_more.decided"))
    assert event.fields == ["where_to"]


def test_whoever_referred_them_is_told_although_no_group_may_be(db, actor):
    referral, client = make_referral_in(db, actor, **FROM_A_NURSE), make_client(db, actor)
    accept_as_known(db, actor, referral, client)
    pass_on(db, actor, client, wanted_more(tell_ground=TellGround.SAFETY), can_write=True)
    [notice] = notices_of(db, referral)

    withdraw_consent(db, actor, client, clock.today(), Purpose.REFERRAL)
    db.flush()

    assert find_message_about(db, notice.id).cancelled_at is None


@pytest.mark.parametrize(
    ("days", "holds"), [pytest.param(91, True, id="a quarter ago"), pytest.param(92, False, id="longer ago")]
)
def test_that_somebody_was_taken_over_is_asked_anew_after_a_quarter(db, actor, days, holds):
    client = make_client(db, actor)
    [case] = client.cases
    case.opened_on = clock.today() - timedelta(days=200)
    spoken = {"spoke_to": "The duty doctor", "spoke_on": clock.today() - timedelta(days=days)}
    needs = make_needs_more(db, actor, client, **spoken, took_over=TookOver.YES)

    note_step_done(db, actor, needs)
    db.flush()

    assert find_handed_over(db, client, case) == (needs if holds else None)


def test_what_an_ended_case_was_handed_over_with_still_holds_for_that_case(db, actor):
    client = make_client(db, actor)
    [case] = client.cases
    ended_on = clock.today() - timedelta(days=200)
    case.opened_on, case.closed_on = ended_on - timedelta(days=90), ended_on
    needs = make_needs_more(db, actor, client, spoke_to="The doctor", spoke_on=ended_on, took_over=TookOver.YES)
    note_step_done(db, actor, needs)
    db.flush()

    assert find_handed_over(db, client, case) == needs


def test_what_was_written_down_in_the_next_case_is_not_of_the_one_before(db, actor):
    client = make_client(db, actor)
    [first] = client.cases
    first.closed_on = clock.today() - timedelta(days=20)
    db.flush()
    second = Case(id=new_id(), client_id=client.id, scheme_id=client.scheme_id, opened_on=clock.today())
    client.cases.append(second)
    db.flush()

    needs = make_needs_more(db, actor, client)

    assert find_handed_over(db, client, first) is None
    assert find_handed_over(db, client, second) == needs

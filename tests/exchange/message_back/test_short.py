"""What the short message says of somebody who was not reached or not taken on, and what it keeps to itself."""

from datetime import timedelta

import pytest

from directory import clock
from directory.casework.message_back.content import NO_ACTIONS
from directory.casework.referrals_in.answering_referrals import accept_as_known, decline_referral_in
from directory.casework.referrals_in.referral_inputs import DeclineInput
from directory.casework.referrals_in.referral_states import DeclineReason, ReferralSource
from directory.casework.triage.kinds import NoticeAbout
from directory.casework.triage.stopping import end_not_reached
from directory.casework.triage.telling import TellingInput, tell_referrer, write_notice
from directory.exchange.message_back.codes import DECLINED
from directory.exchange.message_back.short import assemble_short
from directory.referrals.signposts.signposting import end_with_signpost
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.casework import make_client
from tests.factories.message_back import agree_to_feedback
from tests.factories.signposts import notices_of, wanted_signpost
from tests.factories.triage import try_in_vain

FROM_A_NURSE = {
    "source": ReferralSource.PROFESSIONAL,
    "referrer_name": "Lee Nurse",
    "referrer_contact": "0113 496 0000",
}


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def referral(db, coordinator):
    return make_referral_in(db, coordinator, **FROM_A_NURSE)


def declined(db, coordinator, referral, reason=DeclineReason.DOES_NOT_WANT):
    decline_referral_in(db, coordinator, referral, DeclineInput(reason, "She cried"))
    [notice] = notices_of(db, referral)
    return notice


def words_of(db, referral, notice, offered=""):
    content = assemble_short(db, referral, notice, offered)
    return {each.key: each.lines for each in content.shown}


def test_without_agreement_it_says_how_it_stands_and_not_why(db, coordinator, referral):
    notice = declined(db, coordinator, referral)

    assert words_of(db, referral, notice) == {
        "actions": [NO_ACTIONS],
        "outcome": ["They are not supported by our service."],
    }


def test_with_agreement_it_says_why_with_the_code_for_declined(db, coordinator, referral):
    notice = declined(db, coordinator, referral)
    write_notice(db, coordinator, notice, TellingInput(notice.version, clock.today(), more="She has her choir"))

    words = words_of(db, referral, notice)

    assert words["why"] == ["They do not want social prescribing now."]
    assert words["codes"] == [f"{DECLINED.code} {DECLINED.term}"]
    assert words["more"] == ["She has her choir"]


def test_a_reason_of_the_team_is_told_without_agreement(db, coordinator, referral):
    notice = declined(db, coordinator, referral, DeclineReason.NO_ROOM)

    assert words_of(db, referral, notice)["outcome"][1] == "We have no room at the moment."


def test_where_they_were_told_to_go_is_for_who_agreed(db, coordinator, referral):
    end_with_signpost(db, coordinator, referral, wanted_signpost())
    [notice] = notices_of(db, referral)
    before = words_of(db, referral, notice)
    write_notice(db, coordinator, notice, TellingInput(notice.version, clock.today()))

    after = words_of(db, referral, notice)

    assert "signposts" not in before
    assert after["signposts"] == ["The library: offered, and they have not said whether they go"]


def test_tries_in_vain_are_counted_for_who_was_not_reached(db, coordinator, referral):
    for _ in range(3):
        try_in_vain(db, coordinator, referral)
    end_not_reached(db, coordinator, referral, can_write=False)
    [notice] = notices_of(db, referral)

    tries = words_of(db, referral, notice)["outcome"][1]

    assert tries.startswith("Tries without an answer: 3, the last on ")


def test_of_a_client_it_says_more_only_while_they_agree_to_feedback(db, coordinator, referral):
    client = make_client(db, coordinator)
    accept_as_known(db, coordinator, referral, client)
    notice = tell_referrer(db, coordinator, referral, NoticeAbout.NOT_REACHED, may_write=False)
    notice.agreed_on, notice.more = clock.today() - timedelta(days=1), "She moved"
    db.flush()
    before = words_of(db, referral, notice)

    agree_to_feedback(db, coordinator, client)

    assert "more" not in before
    assert words_of(db, referral, notice)["more"] == ["She moved"]

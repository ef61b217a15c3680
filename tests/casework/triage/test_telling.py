"""Who is told that somebody is not taken on, and what of it is kept."""

from datetime import timedelta

import pytest

from directory import clock
from directory.casework.operations import ChangedMeanwhile
from directory.casework.referrals_in.answering_referrals import decline_referral_in
from directory.casework.referrals_in.referral_inputs import DeclineInput
from directory.casework.referrals_in.referral_states import DeclineReason, ReferralSource
from directory.casework.triage.kinds import ToldWay
from directory.casework.triage.telling import TellingInput, note_told, write_notice, write_to_referrer
from directory.errors import Refused, WrongInput
from directory.outbox import find_message_about
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.signposts import notices_of

FROM_A_NURSE = {"source": ReferralSource.PROFESSIONAL, "referrer_name": "Lee Nurse"}


@pytest.fixture
def actor(db):
    return make_actor(db)


def not_taken_on(db, actor, reason=DeclineReason.NO_ROOM, **more):
    referral = make_referral_in(db, actor, **{**FROM_A_NURSE, "referrer_contact": "lee@surgery.example", **more})
    decline_referral_in(db, actor, referral, DeclineInput(reason))
    return referral, notices_of(db, referral)


@pytest.mark.parametrize("source", [ReferralSource.PROFESSIONAL, ReferralSource.VOLUNTARY])
def test_whoever_referred_somebody_at_work_is_to_be_told_that_they_are_not_taken_on(db, actor, source):
    _, [notice] = not_taken_on(db, actor, source=source)

    assert (notice.about, notice.told_at) == ("not taken on", None)


def test_that_somebody_is_known_already_is_told_to_nobody(db, actor):
    _, notices = not_taken_on(db, actor, DeclineReason.SENT_TWICE)

    assert notices == []


def test_what_nobody_agreed_to_is_not_kept(db, actor):
    _, [notice] = not_taken_on(db, actor)

    wanted = TellingInput(notice.version, is_for_practice=True, actions="Ask them again in spring", more="She cried")
    write_notice(db, actor, notice, wanted)

    assert (notice.actions, notice.more, notice.is_for_practice) == ("Ask them again in spring", None, False)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        pytest.param({"seen": 7}, ChangedMeanwhile, id="a colleague wrote in it"),
        pytest.param({"agreed_on": clock.today() + timedelta(days=3)}, WrongInput, id="a day to come"),
    ],
)
def test_it_is_not_written_over_or_dated_ahead(db, actor, more, refusal):
    _, [notice] = not_taken_on(db, actor)

    with pytest.raises(refusal):
        write_notice(db, actor, notice, TellingInput(**{"seen": notice.version, **more}))


def test_what_they_were_told_stays_as_it_is(db, actor):
    _, [notice] = not_taken_on(db, actor)
    note_told(db, actor, notice, ToldWay.PAPER, content="{}")
    db.flush()

    with pytest.raises(Refused, match="told meanwhile"):
        write_notice(db, actor, notice, TellingInput(notice.version, actions="More"))

    assert (notice.told_way, notice.content) == ("paper", "{}")


def test_a_letter_goes_to_the_address_they_left_and_names_nobody(db, actor):
    referral, [notice] = not_taken_on(db, actor)

    write_to_referrer(db, actor, referral, notice)
    db.flush()

    letter = find_message_about(db, notice.id)
    assert letter.address == "lee@surgery.example"
    assert referral.reference in letter.text
    assert "Noor" not in letter.text + letter.subject


def test_no_letter_goes_where_no_address_is_known(db, actor):
    referral, [notice] = not_taken_on(db, actor, referrer_contact="0113 496 0000")

    with pytest.raises(WrongInput):
        write_to_referrer(db, actor, referral, notice)

    assert notice.told_at is None

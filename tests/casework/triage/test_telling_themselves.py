"""Who asked for themself and is not taken on is told so themself."""

from datetime import timedelta

import pytest

from directory import clock
from directory.casework.inputs import ContactBy
from directory.casework.referrals_in.answering_referrals import decline_referral_in
from directory.casework.referrals_in.joining_referrals import join_referral
from directory.casework.referrals_in.referral_inputs import DeclineInput
from directory.casework.referrals_in.referral_states import DeclineReason, ReferralSource
from directory.casework.triage.stopping import end_not_reached
from directory.casework.triage.telling import may_write_to_person, write_to_referrer
from directory.errors import WrongInput
from directory.outbox import find_message_about
from directory.referrals.signposts.signposting import end_with_signpost
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in, wanted_of_friend
from tests.factories.signposts import notices_of, wanted_signpost
from tests.factories.triage import try_in_vain

EMAIL = "noor@home.example"


@pytest.fixture
def actor(db):
    return make_actor(db)


def not_taken_on(db, actor, reason=DeclineReason.NO_ROOM, **more):
    referral = make_referral_in(db, actor, **more)
    decline_referral_in(db, actor, referral, DeclineInput(reason))
    db.flush()
    return referral, notices_of(db, referral)


@pytest.mark.parametrize(
    "reason", [DeclineReason.NO_ROOM, DeclineReason.OUT_OF_AREA, DeclineReason.NOT_ELIGIBLE, DeclineReason.OTHER]
)
def test_who_asked_for_themself_is_to_be_told_that_they_are_not_taken_on(db, actor, reason):
    _, [notice] = not_taken_on(db, actor, reason)

    assert (notice.about, notice.is_to_person, notice.told_at) == ("not taken on", True, None)


@pytest.mark.parametrize(
    "reason", [DeclineReason.DOES_NOT_WANT, DeclineReason.HELPED_ELSEWHERE, DeclineReason.SENT_TWICE]
)
def test_what_they_told_us_themself_or_goes_on_elsewhere_needs_no_message(db, actor, reason):
    _, notices = not_taken_on(db, actor, reason)

    assert notices == []


def test_who_was_told_of_a_place_has_it_in_a_message(db, actor):
    referral = make_referral_in(db, actor)

    end_with_signpost(db, actor, referral, wanted_signpost())

    assert [each.is_to_person for each in notices_of(db, referral)] == [True]


def test_friends_are_told_nothing_back(db, actor):
    referral = make_referral_in(db, actor, wanted_of_friend())

    decline_referral_in(db, actor, referral, DeclineInput(DeclineReason.NO_ROOM))

    assert notices_of(db, referral) == []


def test_whom_nobody_reached_is_not_written_to(db, actor):
    referral = make_referral_in(db, actor)
    for _ in range(3):
        try_in_vain(db, actor, referral)

    end_not_reached(db, actor, referral, can_write=True)

    assert notices_of(db, referral) == []


def test_who_asked_twice_is_told_once_and_a_professional_too(db, actor):
    first, again = make_referral_in(db, actor), make_referral_in(db, actor)
    by_a_nurse = make_referral_in(db, actor, source=ReferralSource.PROFESSIONAL, referrer_name="Lee Nurse")
    for each in (again, by_a_nurse):
        join_referral(db, actor, each, first)
    db.flush()

    decline_referral_in(db, actor, first, DeclineInput(DeclineReason.NO_ROOM))
    db.flush()

    told = [[notice.is_to_person for notice in notices_of(db, each)] for each in (first, again, by_a_nurse)]
    assert told == [[True], [], [False]]


@pytest.mark.parametrize(
    ("more", "may"),
    [
        pytest.param({"email": EMAIL, "contact_by": ContactBy.EMAIL}, True, id="chose email"),
        pytest.param({"email": EMAIL, "may_leave_message": True}, True, id="a message is safe"),
        pytest.param({"email": EMAIL}, False, id="said neither"),
        pytest.param({"contact_by": ContactBy.EMAIL}, False, id="left no address"),
        pytest.param(
            {
                "email": EMAIL,
                "may_leave_message": True,
                "born_on": clock.today() - timedelta(days=365 * 14 + 30),
            },
            False,
            id="is fourteen",
        ),
    ],
)
def test_they_are_emailed_only_where_that_is_safe(db, actor, more, may):
    assert may_write_to_person(make_referral_in(db, actor, **more)) is may


def test_the_email_names_nobody_and_does_not_say_what_they_asked(db, actor):
    referral, [notice] = not_taken_on(db, actor, email=EMAIL, contact_by=ContactBy.EMAIL)

    write_to_referrer(db, actor, referral, notice)
    db.flush()

    letter = find_message_about(db, notice.id)
    assert (letter.address, letter.subject) == (EMAIL, "An answer from us")
    assert referral.reference in letter.text
    assert not any(words in letter.text for words in ("Noor", "hardly see anybody"))


def test_no_email_goes_where_it_is_not_safe(db, actor):
    referral, [notice] = not_taken_on(db, actor, email=EMAIL)

    with pytest.raises(WrongInput):
        write_to_referrer(db, actor, referral, notice)

    assert notice.told_at is None

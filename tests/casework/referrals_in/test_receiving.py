"""Referrals to us: they come to the team of the place, once, and of friends no more than they may tell."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from directory import clock
from directory.accounts.models import Scheme, SchemeArea, User
from directory.accounts.operations import make_scheme
from directory.casework.models import AgreementWording
from directory.casework.referrals_in.receiving import NobodyTakesRequests, ReaderChanged, SentBefore, receive_referral
from directory.casework.referrals_in.referral_models import NOT_FROM_FRIENDS, Referral
from directory.casework.referrals_in.referral_states import ReferralInState, ReferralSource
from directory.errors import WrongInput
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in, wanted_of_friend, wanted_referral


@pytest.fixture
def here(db):
    """Somebody of the team that helps in LS11, beside a default team and one without anybody."""
    usual = make_actor(db)
    db.get_one(Scheme, usual.scheme_id).is_default = True
    actor = make_actor(db)
    db.add(SchemeArea(outward="LS11", scheme_id=actor.scheme_id))
    empty = make_scheme(db, "A team without anybody")
    db.flush()
    db.add(SchemeArea(outward="LS9", scheme_id=empty.id))
    db.flush()
    return actor


def default_id(db):
    return db.scalar(select(Scheme.id).where(Scheme.is_default))


def test_who_asks_comes_to_the_team_of_where_they_live(db, here):
    referral = receive_referral(db, wanted_referral())

    assert (referral.scheme_id, referral.is_out_of_area) == (here.scheme_id, False)
    assert referral.state == ReferralInState.NEW


@pytest.mark.parametrize("outward", ["M1", "LS9"], ids=["of no team", "of a team without anybody"])
def test_who_lives_elsewhere_comes_to_the_default_team(db, here, outward):
    referral = receive_referral(db, wanted_referral(outward=outward))

    assert (referral.scheme_id, referral.is_out_of_area) == (default_id(db), True)


def test_where_no_team_said_where_it_helps_nobody_is_out_of_its_area(db):
    make_actor(db)

    assert receive_referral(db, wanted_referral()).is_out_of_area is False


def test_where_nobody_would_read_it_nothing_is_taken(db, here):
    db.execute(update(User).values(is_active=False))

    with pytest.raises(NobodyTakesRequests):
        receive_referral(db, wanted_referral())


def test_sent_twice_is_one(db, here):
    wanted = wanted_referral()
    first = receive_referral(db, wanted)

    again = receive_referral(db, wanted)

    assert (again.id, again.replays) == (first.id, 1)
    assert db.scalar(select(func.count()).select_from(Referral)) == 1


def test_sent_again_with_other_answers_says_that_the_first_is_kept(db, here):
    first = receive_referral(db, wanted_referral(submission_key="the-same-key"))

    with pytest.raises(SentBefore, match=first.reference):
        receive_referral(db, wanted_referral(submission_key="the-same-key", name="Noor Other"))


def test_the_words_somebody_agreed_to_are_kept(db, here):
    referral = receive_referral(db, wanted_referral())

    wording = db.get_one(AgreementWording, referral.agreed_wording_id)
    assert (wording.scheme_id, wording.purpose, wording.number) == (here.scheme_id, "contact", 1)


def test_words_that_changed_meanwhile_were_not_agreed_to(db, here):
    with pytest.raises(ReaderChanged):
        receive_referral(db, wanted_referral(wording_number=7))


def test_nobody_is_born_tomorrow(db, here):
    with pytest.raises(WrongInput):
        receive_referral(db, wanted_referral(born_on=clock.today() + timedelta(days=1)))


def test_of_what_a_friend_says_the_name_and_a_safe_way_to_reach_them_are_kept(db, here):
    referral = receive_referral(db, wanted_of_friend())

    db.flush()
    sealed = [name for name, value in vars(referral).items() if name.endswith("_sealed") and value is not None]
    assert sorted(sealed) == ["name_sealed", "safe_contact_sealed"]
    assert referral.state == ReferralInState.UNCONFIRMED


@pytest.mark.parametrize("name", NOT_FROM_FRIENDS)
def test_the_database_takes_nothing_else_of_what_a_friend_says(db, here, name):
    referral = make_referral_in(db, here, wanted_of_friend())
    column = getattr(Referral, f"{name}_sealed")

    with pytest.raises(IntegrityError, match="friends_tell_no_more"), db.begin_nested():
        db.execute(update(Referral).where(Referral.id == referral.id).values({column: b"told"}))


def test_what_is_told_stands_sealed_under_a_key_of_its_own(db, here):
    one, other = (make_referral_in(db, here) for _ in range(2))

    assert one.source == ReferralSource.SELF
    assert one.person_id != other.person_id
    assert b"Noor" not in one.name_sealed

"""Risks and concerns that come with a referral, and stay with the person."""

import pytest

from directory.casework.referrals_in.answering_referrals import accept_as_known, accept_as_new
from directory.casework.referrals_in.receiving import SentBefore, receive_referral
from directory.casework.referrals_in.referral_details import AgreementSaid
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.casework.safety.keeping import say_none_known
from directory.casework.safety.kinds import RisksAnswer
from directory.casework.safety.queries import list_standing
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in, wanted_referral
from tests.factories.casework import make_client
from tests.factories.safety import wanted_concern, wanted_risk


@pytest.fixture
def coordinator(db):
    return make_actor(db)


def wanted(**more):
    """A surgery refers Noor, with a risk and a concern unless told otherwise."""
    told = {
        "source": ReferralSource.PROFESSIONAL,
        "referrer_name": "Lee Nurse",
        "reason": "Often alone",
        "risks_answer": RisksAnswer.TOLD,
        "risks": (wanted_risk(),),
        "concerns": (wanted_concern(),),
        "agreement_said": AgreementSaid.AGREED,
        "wording_number": None,
    }
    return wanted_referral(**{**told, **more})


def test_what_came_with_a_referral_stands_with_the_client_who_comes_of_it(db, coordinator):
    referral = make_referral_in(db, coordinator, wanted())

    client = accept_as_new(db, coordinator, referral)
    db.flush()

    standing = list_standing(db, coordinator, client)
    assert [(each.words, each.recorded_by, each.referral_id) for each in standing.risks] == [
        ("A dog that bites strangers", None, referral.id)
    ]
    assert [each.words for each in standing.concerns] == ["Her nephew keeps her bank card"]
    assert {each.client_id for each in (*standing.risks, *standing.concerns)} == {client.id}


def test_what_came_is_sealed_anew_for_who_was_known_already(db, coordinator):
    client = make_client(db, coordinator)
    said = say_none_known(db, coordinator, client)
    referral = make_referral_in(db, coordinator, wanted())

    accept_as_known(db, coordinator, referral, client)
    db.flush()
    db.expire_all()

    standing = list_standing(db, coordinator, client)
    assert [each.words for each in standing.risks] == ["A dog that bites strangers"]
    assert [each.words for each in standing.concerns] == ["Her nephew keeps her bank card"]
    assert {each.person_id for each in (*standing.risks, *standing.concerns)} == {client.id}
    assert said.ended_on is not None


def test_no_known_risk_is_an_answer_and_stays_one(db, coordinator):
    referral = make_referral_in(db, coordinator, wanted(risks_answer=RisksAnswer.NONE_KNOWN, risks=(), concerns=()))

    client = accept_as_new(db, coordinator, referral)
    db.flush()

    standing = list_standing(db, coordinator, client)
    assert (standing.is_asked, standing.risks) == (True, [])
    assert standing.none_known.recorded_by is None


def test_of_who_asked_for_themselves_risks_are_still_to_be_asked(db, coordinator):
    client = accept_as_new(db, coordinator, make_referral_in(db, coordinator))
    db.flush()

    assert list_standing(db, coordinator, client).is_asked is False


def test_the_same_sending_with_another_risk_is_another_sending(db, coordinator):
    sent = wanted()
    referral = make_referral_in(db, coordinator, sent)

    again = receive_referral(db, sent)

    assert (again.id, again.replays) == (referral.id, 1)
    with pytest.raises(SentBefore):
        receive_referral(db, wanted(submission_key=sent.submission_key, risks=(wanted_risk(words="Two dogs"),)))

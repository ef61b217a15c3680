"""One person who was referred twice is one person."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory import clock
from directory.audit.models import AuditEvent
from directory.casework.models import Case, Client
from directory.casework.referrals_in.answering_referrals import (
    AnsweredMeanwhile,
    accept_as_known,
    accept_as_new,
    decline_referral_in,
    move_referral_in,
)
from directory.casework.referrals_in.joined_referrals import find_first, list_joined
from directory.casework.referrals_in.joining_referrals import NotTheSame, join_referral, separate_referral
from directory.casework.referrals_in.referral_details import AgreementSaid
from directory.casework.referrals_in.referral_inputs import DeclineInput
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import list_likely_waiting, list_referrals_of
from directory.casework.referrals_in.referral_states import DeclineReason, ReferralInState, ReferralSource
from directory.casework.safety.kinds import RisksAnswer
from directory.casework.safety.queries import list_standing
from directory.casework.triage.queue import list_queue
from directory.rights.untaken import KEPT_FOR, let_go_of_untaken
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in, wanted_of_friend, wanted_referral
from tests.factories.casework import make_client
from tests.factories.safety import wanted_risk
from tests.factories.triage import try_in_vain

S = ReferralInState


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def own(db, coordinator) -> Referral:
    """Noor asked for herself."""
    return make_referral_in(db, coordinator)


@pytest.fixture
def of_surgery(db, coordinator) -> Referral:
    """Her surgery referred her some days after, and knows of a risk and her number."""
    return make_referral_in(
        db,
        coordinator,
        wanted_referral(
            source=ReferralSource.PROFESSIONAL,
            referrer_name="Lee Nurse",
            reason="Comes often with headaches",
            statement="I used to sing",
            nhs_number="9990123454",
            email="noor@home.example",
            risks_answer=RisksAnswer.TOLD,
            risks=(wanted_risk(),),
            agreement_said=AgreementSaid.AGREED,
            wording_number=None,
        ),
    )


def acts(db) -> list[str]:
    db.flush()
    return list(db.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_who_waits_already_is_offered_and_only_who_is_offered_is_recorded(db, coordinator, own, of_surgery):
    make_referral_in(db, coordinator, wanted_referral(name="Otto Other", phone="0113 496 0999", postcode="LS11 0AA"))

    likely = list_likely_waiting(db, coordinator, of_surgery)

    db.flush()
    listed = db.scalars(select(AuditEvent).where(AuditEvent.action == "referral_in.listed")).all()
    assert [each.id for each in likely] == [own.id]
    assert [each.subject_ids for each in listed] == [[str(own.id)]]


@pytest.mark.parametrize(
    ("told", "is_likely"),
    [
        pytest.param({"name": "Noor Newcomr", "phone": "07700900111"}, True, id="a slip, and the same phone"),
        pytest.param({"name": "N Begum", "nhs_number": "9990123454"}, True, id="the same number of the NHS"),
        pytest.param({"name": "Noor Newcomer", "phone": "0113 496 0999", "postcode": "M1 1AE"}, True, id="the name"),
        pytest.param({"name": "Otto Other", "phone": "07700 900111", "postcode": "M1 1AE"}, False, id="phone alone"),
    ],
)
def test_likely_is_told_by_number_or_by_name_with_something_else(db, coordinator, told, is_likely):
    make_referral_in(db, coordinator, nhs_number="9990123454")
    other = make_referral_in(db, coordinator, wanted_referral(**told))

    assert bool(list_likely_waiting(db, coordinator, other)) is is_likely


def test_somebody_of_another_team_is_not_offered(db, coordinator, own):
    elsewhere = make_actor(db)
    other = make_referral_in(db, elsewhere)

    assert list_likely_waiting(db, elsewhere, other) == []


def test_a_joined_referral_waits_no_more_and_is_sealed_as_the_first(db, coordinator, own, of_surgery, key_store):
    given_up = of_surgery.person_id

    destroyed = join_referral(db, coordinator, of_surgery, own)
    db.flush()
    db.expire_all()

    assert destroyed == given_up
    assert (of_surgery.state, of_surgery.person_id, of_surgery.reason) == (
        S.JOINED,
        own.person_id,
        "Comes often with headaches",
    )
    assert [each.id for each in list_queue(db, coordinator)] == [own.id]
    assert (list_joined(db, own), find_first(db, of_surgery)) == ([of_surgery], own)
    assert acts(db).count("referral_in.joined") == 1


def test_a_second_click_joins_once(db, coordinator, own, of_surgery):
    join_referral(db, coordinator, of_surgery, own)

    assert join_referral(db, coordinator, of_surgery, own) is None

    assert acts(db).count("referral_in.joined") == 1


def test_of_one_person_comes_one_client_with_one_case_and_all_that_was_told(db, coordinator, own, of_surgery):
    join_referral(db, coordinator, of_surgery, own)
    db.flush()

    client = accept_as_new(db, coordinator, own)
    db.flush()

    assert (db.scalar(select(func.count(Client.id))), db.scalar(select(func.count(Case.id)))) == (1, 1)
    assert (client.nhs_number, client.email) == ("9990123454", "noor@home.example")
    assert client.cases[0].statement == "I hardly see anybody since we moved\n\nI used to sing"
    assert list_referrals_of(db, client) == [own, of_surgery]
    assert [each.words for each in list_standing(db, coordinator, client).risks] == ["A dog that bites strangers"]
    assert of_surgery.state == S.JOINED


def test_all_goes_along_where_they_are_a_client_already(db, coordinator, own, of_surgery):
    client = make_client(db, coordinator, name="Noor Newcomer")
    join_referral(db, coordinator, of_surgery, own)
    db.flush()

    accept_as_known(db, coordinator, own, client)
    db.flush()
    db.expire_all()

    assert {each.person_id for each in (own, of_surgery)} == {client.id}
    assert of_surgery.reason == "Comes often with headaches"
    assert [each.words for each in list_standing(db, coordinator, client).risks] == ["A dog that bites strangers"]


def test_who_turns_out_to_be_somebody_else_waits_alone_again(db, coordinator, own, of_surgery):
    join_referral(db, coordinator, of_surgery, own)
    db.flush()

    separate_referral(db, coordinator, of_surgery)
    db.flush()
    client = accept_as_new(db, coordinator, own)
    db.flush()

    assert (of_surgery.state, of_surgery.joined_to_id, of_surgery.client_id) == (S.NEW, None, None)
    assert of_surgery.person_id not in (own.person_id, None)
    assert list_standing(db, coordinator, client).risks == []
    assert client.nhs_number is None


def test_a_second_click_parts_once_though_somebody_tried_to_reach_them_meanwhile(db, coordinator, own, of_surgery):
    join_referral(db, coordinator, of_surgery, own)
    separate_referral(db, coordinator, of_surgery)
    try_in_vain(db, coordinator, of_surgery)
    key = of_surgery.person_id

    separate_referral(db, coordinator, of_surgery)

    assert (of_surgery.state, of_surgery.person_id) == (S.NOT_REACHED, key)


def test_whom_a_friend_named_is_to_be_asked_again_once_they_are_apart(db, coordinator, own):
    named = make_referral_in(db, coordinator, wanted_of_friend())
    join_referral(db, coordinator, named, own)

    separate_referral(db, coordinator, named)

    assert named.state == S.UNCONFIRMED


def test_who_was_taken_on_together_is_not_parted_without_the_record(db, coordinator, own, of_surgery):
    join_referral(db, coordinator, of_surgery, own)
    accept_as_new(db, coordinator, own)
    db.flush()

    with pytest.raises(AnsweredMeanwhile):
        separate_referral(db, coordinator, of_surgery)


def test_what_was_joined_to_a_referral_goes_along_when_that_is_joined(db, coordinator, own, of_surgery):
    first = make_referral_in(db, coordinator)
    join_referral(db, coordinator, of_surgery, own)
    db.flush()

    join_referral(db, coordinator, own, first)
    db.flush()

    assert list_joined(db, first) == [own, of_surgery]
    assert {each.person_id for each in (own, of_surgery)} == {first.person_id}


def test_what_cannot_be_one_is_refused(db, coordinator, own, of_surgery):
    elsewhere = make_actor(db)
    theirs = make_referral_in(db, elsewhere)
    with pytest.raises(NotTheSame):
        join_referral(db, coordinator, own, own)
    with pytest.raises(NotTheSame):
        join_referral(db, coordinator, own, theirs)
    decline_referral_in(db, coordinator, of_surgery, DeclineInput(DeclineReason.NO_ROOM))

    with pytest.raises(AnsweredMeanwhile):
        join_referral(db, coordinator, own, of_surgery)


def test_all_referrals_of_a_person_are_let_go_of_together(db, coordinator, own, of_surgery):
    join_referral(db, coordinator, of_surgery, own)
    move_referral_in(db, coordinator, own, S.NOT_REACHED)
    db.flush()
    person = own.person_id

    gone = let_go_of_untaken(db, clock.now() + KEPT_FOR + timedelta(days=1))

    db.flush()
    assert gone == [person]
    assert db.scalars(select(Referral.id)).all() == []

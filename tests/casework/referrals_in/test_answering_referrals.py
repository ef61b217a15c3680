"""What a team does with somebody who asked: taking them on, new or known, declining, and not reaching them."""

from datetime import date

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.models import Consent
from directory.casework.operations import close_case
from directory.casework.queries import get_client
from directory.casework.record.sections import list_current
from directory.casework.referrals_in.answering_referrals import (
    AnsweredMeanwhile,
    accept_as_known,
    accept_as_new,
    decline_referral_in,
)
from directory.casework.referrals_in.referral_inputs import DeclineInput
from directory.casework.referrals_in.referral_queries import (
    count_waiting_in,
    get_referral_in,
    list_likely_clients,
)
from directory.casework.referrals_in.referral_states import DeclineReason, ReferralInState, ReferralSource
from directory.casework.tombstones import ErasedPerson
from directory.errors import NotFound
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in, wanted_of_friend
from tests.factories.casework import make_client
from tests.factories.triage import try_in_vain

S = ReferralInState
A_NO = DeclineInput(DeclineReason.NO_ROOM)


@pytest.fixture
def actor(db):
    return make_actor(db)


def test_somebody_new_is_taken_on_under_the_reference_they_were_given(db, actor):
    told = {"language": "Urdu", "contact_times": "After 2pm", "access_needs": "A ramp", "born_on": date(1980, 2, 1)}
    referral = make_referral_in(db, actor, **told)

    client = accept_as_new(db, actor, referral)

    db.flush()
    assert (client.reference, client.id, client.coordinator_id) == (
        referral.reference,
        referral.person_id,
        actor.user_id,
    )
    assert (client.name, client.phone, client.postcode) == ("Noor Newcomer", "07700 900111", "LS11 8ND")
    assert (client.language, client.contact_times, client.born_on) == ("Urdu", "After 2pm", date(1980, 2, 1))
    assert client.cases[0].statement == "I hardly see anybody since we moved\n\nNeeds for access: A ramp"
    assert (referral.state, referral.client_id) == (S.ACCEPTED, client.id)


def test_what_they_agreed_to_online_is_kept_with_its_words(db, actor):
    referral = make_referral_in(db, actor)

    client = accept_as_new(db, actor, referral)

    (consent,) = client.consents
    assert (consent.purpose, consent.answer, consent.given_how) == ("contact", "yes", "online")
    assert consent.wording_id == referral.agreed_wording_id


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"born_on": date(clock.today().year - 14, 1, 1)}, id="under 16"),
        pytest.param({"wording_number": None}, id="did not agree"),
        pytest.param({"source": ReferralSource.PROFESSIONAL, "referrer_name": "Dr Lee"}, id="a professional says so"),
    ],
)
def test_what_was_not_agreed_to_by_somebody_who_can_is_asked(db, actor, more):
    referral = make_referral_in(db, actor, **more)

    accept_as_new(db, actor, referral)

    assert db.scalars(select(Consent)).all() == []


def test_somebody_a_friend_told_of_is_taken_on_with_the_safe_way_to_reach_them(db, actor):
    referral = make_referral_in(db, actor, wanted_of_friend())

    client = accept_as_new(db, actor, referral)

    assert client.safe_contact == "Text 07700 900111 in the morning\nLeave no message."
    assert client.consents == []


def test_what_the_referral_told_of_access_and_the_practice_begins_the_record(db, actor):
    by_a_nurse = {"source": ReferralSource.PROFESSIONAL, "practice_code": "A81001"}
    client = accept_as_new(db, actor, make_referral_in(db, actor, access_needs="No steps, please", **by_a_nurse))

    known = list_current(db, client)

    assert {code: each.given for code, each in known.items()} == {
        "identity": {"gp_code": "A81001"},
        "requirements": {"adjustments_detail": "No steps, please"},
    }


def test_somebody_known_keeps_their_record_and_what_they_told_is_sealed_with_it(db, actor):
    client = make_client(db, actor, name="Noor Newcomer", phone="0113 496 0000")
    close_case(db, actor, client.cases[0], clock.today())
    referral = make_referral_in(db, actor)
    key_before = referral.person_id

    given_up = accept_as_known(db, actor, referral, client)

    db.flush()
    db.expire_all()
    assert given_up == key_before
    assert referral.person_id == referral.client_id == client.id
    assert referral.statement == "I hardly see anybody since we moved"
    again = get_client(db, actor, client.reference)
    assert again.phone == "0113 496 0000"
    assert [each.statement for each in again.cases if each.closed_on is None] == ["I hardly see anybody since we moved"]
    assert db.get(ErasedPerson, key_before) is not None


@pytest.mark.parametrize(
    ("may_leave", "kept"),
    [
        pytest.param(True, None, id="safe"),
        pytest.param(False, "Leave no message.", id="not safe"),
        pytest.param(None, "It is not known whether a message is safe: leave none.", id="not known"),
    ],
)
def test_whether_a_message_is_safe_goes_with_them(db, actor, may_leave, kept):
    client = accept_as_new(db, actor, make_referral_in(db, actor, may_leave_message=may_leave))

    assert client.safe_contact == kept


def test_an_open_case_goes_on(db, actor):
    client = make_client(db, actor, statement="I miss my garden")

    accept_as_known(db, actor, make_referral_in(db, actor), client)

    assert [each.statement for each in client.cases] == ["I miss my garden"]


def test_who_is_likely_known_is_offered(db, actor):
    known = make_client(db, actor, name="Noor Newcomer", postcode="LS11 8ND")
    make_client(db, actor, name="Bill Shaw")
    make_client(db, make_actor(db), name="Noor Newcomer", postcode="LS11 8ND")

    likely = list_likely_clients(db, actor, make_referral_in(db, actor))

    assert [each.reference for each in likely] == [known.reference]


def test_a_referral_is_declined_for_a_reason(db, actor):
    referral = make_referral_in(db, actor)

    decline_referral_in(db, actor, referral, DeclineInput(DeclineReason.OUT_OF_AREA, "They live in Hull"))

    db.flush()
    assert (referral.state, referral.decline_reason, referral.note) == (
        S.DECLINED,
        "out of area",
        "They live in Hull",
    )
    assert referral.answered_by == actor.user_id


def decline_otherwise(db, actor, referral) -> None:
    decline_referral_in(db, actor, referral, DeclineInput(DeclineReason.OTHER))


ANSWERS = {
    "accept": lambda db, actor, referral: accept_as_new(db, actor, referral),
    "decline": lambda db, actor, referral: decline_referral_in(db, actor, referral, A_NO),
}


@pytest.mark.parametrize("first", ANSWERS.values(), ids=ANSWERS)
@pytest.mark.parametrize("then", [ANSWERS["accept"], decline_otherwise])
def test_what_was_answered_stays_answered(db, actor, first, then):
    referral = make_referral_in(db, actor)
    first(db, actor, referral)
    db.flush()

    with pytest.raises(AnsweredMeanwhile):
        then(db, actor, referral)


def test_a_second_click_declines_once(db, actor):
    referral = make_referral_in(db, actor)

    for _ in range(2):
        decline_referral_in(db, actor, referral, A_NO)

    db.flush()
    acts = db.scalars(select(AuditEvent.action)).all()
    assert acts.count("referral_in.declined") == 1


@pytest.mark.parametrize("then", ANSWERS.values(), ids=ANSWERS)
def test_who_was_not_reached_may_ring_back(db, actor, then):
    referral = make_referral_in(db, actor)
    try_in_vain(db, actor, referral)
    try_in_vain(db, actor, referral)

    then(db, actor, referral)

    assert referral.state in (S.ACCEPTED, S.DECLINED)


def test_who_is_looked_at_is_written_down(db, actor):
    referral = make_referral_in(db, actor)

    get_referral_in(db, actor, referral.reference)

    db.flush()
    acts = db.scalars(select(AuditEvent.action).where(AuditEvent.actor_id == actor.user_id)).all()
    assert acts == ["referral_in.viewed"]


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.COMMISSIONER, Role.EDITOR, Role.ADMINISTRATOR])
def test_who_does_not_support_people_finds_none(db, actor, role):
    referral = make_referral_in(db, actor)
    colleague = make_actor(db, role, scheme=db.get_one(Scheme, actor.scheme_id))

    with pytest.raises(NotFound):
        get_referral_in(db, colleague, referral.reference)


def test_those_of_another_team_are_as_if_they_were_not_there(db, actor):
    referral = make_referral_in(db, actor)
    stranger = make_actor(db)

    with pytest.raises(NotFound):
        get_referral_in(db, stranger, referral.reference)

    assert count_waiting_in(db, stranger) == 0


def test_what_somebody_told_is_hidden_with_the_record_it_became(db, actor):
    referral = make_referral_in(db, actor)
    accept_as_new(db, actor, referral).restricted_at = clock.now()
    db.flush()
    colleague = make_actor(db, scheme=db.get_one(Scheme, actor.scheme_id))

    with pytest.raises(NotFound):
        get_referral_in(db, colleague, referral.reference)

    assert get_referral_in(db, actor, referral.reference).id == referral.id

"""A referral that was taken on as a client's and is of somebody else is taken out of their record again."""

import uuid

import pytest
from sqlalchemy import delete, select

from directory import clock
from directory.audit.models import AuditEvent
from directory.casework.agreeing import withdraw_consent
from directory.casework.joining.came import TakenOutAlready, get_taken_as_known, list_taken_out
from directory.casework.joining.rows import take_snapshot, values_of
from directory.casework.joining.taken_models import TakenAsKnown
from directory.casework.joining.taking_out import NotTakenOut, plan_taking_out
from directory.casework.models import Client, Purpose
from directory.casework.operations import ChangedMeanwhile, close_case
from directory.casework.queries import get_client, open_case
from directory.casework.record.sections import list_current
from directory.casework.referrals_in.answering_referrals import accept_as_new
from directory.casework.referrals_in.joining_referrals import join_referral
from directory.casework.referrals_in.referral_details import AgreementSaid
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import list_referrals_of
from directory.casework.referrals_in.referral_states import ReferralInState, ReferralSource
from directory.casework.safety.keeping import say_none_known
from directory.casework.safety.kinds import RisksAnswer
from directory.casework.safety.queries import list_standing
from directory.casework.triage.attempts import list_attempts
from directory.casework.triage.queue import list_queue
from directory.errors import NotFound
from directory.rights.erased_tables import delete_rows
from tests.casework.referrals_in.test_telling_senders import told
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in, wanted_referral
from tests.factories.casework import make_client
from tests.factories.record import make_client_note
from tests.factories.safety import wanted_risk
from tests.factories.second_records import make_joined
from tests.factories.senders import make_sender, make_sent
from tests.factories.taken_as_known import make_taken_as_known, take_out
from tests.factories.triage import try_in_vain

S = ReferralInState


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator) -> Client:
    """Noor was supported until today, and agreed to nothing."""
    client = make_client(db, coordinator, name="Noor Newcomer", phone="0113 496 0000", consent_given_on=None)
    close_case(db, coordinator, open_case(client), clock.today())
    say_none_known(db, coordinator, client)
    db.flush()
    return client


@pytest.fixture
def of_another(db, coordinator) -> Referral:
    """A surgery refers somebody else of that name, and knows of a risk; they were rung in vain."""
    referral = make_referral_in(
        db,
        coordinator,
        wanted_referral(
            source=ReferralSource.PROFESSIONAL,
            referrer_name="Lee Nurse",
            reason="Comes often with headaches",
            language="Urdu",
            risks_answer=RisksAnswer.TOLD,
            risks=(wanted_risk(),),
            agreement_said=AgreementSaid.AGREED,
            wording_number=None,
        ),
    )
    try_in_vain(db, coordinator, referral)
    db.flush()
    return referral


def rows_of(db, client: Client) -> dict[tuple[str, uuid.UUID], object]:
    """What every row of a client says, but for what tells of the taking out itself."""
    rows = take_snapshot(db, client.id)
    return {key: values_of(key[0], row) for key, row in rows.items() if key[0] != TakenAsKnown.__tablename__}


def test_the_record_is_as_it_was_before(db, coordinator, client, of_another):
    before = rows_of(db, client)
    make_taken_as_known(db, coordinator, client, of_another)
    changed = rows_of(db, client)

    take_out(db, coordinator, client, of_another)

    assert changed != before
    assert rows_of(db, client) == before


def test_it_waits_again_with_all_that_came_with_it_under_a_key_of_its_own(db, coordinator, client, of_another):
    first_key = of_another.person_id
    make_taken_as_known(db, coordinator, client, of_another)

    referral = take_out(db, coordinator, client, of_another)

    assert (referral.state, referral.client_id, referral.taken_out_by) == (S.NEW, None, coordinator.user_id)
    assert referral.person_id not in (first_key, client.id)
    assert referral.reason == "Comes often with headaches"
    assert [each.id for each in list_queue(db, coordinator)] == [referral.id]
    assert {each.person_id for each in list_attempts(db, referral)} == {referral.person_id}
    again = accept_as_new(db, coordinator, referral)
    assert [each.words for each in list_standing(db, coordinator, again).risks] == ["A dog that bites strangers"]


def test_erasing_the_client_does_not_touch_who_waits(db, coordinator, client, of_another):
    make_taken_as_known(db, coordinator, client, of_another)
    referral = take_out(db, coordinator, client, of_another)

    delete_rows(db, client.id)
    db.expire_all()

    assert (referral.reason, len(list_attempts(db, referral))) == ("Comes often with headaches", 1)


def test_one_of_two_that_were_joined_is_taken_out_alone(db, coordinator, of_another):
    own = make_referral_in(db, coordinator)
    join_referral(db, coordinator, of_another, own)
    client = accept_as_new(db, coordinator, own)
    db.flush()

    referral = take_out(db, coordinator, client, of_another)

    again = get_client(db, coordinator, client.reference)
    assert (referral.state, referral.joined_to_id, referral.client_id) == (S.NEW, None, None)
    assert list_referrals_of(db, again) == [own]
    assert (again.language, list_standing(db, coordinator, again).risks) == (None, [])


def test_nothing_that_another_told_stays_where_the_record_began_with_it(db, coordinator):
    own = make_referral_in(db, coordinator, practice_code="B86001")
    other = make_referral_in(db, coordinator, practice_code="B86002", access_needs="A ramp")
    join_referral(db, coordinator, other, own)
    client = accept_as_new(db, coordinator, own)
    db.flush()
    began = {name: each.given for name, each in list_current(db, client).items()}

    take_out(db, coordinator, client, other)

    left = list_current(db, get_client(db, coordinator, client.reference))
    assert began == {"identity": {"gp_code": "B86001"}, "requirements": {"adjustments_detail": "A ramp"}}
    assert {name: each.given for name, each in left.items()} == {"identity": {"gp_code": "B86001"}}


def test_what_was_joined_to_it_goes_along(db, coordinator, client, of_another):
    more = make_referral_in(db, coordinator, email="noor@home.example")
    join_referral(db, coordinator, more, of_another)
    make_taken_as_known(db, coordinator, client, of_another)

    referral = take_out(db, coordinator, client, of_another)

    again = get_client(db, coordinator, client.reference)
    assert (more.state, more.joined_to_id, more.client_id) == (S.JOINED, referral.id, None)
    assert more.person_id == referral.person_id
    assert (again.email, list(again.consents), list_taken_out(db, again)[0].journal) == (None, [], None)


def test_what_was_written_since_stays_and_is_told_before(db, coordinator, client, of_another):
    make_taken_as_known(db, coordinator, client, of_another)
    make_client_note(db, coordinator, client)
    client.safe_contact = "Ring in the evening"
    case = open_case(client)
    case.statement = "I would like to sing"
    db.flush()

    plan = plan_taking_out(db, client, of_another)
    take_out(db, coordinator, client, of_another)

    again = get_client(db, coordinator, client.reference)
    assert (plan.stays["client_note"], sorted(plan.changed_since)) == (1, ["safe_contact", "statement"])
    assert (plan.case_goes, plan.case_stays, plan.is_noted) == (False, True, True)
    assert {name: plan.goes[name] for name in ("referral", "risk", "contact_attempt")} == {
        "referral": 1,
        "risk": 1,
        "contact_attempt": 1,
    }
    assert (again.safe_contact, open_case(again).statement) == ("Ring in the evening", "I would like to sing")


def test_a_case_goes_on_for_who_asked_again_since(db, coordinator, client, of_another):
    make_taken_as_known(db, coordinator, client, of_another)
    make_taken_as_known(db, coordinator, client, wording_number=None)

    take_out(db, coordinator, client, of_another)

    assert open_case(get_client(db, coordinator, client.reference)) is not None


def test_who_referred_them_is_told_that_they_wait_and_nothing_else(db, coordinator, client):
    sent = make_sent(db, make_sender(db, coordinator))
    make_taken_as_known(db, coordinator, client, sent)

    take_out(db, coordinator, client, sent)

    assert told(db, sent) == ["supported", "received"]


def test_a_client_agrees_to_nothing_that_another_agreed_to(db, coordinator, client):
    own = make_taken_as_known(db, coordinator, client)
    agreed = [each.purpose for each in client.consents]

    take_out(db, coordinator, client, own)

    assert agreed == [Purpose.CONTACT]
    assert list(get_client(db, coordinator, client.reference).consents) == []


def test_a_no_that_was_said_since_stays(db, coordinator, client):
    own = make_taken_as_known(db, coordinator, client)
    withdraw_consent(db, coordinator, client, clock.today(), Purpose.CONTACT)
    db.flush()

    take_out(db, coordinator, client, own)

    [no] = get_client(db, coordinator, client.reference).consents
    assert no.withdrawn_on == clock.today()


def test_one_of_before_it_was_noted_is_taken_out_too_and_what_it_changed_is_not_known(db, coordinator, client):
    own = make_taken_as_known(db, coordinator, client)
    db.execute(delete(TakenAsKnown))

    plan = plan_taking_out(db, client, own)
    take_out(db, coordinator, client, own)

    assert (plan.is_noted, own.state) == (False, S.NEW)
    assert len(list_taken_out(db, client)) == 1


def test_the_record_says_who_took_it_out_and_why_and_nothing_of_whom(db, coordinator, client, of_another):
    make_taken_as_known(db, coordinator, client, of_another)

    take_out(db, coordinator, client, of_another)

    [taken] = list_taken_out(db, client)
    assert (taken.why, taken.taken_out_by) == ("They were born in other years", coordinator.user_id)
    assert (taken.referral_id, taken.journal) == (None, None)
    acts = {each.action: each.subject_ids for each in db.scalars(select(AuditEvent))}
    assert acts["referral_in.taken_out"] == [str(of_another.id)]
    assert acts["client.referral_taken_out"] == [str(client.id)]


def test_a_second_click_takes_out_nothing_more(db, coordinator, client, of_another):
    make_taken_as_known(db, coordinator, client, of_another)
    take_out(db, coordinator, client, of_another)

    with pytest.raises(TakenOutAlready):
        get_taken_as_known(db, client, of_another.reference)


def test_what_began_a_record_is_not_taken_out_of_it(db, coordinator):
    own = make_referral_in(db, coordinator)
    client = accept_as_new(db, coordinator, own)

    with pytest.raises(NotFound):
        get_taken_as_known(db, client, own.reference)


def test_a_record_that_was_joined_since_is_parted_first(db, coordinator, client, of_another):
    make_taken_as_known(db, coordinator, client, of_another)
    make_joined(db, coordinator, client)

    with pytest.raises(NotTakenOut, match="Part the two records first"):
        take_out(db, coordinator, client, of_another)


def test_who_looked_at_it_before_somebody_changed_it_looks_again(db, coordinator, client, of_another):
    make_taken_as_known(db, coordinator, client, of_another)

    with pytest.raises(ChangedMeanwhile):
        take_out(db, coordinator, client, of_another, seen=client.revision - 1)

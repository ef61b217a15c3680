"""What people agree to, each thing on its own: a yes, a no, a change of mind, and who may answer for whom."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from directory import clock
from directory.audit.models import AuditEvent
from directory.casework.agreeing import (
    ConsentNeeded,
    WordingChanged,
    give_consent,
    record_answer,
    require_consent,
    withdraw_consent,
)
from directory.casework.inputs import AnswerInput
from directory.casework.models import AgreementWording, Answer, Consent, GivenBy, GivenHow, Purpose
from directory.casework.queries import get_client, list_answers
from directory.casework.rules import Standing, standing_of
from directory.casework.wordings import DEFAULT_WORDINGS, newest_wording
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.outbox import count_waiting
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.referrals import make_referral

A_DAY = timedelta(days=1)


@pytest.fixture
def coordinator(db):
    return make_actor(db)


def days_ago(days: int) -> date:
    return clock.today() - days * A_DAY


def acts(db) -> list[tuple[str, list[str]]]:
    events = db.scalars(select(AuditEvent).where(AuditEvent.action != "user.added").order_by(AuditEvent.id))
    return [(event.action, event.fields) for event in events]


def answer(purpose=Purpose.CONTACT, said=Answer.YES, on=None, **more) -> AnswerInput:
    return AnswerInput(on or clock.today(), purpose, said, **more)


def standings(client) -> list[Standing]:
    return [standing_of(client.consents, each, clock.today()) for each in Purpose]


def test_agreement_already_in_force_is_not_recorded_twice(db, coordinator):
    client = make_client(db, coordinator)

    again = give_consent(db, coordinator, client, AnswerInput(clock.today()))
    db.flush()

    assert again.given_on == days_ago(7)
    assert len(client.consents) == 1


def test_agreement_given_by_two_requests_at_once_is_recorded_once(own_database, meanwhile):
    with transaction() as db:
        coordinator = make_actor(db)
        reference = make_client(db, coordinator, consent_given_on=None).reference

    def give():
        with transaction() as db:
            give_consent(db, coordinator, get_client(db, coordinator, reference), AnswerInput(clock.today()))

    with transaction() as db:
        give_consent(db, coordinator, get_client(db, coordinator, reference), AnswerInput(clock.today()))
        db.flush()
        second = meanwhile(give)

    # On PostgreSQL the second may find the first in its way: then it is refused whole.
    assert second.exception(10) is None or isinstance(second.exception(), IntegrityError)
    with reading() as db:
        assert db.scalar(select(func.count()).select_from(Consent)) == 1


def test_agreement_can_be_given_again_from_the_day_it_was_withdrawn(db, coordinator):
    client = make_client(db, coordinator)
    withdraw_consent(db, coordinator, client, days_ago(2))

    give_consent(db, coordinator, client, AnswerInput(days_ago(2)))
    db.flush()

    require_consent(client, Purpose.REFERRAL, days_ago(2))
    assert give_consent(db, coordinator, client, AnswerInput(days_ago(5))) is client.consents[1], (
        "a second click changes nothing"
    )
    assert len(client.consents) == 2


def test_agreement_is_not_dated_back_before_it_was_withdrawn(db, coordinator):
    client = make_client(db, coordinator)
    withdraw_consent(db, coordinator, client, days_ago(2))

    with pytest.raises(WrongInput) as refused:
        give_consent(db, coordinator, client, AnswerInput(days_ago(3)))

    assert list(refused.value.fields) == ["given_on"]
    with pytest.raises(ConsentNeeded):
        require_consent(client, Purpose.REFERRAL, clock.today())


def test_withdrawn_agreement_is_written_down(db, coordinator):
    client = make_client(db, coordinator)

    withdraw_consent(db, coordinator, client, clock.today())
    db.flush()

    assert client.consents[0].withdrawn_on == clock.today()
    assert acts(db)[-1] == ("consent.withdrawn", ["referral", "withdrawn_on"])


def test_withdrawing_twice_keeps_the_first_day(db, coordinator):
    client = make_client(db, coordinator)
    withdraw_consent(db, coordinator, client, days_ago(2))

    withdraw_consent(db, coordinator, client, clock.today())
    db.flush()

    assert client.consents[0].withdrawn_on == days_ago(2)
    assert [name for name, _ in acts(db)].count("consent.withdrawn") == 1


@pytest.mark.parametrize("days", [-1, 8], ids=["tomorrow", "before it was given"])
def test_agreement_is_not_withdrawn_on_an_impossible_day(db, coordinator, days):
    client = make_client(db, coordinator)

    with pytest.raises(WrongInput) as refused:
        withdraw_consent(db, coordinator, client, days_ago(days))

    assert list(refused.value.fields) == ["withdrawn_on"]
    assert client.consents[0].withdrawn_on is None


def test_agreement_is_not_given_tomorrow(db, coordinator):
    client = make_client(db, coordinator, consent_given_on=None)

    with pytest.raises(WrongInput) as refused:
        give_consent(db, coordinator, client, AnswerInput(days_ago(-1)))

    assert list(refused.value.fields) == ["given_on"]
    assert client.consents == []


def test_who_did_not_agree_is_told_what_to_do(db, coordinator):
    client = make_client(db, coordinator, consent_given_on=None)

    with pytest.raises(ConsentNeeded, match="Ask them"):
        require_consent(client, Purpose.REFERRAL, clock.today())


def test_each_thing_is_agreed_to_on_its_own(db, coordinator):
    client = make_client(db, coordinator)

    record_answer(db, coordinator, client, answer(Purpose.CONTACT))
    record_answer(db, coordinator, client, answer(Purpose.EVALUATION, Answer.NO))
    withdraw_consent(db, coordinator, client, clock.today(), Purpose.REFERRAL)
    db.flush()

    assert standings(client) == [Standing.TOOK_IT_BACK, Standing.AGREES, Standing.SAID_NO, Standing.NOT_ASKED]
    assert acts(db)[-3:] == [
        ("consent.given", ["contact", "given_on"]),
        ("consent.refused", ["evaluation", "given_on"]),
        ("consent.withdrawn", ["referral", "withdrawn_on"]),
    ]


def test_answer_is_kept_with_the_words_it_was_given_to_how_and_by_whom(db, coordinator):
    client = make_client(db, coordinator, consent_given_on=None, born_on=date(1950, 3, 27))
    by_daughter = answer(given_how=GivenHow.PAPER, given_by=GivenBy.ATTORNEY, note="Her daughter Joan; seen the form")

    record_answer(db, coordinator, client, by_daughter)
    db.flush()
    db.expunge_all()

    [kept] = list_answers(db, client, Purpose.CONTACT)
    assert (kept.wording.number, kept.wording.text) == (1, DEFAULT_WORDINGS[Purpose.CONTACT])
    assert (kept.given_how, kept.given_by) == ("on paper", "power of attorney")
    assert kept.note == "Her daughter Joan; seen the form"
    assert b"Joan" not in kept.note_sealed
    assert kept.recorder.id == coordinator.user_id


def test_words_are_kept_once_for_a_team_and_not_for_another(db, coordinator):
    elsewhere = make_actor(db)
    for actor in (coordinator, coordinator, elsewhere):
        record_answer(db, actor, make_client(db, actor, consent_given_on=None), answer())

    kept = db.scalars(select(AgreementWording.scheme_id).where(AgreementWording.purpose == "contact")).all()

    assert sorted(kept) == sorted([coordinator.scheme_id, elsewhere.scheme_id])


def test_answer_to_older_words_than_those_of_now_is_not_taken(db, coordinator):
    client = make_client(db, coordinator)
    now = newest_wording(db, coordinator.scheme_id, Purpose.CONTACT).number

    with pytest.raises(WordingChanged):
        record_answer(db, coordinator, client, answer(wording_number=now - 1))

    assert standing_of(client.consents, Purpose.CONTACT, clock.today()) is Standing.NOT_ASKED


def test_a_no_where_they_agreed_takes_it_back(db, coordinator):
    client = make_client(db, coordinator)

    record_answer(db, coordinator, client, answer(Purpose.REFERRAL, Answer.NO))

    assert [(each.given_on, each.withdrawn_on) for each in client.consents] == [(days_ago(7), clock.today())]


def test_the_same_no_twice_is_one(db, coordinator):
    client = make_client(db, coordinator)

    for _ in range(2):
        record_answer(db, coordinator, client, answer(said=Answer.NO))
    db.flush()

    assert len(list_answers(db, client, Purpose.CONTACT)) == 1


def test_a_yes_after_a_no_counts_and_both_stay(db, coordinator):
    client = make_client(db, coordinator)
    record_answer(db, coordinator, client, answer(said=Answer.NO, on=days_ago(3)))

    record_answer(db, coordinator, client, answer(on=days_ago(1)))
    db.flush()

    assert standing_of(client.consents, Purpose.CONTACT, clock.today()) is Standing.AGREES
    assert [each.answer for each in list_answers(db, client, Purpose.CONTACT)] == ["yes", "no"]


def test_only_taking_back_the_sharing_holds_letters_to_groups_back(db, coordinator):
    referral = make_referral(db, coordinator)
    for purpose in (Purpose.CONTACT, Purpose.EVALUATION):
        record_answer(db, coordinator, referral.client, answer(purpose))
        withdraw_consent(db, coordinator, referral.client, clock.today(), purpose)
    before = count_waiting(db)

    withdraw_consent(db, coordinator, referral.client, clock.today(), Purpose.REFERRAL)
    db.flush()

    assert (before, count_waiting(db)) == (1, 0)


def test_somebody_of_15_agrees_by_themselves_with_a_note_of_why_they_can(db, coordinator):
    client = make_client(db, coordinator, consent_given_on=None, born_on=days_ago(15 * 366))

    with pytest.raises(WrongInput) as refused:
        record_answer(db, coordinator, client, answer())
    record_answer(db, coordinator, client, answer(note="Told me in their own words what happens and who hears of it"))

    assert list(refused.value.fields) == ["note"]
    assert standing_of(client.consents, Purpose.CONTACT, clock.today()) is Standing.AGREES


def test_a_no_of_somebody_of_15_needs_no_note(db, coordinator):
    client = make_client(db, coordinator, consent_given_on=None, born_on=days_ago(15 * 366))

    record_answer(db, coordinator, client, answer(said=Answer.NO))

    assert standing_of(client.consents, Purpose.CONTACT, clock.today()) is Standing.SAID_NO

"""That somebody has died: what ends with it, and what a mistake brings back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.operations import make_scheme
from directory.audit.models import AuditEvent
from directory.casework.agreeing import PersonHasDied, give_consent, withdraw_consent
from directory.casework.deaths import is_known_to_have_died, record_death, undo_death
from directory.casework.inputs import AnswerInput, DeathInput
from directory.casework.models import Death
from directory.casework.operations import close_case, open_new_case
from directory.casework.queries import get_client, list_supported_clients, list_unagreed_clients, open_case
from directory.casework.transfers.moving_clients import offer_transfer
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.outbox import count_waiting
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.referrals import make_referral
from tests.factories.transfers import wanted_transfer

BY_SON = DeathInput("Her son")


def days_ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def acts(db) -> list[str]:
    return list(db.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_case_ends_on_the_day_they_died(db, coordinator, client):
    record_death(db, coordinator, client, DeathInput("The surgery", days_ago(3)))
    db.flush()

    assert client.cases[0].closed_on == days_ago(3)
    assert acts(db)[-3:] == ["death.recorded", "case.closed", "closure.recorded"]
    assert is_known_to_have_died(db, client.id)


@pytest.mark.parametrize(
    ("died_on", "ended"), [(None, 0), (90, 30)], ids=["day not known: today", "before the case: the day it began"]
)
def test_case_ends_on_a_day_on_which_it_can(db, coordinator, client, died_on, ended):
    wanted = DeathInput("Her son", days_ago(died_on) if died_on else None)

    record_death(db, coordinator, client, wanted)
    db.flush()

    assert client.cases[0].closed_on == days_ago(ended)


@pytest.mark.parametrize("day", [-1, 100], ids=["tomorrow", "before they were born"])
def test_nobody_dies_on_an_impossible_day(db, coordinator, day):
    client = make_client(db, coordinator, consent_given_on=None, born_on=days_ago(50))

    with pytest.raises(WrongInput) as refused:
        record_death(db, coordinator, client, DeathInput("Her son", days_ago(day)))

    assert list(refused.value.fields) == ["died_on"]
    assert client.death is None


def test_written_down_twice_the_first_stays(db, coordinator, client):
    first = record_death(db, coordinator, client, DeathInput("Her son", days_ago(2)))

    again = record_death(db, coordinator, client, DeathInput("The surgery"))
    db.flush()

    assert again is first
    assert acts(db).count("death.recorded") == 1


def test_written_down_by_two_requests_at_once_it_is_there_once(own_database, at_once):
    with transaction() as db:
        coordinator = make_actor(db)
        reference = make_client(db, coordinator).reference

    def record() -> None:
        with transaction() as db:
            record_death(db, coordinator, get_client(db, coordinator, reference, to_change=True), BY_SON)

    at_once(record, record)

    with reading() as db:
        assert len(db.scalars(select(Death)).all()) == 1


def test_who_told_us_is_sealed(db, coordinator, client):
    death = record_death(db, coordinator, client, BY_SON)
    db.flush()

    assert b"son" not in death.told_by_sealed


def test_letters_that_wait_are_held_back(db, coordinator):
    referral = make_referral(db, coordinator)
    before = count_waiting(db)

    record_death(db, coordinator, referral.client, BY_SON)
    db.flush()

    assert (before, count_waiting(db)) == (1, 0)


def test_no_other_team_is_asked_about_them_any_more(db, coordinator, client):
    south = make_scheme(db, "South team")
    db.flush()
    asked = offer_transfer(db, coordinator, client, wanted_transfer(south))

    record_death(db, coordinator, client, BY_SON)
    db.flush()

    assert (asked.state, asked.ended_by) == ("withdrawn", coordinator.user_id)


def test_nothing_new_begins_for_them(db, coordinator, client):
    record_death(db, coordinator, client, BY_SON)

    with pytest.raises(PersonHasDied):
        open_new_case(db, coordinator, client, clock.today())
    with pytest.raises(PersonHasDied):
        give_consent(db, coordinator, client, AnswerInput(clock.today()))


def test_they_are_on_no_list_of_those_who_are_supported(db, coordinator):
    client = make_client(db, coordinator, consent_given_on=None)
    record_death(db, coordinator, client, BY_SON)
    db.flush()

    assert list_supported_clients(db, coordinator) == []
    assert list_unagreed_clients(db, coordinator, clock.today()) == []


def test_a_mistake_is_taken_back_and_stays_in_the_history(db, coordinator):
    referral = make_referral(db, coordinator)
    client = referral.client
    record_death(db, coordinator, client, BY_SON)
    db.flush()

    undo_death(db, coordinator, client, "It was her sister")
    db.flush()
    db.expire_all()

    found = get_client(db, coordinator, client.reference)
    assert (found.death, open_case(found) is not None, count_waiting(db)) == (None, True, 1)
    assert [(each.told_by, each.why_undone) for each in found.deaths] == [("Her son", "It was her sister")]
    assert "death.undone" in acts(db)
    assert not is_known_to_have_died(db, client.id)


def test_taking_it_back_opens_no_case_that_had_ended_before(db, coordinator, client):
    close_case(db, coordinator, client.cases[0], days_ago(1))
    record_death(db, coordinator, client, BY_SON)

    undo_death(db, coordinator, client, "It was her sister")

    assert open_case(client) is None


def test_what_was_held_back_before_stays_held_back(db, coordinator):
    referral = make_referral(db, coordinator)
    withdraw_consent(db, coordinator, referral.client, clock.today())
    db.flush()
    record_death(db, coordinator, referral.client, BY_SON)
    db.flush()

    undo_death(db, coordinator, referral.client, "It was her sister")
    db.flush()

    assert count_waiting(db) == 0


def test_taken_back_twice_changes_nothing(db, coordinator, client):
    record_death(db, coordinator, client, BY_SON)
    undo_death(db, coordinator, client, "It was her sister")

    assert undo_death(db, coordinator, client, "Again") is False
    assert client.deaths[0].why_undone == "It was her sister"

"""Taking somebody on, what they agree to, and the end of a spell of support."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from directory import clock
from directory.audit.models import AuditEvent
from directory.casework.inputs import NewClientInput
from directory.casework.models import Case, Client, Consent
from directory.casework.operations import ChangedMeanwhile, close_case, open_new_case, take_on_client
from directory.casework.queries import get_client, open_case
from directory.db import reading, transaction
from directory.errors import WrongInput
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client

A_DAY = timedelta(days=1)


@pytest.fixture
def coordinator(db):
    return make_actor(db)


def days_ago(days: int) -> date:
    return clock.today() - days * A_DAY


def wanted(key="form-1234", **more) -> NewClientInput:
    return NewClientInput(**{"name": "Edith Ashworth", "submission_key": key, **more})


def acts(db) -> list[tuple[str, list[str]]]:
    events = db.scalars(select(AuditEvent).where(AuditEvent.action != "user.added").order_by(AuditEvent.id))
    return [(event.action, event.fields) for event in events]


def test_somebody_taken_on_has_an_open_case_and_a_coordinator(db, coordinator):
    client = take_on_client(db, coordinator, wanted(statement="I miss dancing.", born_on=date(1950, 3, 27)))
    db.flush()
    db.expunge_all()

    found = get_client(db, coordinator, client.reference)
    assert (found.name, found.born_on) == ("Edith Ashworth", date(1950, 3, 27))
    assert found.coordinator_id == coordinator.user_id
    assert open_case(found).opened_on == clock.today()
    assert open_case(found).statement == "I miss dancing."
    assert found.consents == []


def test_agreement_given_at_the_start_is_recorded(db, coordinator):
    client = take_on_client(db, coordinator, wanted(consent_given_on=days_ago(3)))
    db.flush()

    assert [(each.given_on, each.withdrawn_on) for each in client.consents] == [(days_ago(3), None)]
    assert acts(db) == [("client.taken_on", []), ("consent.given", ["given_on", "referral"])]


def test_the_same_submission_twice_makes_one_client(db, coordinator):
    first = take_on_client(db, coordinator, wanted())
    db.flush()
    db.expunge_all()

    second = take_on_client(db, coordinator, wanted())
    db.flush()

    assert second.id == first.id
    assert second.replays == 1
    assert db.scalar(select(func.count()).select_from(Case)) == 1
    assert acts(db) == [("client.taken_on", [])]


def test_the_same_submission_sent_by_two_requests_at_once_makes_one_client(own_database, meanwhile):
    with transaction() as db:
        coordinator = make_actor(db)

    def submit():
        with transaction() as db:
            return take_on_client(db, coordinator, wanted(consent_given_on=clock.today())).id

    with transaction() as db:
        first = take_on_client(db, coordinator, wanted(consent_given_on=clock.today()))
        db.flush()
        second = meanwhile(submit)

    assert second.result(10) == first.id
    with reading() as db:
        assert db.scalars(select(Client.replays)).all() == [1]
        assert db.scalar(select(func.count()).select_from(Case)) == 1
        assert db.scalar(select(func.count()).select_from(Consent)) == 1


def test_the_same_key_in_another_scheme_is_another_submission(db, coordinator):
    ours = take_on_client(db, coordinator, wanted())
    theirs = take_on_client(db, make_actor(db), wanted())
    db.flush()

    assert ours.id != theirs.id


@pytest.mark.parametrize("field", ["born_on", "consent_given_on"])
def test_a_date_in_the_future_is_refused_and_nobody_is_added(db, coordinator, field):
    with pytest.raises(WrongInput) as refused:
        take_on_client(db, coordinator, wanted(**{field: days_ago(-1)}))

    assert list(refused.value.fields) == [field]
    assert db.scalar(select(func.count()).select_from(Client)) == 0


def test_today_is_the_day_in_the_united_kingdom(db, coordinator):
    half_past_midnight_in_summer = datetime(2026, 7, 1, 23, 30, tzinfo=clock.UTC)

    with time_machine.travel(half_past_midnight_in_summer):
        client = take_on_client(db, coordinator, wanted(consent_given_on=date(2026, 7, 2)))

    assert client.cases[0].opened_on == date(2026, 7, 2)


def test_a_case_is_closed_once(db, coordinator):
    case = make_client(db, coordinator).cases[0]

    close_case(db, coordinator, case, days_ago(1))
    close_case(db, coordinator, case, clock.today())
    db.flush()

    assert case.closed_on == days_ago(1)
    assert [name for name, _ in acts(db)].count("case.closed") == 1


def test_a_case_that_is_open_since_another_day_is_named(db, coordinator):
    client = make_client(db, coordinator)

    with pytest.raises(WrongInput) as refused:
        open_new_case(db, coordinator, client, clock.today())

    assert "A case is open already, since" in refused.value.fields["opened_on"]


def test_the_day_on_which_a_case_ended_is_put_right_by_who_saw_it(db, coordinator):
    case = make_client(db, coordinator).cases[0]
    close_case(db, coordinator, case, days_ago(1), seen=case.version)
    db.flush()

    with pytest.raises(ChangedMeanwhile):
        close_case(db, coordinator, case, days_ago(2), seen=case.version - 1)
    close_case(db, coordinator, case, days_ago(2), seen=case.version)

    assert case.closed_on == days_ago(2)


def test_a_case_does_not_end_after_the_next_began(db, coordinator):
    client = make_client(db, coordinator)
    first = client.cases[0]
    close_case(db, coordinator, first, days_ago(5))
    open_new_case(db, coordinator, client, days_ago(3))
    db.flush()

    with pytest.raises(WrongInput) as refused:
        close_case(db, coordinator, first, days_ago(1), seen=first.version)

    assert "not after the next case was" in refused.value.fields["closed_on"]


@pytest.mark.parametrize("days", [-1, 31], ids=["tomorrow", "before it was opened"])
def test_a_case_is_not_closed_on_an_impossible_day(db, coordinator, days):
    case = make_client(db, coordinator).cases[0]

    with pytest.raises(WrongInput) as refused:
        close_case(db, coordinator, case, days_ago(days))

    assert list(refused.value.fields) == ["closed_on"]
    assert case.closed_on is None


def test_a_new_spell_of_support_begins_when_the_last_is_over(db, coordinator):
    client = make_client(db, coordinator)
    close_case(db, coordinator, client.cases[0], days_ago(3))

    case = open_new_case(db, coordinator, client, days_ago(3))
    again = open_new_case(db, coordinator, client, days_ago(3))
    db.flush()

    assert again is case is open_case(client)
    assert [name for name, _ in acts(db)].count("case.opened") == 1


@pytest.mark.parametrize("days", [-1, 4], ids=["tomorrow", "before the last was closed"])
def test_a_new_spell_does_not_begin_on_an_impossible_day(db, coordinator, days):
    client = make_client(db, coordinator)
    close_case(db, coordinator, client.cases[0], days_ago(3))

    with pytest.raises(WrongInput) as refused:
        open_new_case(db, coordinator, client, days_ago(days))

    assert list(refused.value.fields) == ["opened_on"]
    assert open_case(client) is None


def test_no_name_or_word_of_a_client_is_in_the_audit_record(db, coordinator):
    client = take_on_client(db, coordinator, wanted(statement="I miss dancing.", consent_given_on=days_ago(1)))
    db.flush()

    written = " ".join(
        str(vars(event)) for event in db.scalars(select(AuditEvent).where(AuditEvent.action != "user.added"))
    )

    assert str(client.id) in written
    assert not any(word in written for word in ("Edith", "dancing", client.reference))

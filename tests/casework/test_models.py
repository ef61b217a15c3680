"""What the tables of casework refuse, and how old somebody is."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from directory.casework.models import Case, Client, Consent
from directory.db import new_id
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client

DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        pytest.param("1950-03-27", date(2026, 3, 26), 75, id="the day before a birthday"),
        pytest.param("1950-03-27", date(2026, 3, 27), 76, id="a birthday"),
        pytest.param("1950-03-27", date(2026, 12, 31), 76, id="the end of the year"),
        pytest.param("2026-03-27", date(2026, 3, 27), 0, id="the day of birth"),
        pytest.param("1952-02-29", date(2025, 2, 28), 72, id="born on 29 February, 28 February of a common year"),
        pytest.param("1952-02-29", date(2025, 3, 1), 73, id="born on 29 February, 1 March of a common year"),
        pytest.param("1952-02-29", date(2024, 2, 28), 71, id="born on 29 February, 28 February of a leap year"),
        pytest.param("1952-02-29", date(2024, 2, 29), 72, id="born on 29 February, 29 February"),
        pytest.param(None, DAY, None, id="not known"),
    ],
)
def test_age_in_whole_years(born, day, age):
    assert Client(born_on_text=born).age_on(day) == age


def test_a_birth_date_is_kept_sealed_and_comes_back_as_a_date(db):
    client = make_client(db, make_actor(db), born_on=date(1950, 3, 27))
    db.expire_all()

    assert client.born_on == date(1950, 3, 27)
    assert b"1950" not in client.born_on_sealed


@pytest.fixture
def client(db) -> Client:
    return make_client(db, make_actor(db))


def case_of(client, **more) -> Case:
    return Case(id=new_id(), scheme_id=client.scheme_id, client_id=client.id, **{"opened_on": DAY, **more})


def consent_of(client, **more) -> Consent:
    wanted = {"given_on": DAY, "recorded_by": client.coordinator_id, **more}
    return Consent(id=new_id(), scheme_id=client.scheme_id, client_id=client.id, **wanted)


@pytest.mark.parametrize(
    ("make", "constraint"),
    [
        pytest.param(lambda c: case_of(c), "client_case", id="a second open case"),
        pytest.param(
            lambda c: case_of(c, closed_on=date(2026, 3, 9)), "closed_after_opened", id="closed before opened"
        ),
        pytest.param(lambda c: consent_of(c), "consent", id="a second agreement in force"),
        pytest.param(
            lambda c: consent_of(c, withdrawn_on=date(2026, 3, 9)), "withdrawn_after_given", id="withdrawn before given"
        ),
        pytest.param(
            lambda c: consent_of(c, purpose="contact", answer="no"), "no_never_counts", id="a no that goes on counting"
        ),
        pytest.param(
            lambda c: consent_of(c, purpose="contact", given_by="a neighbour"), "known_given_by", id="by anybody"
        ),
        pytest.param(lambda c: consent_of(c, purpose="research"), "known_purpose", id="agreement for something else"),
    ],
)
def test_the_database_refuses(db, client, make, constraint):
    db.add(make(client))

    with pytest.raises(IntegrityError, match=constraint):
        db.flush()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda c: case_of(c, closed_on=DAY), id="a case opened and closed the same day"),
        pytest.param(lambda c: consent_of(c, withdrawn_on=DAY), id="agreement given and withdrawn the same day"),
        pytest.param(lambda c: consent_of(c, purpose="contact"), id="agreement to something else beside"),
    ],
)
def test_the_database_takes(db, client, make):
    db.add(make(client))

    db.flush()


def test_a_reference_names_one_client_of_a_scheme_and_may_name_another_elsewhere(db):
    actor, elsewhere = make_actor(db), make_actor(db)
    first = make_client(db, actor)
    make_client(db, elsewhere).reference = first.reference
    db.flush()

    make_client(db, actor).reference = first.reference

    with pytest.raises(IntegrityError):
        db.flush()

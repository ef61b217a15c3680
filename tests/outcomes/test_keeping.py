"""Figures stay where nobody can be found in them, and go where somebody could: now and later."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from directory import clock
from directory.accounts.actor import Role
from directory.casework.models import Case, Client, Consent, Purpose
from directory.casework.operations import close_case
from directory.casework.tombstones import ErasureReason
from directory.outcomes.keeping import (
    FEWEST_OTHERS,
    band_of,
    count_in_group,
    drop_small_groups,
    end_of,
    every_kept_group,
    groups_of,
    quarter_of,
)
from directory.outcomes.models import KeptOutcome, Occasion
from directory.outcomes.operations import record_wellbeing
from directory.outcomes.queries import evaluate, objects
from directory.rights.erasure import take_out
from directory.security.key_tables import PersonKey
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.outcomes import days_ago, score
from tests.factories.referrals import make_referral

KEPT_COLUMNS = [column.name for column in KeptOutcome.__table__.columns]


@pytest.fixture
def actor(db):
    return make_actor(db, Role.COORDINATOR, Role.MANAGER)


def loaded():
    return [selectinload(Client.cases), selectinload(Client.consents)]


def make_measured(db, actor, number=0, *, age=71, **more) -> Client:
    """Somebody of an age whose support has ended, with a score at both ends and a referral."""
    client = make_client(db, actor, born_on=clock.today() - timedelta(days=366 * age), **more)
    make_referral(db, actor, client=client)
    for occasion, total, days in ((Occasion.BASELINE, 15, 25), (Occasion.EXIT, 18 + number % 5, 1)):
        record_wellbeing(db, actor, client.cases[0], score(occasion, total, days_ago(days)))
    close_case(db, actor, client.cases[0], clock.today())
    db.flush()
    return client


def make_alike(db, actor, number) -> list[Client]:
    return [make_measured(db, actor, each) for each in range(number)]


def object_to_counting(db, actor, client) -> None:
    client.consents.append(
        Consent(
            scheme_id=client.scheme_id,
            client_id=client.id,
            purpose=Purpose.EVALUATION.value,
            answer="no",
            given_on=clock.today(),
            withdrawn_on=clock.today(),
            recorded_by=actor.user_id,
        )
    )
    db.flush()


def erase(db, client, reason=ErasureReason.ASKED) -> None:
    take_out(db, client, reason)
    db.flush()
    # A request ends here, and the next one reads anew.
    db.expunge_all()


def kept(db) -> list[KeptOutcome]:
    return list(db.scalars(select(KeptOutcome)))


def test_nobodys_figures_are_lost_while_ten_others_are_like_them(db, actor):
    people = make_alike(db, actor, FEWEST_OTHERS + 1)
    before = evaluate(db, actor)

    for each in people:
        erase(db, db.get_one(Client, each.id, options=loaded()))

    assert evaluate(db, actor) == before
    assert len(kept(db)) == len(people)
    assert db.scalars(select(Client)).all() == []


def test_with_nine_others_nothing_is_kept(db, actor):
    people = make_alike(db, actor, FEWEST_OTHERS)

    erase(db, people[0])

    assert kept(db) == []
    assert evaluate(db, actor).cases == FEWEST_OTHERS - 1


def test_what_is_kept_leads_to_nobody(db, actor):
    people = make_alike(db, actor, FEWEST_OTHERS + 1)

    erase(db, people[0])

    [row] = kept(db)
    opened_on = db.scalars(select(Case.opened_on)).first()
    assert {name: getattr(row, name) for name in KEPT_COLUMNS if name != "id"} == {
        "scheme_id": actor.scheme_id,
        "quarter": quarter_of(opened_on),
        "age_band": 70,
        "baseline": 15.84,
        "exit": 17.43,
        "attended": False,
        "referrals_made": 1,
        "referrals_attended": 0,
        "referrals_sent_on": 0,
    }


def test_somebody_of_another_age_is_not_like_them(db, actor):
    people = make_alike(db, actor, FEWEST_OTHERS)
    make_measured(db, actor, age=45)

    erase(db, people[0])

    assert kept(db) == []


def test_nothing_is_kept_of_who_objects_or_of_a_record_made_in_error(db, actor):
    people = make_alike(db, actor, FEWEST_OTHERS + 4)
    object_to_counting(db, actor, people[0])

    take_out(db, people[0], ErasureReason.ASKED)
    take_out(db, people[1], ErasureReason.MADE_IN_ERROR)
    take_out(db, people[2], ErasureReason.ASKED, counts=False)

    assert kept(db) == []


def test_who_objects_hides_nobody_else(db, actor):
    people = make_alike(db, actor, FEWEST_OTHERS + 1)
    object_to_counting(db, actor, people[0])

    erase(db, people[1])

    assert kept(db) == []


def test_a_row_goes_when_those_who_hid_it_go(db, actor):
    people = make_alike(db, actor, FEWEST_OTHERS + 1)
    erase(db, people[0])
    assert len(kept(db)) == 1

    take_out(db, people[1], ErasureReason.MADE_IN_ERROR)

    assert kept(db) == []


def test_a_row_goes_when_one_of_those_who_hid_it_objects(db, actor):
    """Nothing is erased then: the nightly look at all groups finds it."""
    people = make_alike(db, actor, FEWEST_OTHERS + 1)
    erase(db, people[0])
    object_to_counting(db, actor, db.get_one(Client, people[1].id, options=loaded()))

    assert drop_small_groups(db, every_kept_group(db)) == 1

    assert kept(db) == []


def test_two_cases_of_one_person_in_a_quarter_are_one_row(db, actor):
    people = make_alike(db, actor, FEWEST_OTHERS + 1)
    opened_on = people[0].cases[0].opened_on
    db.add(Case(scheme_id=actor.scheme_id, client_id=people[0].id, opened_on=opened_on, closed_on=opened_on))
    db.flush()
    client = db.get_one(Client, people[0].id, options=loaded(), populate_existing=True)

    erase(db, client)

    assert len(kept(db)) == 1


def test_no_row_stays_where_it_stood_when_another_is_added(db, actor):
    people = make_alike(db, actor, FEWEST_OTHERS + 3)
    erase(db, people[0])
    erase(db, people[1])
    before = {each.id for each in kept(db)}

    erase(db, people[2])

    after = {each.id for each in kept(db)}
    assert len(after) == 3
    assert before & after == set()


@pytest.mark.parametrize("seed", range(3))
def test_whoever_is_erased_in_whatever_order_each_row_has_ten_others(db, actor, seed):
    chance = random.Random(seed)  # noqa: S311 - it only mixes
    people = [make_measured(db, actor, each, age=chance.choice([45, 71])) for each in range(26)]
    ids = [each.id for each in people]
    chance.shuffle(ids)

    for person_id in ids:
        client = db.get_one(Client, person_id, options=loaded())
        if chance.random() < 0.15:
            object_to_counting(db, actor, client)
        reason = ErasureReason.MADE_IN_ERROR if chance.random() < 0.1 else ErasureReason.ASKED
        erase(db, client, reason)
        for group in every_kept_group(db):
            assert count_in_group(db, group) > FEWEST_OTHERS

    assert db.scalars(select(Client).where(objects())).all() == []


def test_a_client_whose_birth_date_cannot_be_read_hides_nobody(db, actor, key_store):
    people = make_alike(db, actor, FEWEST_OTHERS + 1)
    db.flush()
    [group] = groups_of(people[0])
    key_store.destroy_key(people[1].id)

    assert count_in_group(db, group, but=people[0].id) == FEWEST_OTHERS - 1


@pytest.mark.parametrize("trouble", ["key is missing", "text was altered"])
def test_what_is_kept_stays_while_somebody_who_may_be_like_them_cannot_be_read(db, actor, key_store, trouble):
    people = make_alike(db, actor, FEWEST_OTHERS + 1)
    erase(db, people[0])
    unread = db.get_one(Client, people[1].id)
    if trouble == "key is missing":
        with key_store.changing() as session:
            session.delete(session.get(PersonKey, unread.id))
    else:
        db.execute(update(Client).where(Client.id == unread.id).values(born_on_sealed=Client.name_sealed))
        db.expire_all()

    dropped = drop_small_groups(db, every_kept_group(db))

    assert (dropped, len(kept(db))) == (0, 1)


def test_what_is_kept_goes_once_too_few_can_be_like_them_whoever_else_is_erased(db, actor, key_store):
    people = make_alike(db, actor, FEWEST_OTHERS + 1)
    erase(db, people[0])
    key_store.destroy_key(people[1].id)

    assert drop_small_groups(db, every_kept_group(db)) == 1


@pytest.mark.parametrize(
    ("day", "first", "after"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 3, 31), date(2026, 1, 1), date(2026, 4, 1)),
        (date(2024, 2, 29), date(2024, 1, 1), date(2024, 4, 1)),
        (date(2026, 8, 15), date(2026, 7, 1), date(2026, 10, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_a_day_is_in_one_quarter(day, first, after):
    assert (quarter_of(day), end_of(first)) == (first, after)


@pytest.mark.parametrize(("age", "band"), [(None, None), (0, 0), (9, 0), (19, 10), (20, 20), (101, 100)])
def test_ages_are_told_by_ten_years(age, band):
    assert band_of(age) == band

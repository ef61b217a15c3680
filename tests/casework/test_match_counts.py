"""Matches that went without are counted once for a person, and keep nothing of them."""

from datetime import date

import pytest
from sqlalchemy import select

from directory.casework.agreeing import record_answer
from directory.casework.inputs import AnswerInput
from directory.casework.match_counts import (
    KEPT_FOR,
    UnmetMatchCount,
    UnmetMatchToken,
    count_unmet_match,
    forget_old_counts,
)
from directory.casework.models import Answer, Purpose
from directory.db import transaction
from directory.matching.unmet import UnmetBy, UnmetMatch
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.outcomes import days_ago

TODAY = date(2026, 11, 26)
CHESS = UnmetMatch(UnmetBy.NOTHING, ["chess"])


@pytest.fixture
def coordinator(db):
    return make_actor(db)


def counts(db) -> list[tuple[str, str, date, int]]:
    rows = db.scalars(
        select(UnmetMatchCount).order_by(UnmetMatchCount.month_on, UnmetMatchCount.unmet_by, UnmetMatchCount.code)
    )
    return [(each.unmet_by, each.code, each.month_on, each.people) for each in rows]


def test_match_looked_at_again_is_one(db, coordinator):
    client = make_client(db, coordinator)

    for day in (TODAY, TODAY, TODAY.replace(day=30)):
        count_unmet_match(db, coordinator, client, CHESS, "LS11", day)

    assert counts(db) == [("nothing", "chess", date(2026, 11, 1), 1)]


def test_somebody_else_another_need_another_way_and_another_month_count(db, coordinator):
    client, other = make_client(db, coordinator), make_client(db, coordinator)
    count_unmet_match(db, coordinator, client, CHESS, "LS11", TODAY)
    count_unmet_match(db, coordinator, other, CHESS, "LS11", TODAY)
    count_unmet_match(db, coordinator, client, UnmetMatch(UnmetBy.NOTHING, ["chess", "choir"]), "LS11", TODAY)
    count_unmet_match(db, coordinator, client, UnmetMatch(UnmetBy.FULL, ["chess"]), "LS11", TODAY)
    count_unmet_match(db, coordinator, client, CHESS, "LS11", date(2026, 12, 1))

    assert counts(db) == [
        ("full", "chess", date(2026, 11, 1), 1),
        ("nothing", "chess", date(2026, 11, 1), 2),
        ("nothing", "choir", date(2026, 11, 1), 1),
        ("nothing", "chess", date(2026, 12, 1), 1),
    ]


@pytest.mark.parametrize(("said", "is_counted"), [(Answer.NO, False), (Answer.YES, True)])
def test_who_does_not_want_to_count_does_not(db, coordinator, said, is_counted):
    client = make_client(db, coordinator)
    record_answer(db, coordinator, client, AnswerInput(days_ago(0), Purpose.EVALUATION, said))

    count_unmet_match(db, coordinator, client, CHESS, "LS11", TODAY)

    assert bool(counts(db)) is is_counted


def test_for_nobody_in_particular_a_colleague_counts_once_a_day(db, coordinator):
    count_unmet_match(db, coordinator, None, CHESS, "LS11", TODAY)
    count_unmet_match(db, coordinator, None, CHESS, "LS11", TODAY)
    count_unmet_match(db, coordinator, None, CHESS, "LS11", date(2026, 11, 27))

    assert [people for *_, people in counts(db)] == [2]


def test_person_who_moves_counts_where_they_were_first(db, coordinator):
    client = make_client(db, coordinator)

    count_unmet_match(db, coordinator, client, CHESS, "LS11", TODAY)
    count_unmet_match(db, coordinator, client, CHESS, "LS12", TODAY)

    assert db.scalars(select(UnmetMatchCount.area)).all() == ["LS11"]


def test_tokens_go_with_their_month_and_counts_after_two_years(db, coordinator):
    long_ago = TODAY - KEPT_FOR * 2
    count_unmet_match(db, coordinator, None, CHESS, "LS11", long_ago)
    count_unmet_match(db, coordinator, None, CHESS, "LS11", TODAY)

    assert db.scalars(select(UnmetMatchToken.month_on)).all() == [date(2026, 11, 1)]
    assert [month for _, _, month, _ in counts(db)] == [date(2026, 11, 1)]


def test_tokens_go_without_another_match_too(db, coordinator):
    count_unmet_match(db, coordinator, None, CHESS, "LS11", TODAY)
    forget_old_counts(db, date(2026, 11, 30))
    assert len(db.scalars(select(UnmetMatchToken)).all()) == 1

    forget_old_counts(db, date(2026, 12, 1))

    assert db.scalars(select(UnmetMatchToken)).all() == []
    assert [people for *_, people in counts(db)] == [1]


def test_two_at_once_count_one_person_once(own_database, key_store, at_once):
    with transaction() as db:
        coordinator = make_actor(db)
        client = make_client(db, coordinator)

    def count():
        with transaction() as db:
            count_unmet_match(db, coordinator, client, CHESS, "LS11", TODAY)

    at_once(count, count)

    with transaction() as db:
        assert [people for *_, people in counts(db)] == [1]

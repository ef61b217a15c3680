"""Clients of before there were tokens, or of an older index key, are found again."""

import threading

import pytest
from sqlalchemy import delete, func, select, update

from directory.accounts.models import Scheme
from directory.casework.client_tokens import ClientToken, TokenKind, find_by_nhs_number
from directory.casework.inputs import ClientCorrectionInput
from directory.casework.models import Client
from directory.casework.operations import correct_client
from directory.casework.queries import get_client
from directory.db import reading, transaction
from directory.jobs import client_tokens
from directory.jobs.client_tokens import ClientTokensThread, make_missing_tokens
from directory.security.key_tables import PersonKey
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client

NUMBERS = ("9434765919", "9990123454", "9995260182")


@pytest.fixture
def people(own_database):
    """Three clients of before there were tokens."""
    with transaction() as db:
        actor = make_actor(db)
        people = [make_client(db, actor, nhs_number=each) for each in NUMBERS]
        forget_tokens(db)
    return people


def forget_tokens(db) -> None:
    db.execute(delete(ClientToken))
    db.execute(update(Client).values(tokens_by=None))


def found(people) -> list[bool]:
    with reading() as db:
        return [
            (known := find_by_nhs_number(db, each.scheme_id, number)) is not None and known.id == each.id
            for each, number in zip(people, NUMBERS, strict=True)
        ]


def test_whoever_has_no_tokens_gets_them(people, monkeypatch):
    monkeypatch.setattr(client_tokens, "BATCH", 2)
    seen = []

    made = make_missing_tokens(lambda done, total: seen.append((done, total)))

    assert found(people) == [True] * 3
    assert made.clients == 3
    assert seen == [(2, 3), (3, 3)]
    assert make_missing_tokens().clients == 0


def test_nobody_is_changed_by_it_for_those_who_edit(people):
    make_missing_tokens()

    with reading() as db:
        assert db.get(Client, people[0].id).version == people[0].version


def test_stopped_it_goes_on_the_next_time(people, monkeypatch):
    monkeypatch.setattr(client_tokens, "BATCH", 1)
    stop = threading.Event()

    make_missing_tokens(lambda done, total: stop.set(), stop)
    between = sum(found(people))
    make_missing_tokens()

    assert (between, found(people)) == (1, [True] * 3)


def test_with_a_new_index_key_everybody_is_found_before_during_and_after(people, key_store):
    make_missing_tokens()
    [old] = key_store.index_keys().values()

    key_store.begin_index_key(after=max(key_store.index_keys()))
    during = found(people)
    made = make_missing_tokens()

    assert during == found(people) == [True] * 3
    assert made.clients == 3
    assert old not in key_store.index_keys().values()


def test_of_two_who_share_a_number_one_has_it_and_the_other_is_named(people):
    with transaction() as db:
        db.get(Client, people[1].id).nhs_number = NUMBERS[0]
        db.flush()
        forget_tokens(db)

    made = make_missing_tokens()

    assert made.doubled == [max(people[:2], key=lambda each: each.id).reference]
    assert made.clients == 3


def test_what_else_is_known_of_two_who_share_a_number_can_be_put_right(people):
    with transaction() as db:
        db.get(Client, people[1].id).nhs_number = NUMBERS[0]
        db.flush()
        forget_tokens(db)
    make_missing_tokens()

    for each in people[:2]:
        with transaction() as db:
            actor = make_actor(db, scheme=db.get_one(Scheme, each.scheme_id))
            client = get_client(db, actor, each.reference, to_change=True)
            correct_client(db, actor, client, ClientCorrectionInput("Wilhelmina Wu", nhs_number=NUMBERS[0]))

    with reading() as db:
        assert db.scalars(select(func.count()).where(ClientToken.kind == TokenKind.NHS_NUMBER.value)).one() == 2
        assert found(people) != [False] * 3


def test_who_cannot_be_read_holds_up_nobody_and_is_found_again_once_their_key_is_back(people, key_store):
    key = lose_key(key_store, people[0].id)

    made = make_missing_tokens()
    without = found(people)
    with key_store.changing() as session:
        session.add(PersonKey(**key))
    again = make_missing_tokens()

    assert made.unread == [people[0].reference]
    assert without == [False, True, True]
    assert (again.clients, again.unread) == (1, [])
    assert found(people) == [True] * 3


def lose_key(store, person_id) -> dict[str, object]:
    """Take somebody's key out of the store, as if an older copy of it had been put back; returns what it was."""
    with store.changing() as session:
        row = session.get(PersonKey, person_id)
        kept = {each: getattr(row, each) for each in ("person_id", "master_key", "wrapped", "made_at")}
        session.delete(row)
    return kept


def test_a_serving_process_makes_what_is_missing(people):
    thread = ClientTokensThread()

    thread.start()
    thread.join(60)

    assert found(people) == [True] * 3


def test_a_serving_process_outlives_a_store_that_fails(people, key_store, monkeypatch):
    monkeypatch.setattr(type(key_store), "index_keys", lambda _: 1 / 0)

    ClientTokensThread().run()

    monkeypatch.undo()
    assert found(people) == [False] * 3

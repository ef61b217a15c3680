"""What clients are found by is made when they are saved, follows what is put right, and goes with them."""

from contextlib import suppress

import pytest
from sqlalchemy import delete, func, select

from directory.accounts.models import Scheme
from directory.casework.client_tokens import ClientToken, NhsNumberTaken, TokenKind, find_by_nhs_number, told_apart_by
from directory.casework.inputs import ClientCorrectionInput
from directory.casework.models import Client
from directory.casework.operations import correct_client
from directory.casework.queries import get_client
from directory.db import reading, transaction
from directory.rights.erased_tables import delete_rows
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client

NUMBER = "9434765919"


def tokens_of(db, client) -> set[tuple[str, bytes]]:
    rows = db.execute(select(ClientToken.kind, ClientToken.token).where(ClientToken.client_id == client.id))
    return {(kind, token) for kind, token in rows}


def kinds_of(db, client) -> list[str]:
    return sorted(kind for kind, _ in tokens_of(db, client))


def test_a_client_is_found_by_what_is_known_of_them(db):
    client = make_client(db, make_actor(db), name="Wu Li", nhs_number=NUMBER, phone="07700 900123")

    assert kinds_of(db, client) == sorted([TokenKind.WORD] * 2 + [TokenKind.NHS_NUMBER, TokenKind.PHONE])
    assert find_by_nhs_number(db, client.scheme_id, NUMBER) is client


def test_another_scheme_finds_nobody_by_it_and_may_have_the_number_too(db):
    client = make_client(db, make_actor(db), nhs_number=NUMBER)
    stranger = make_actor(db)

    assert find_by_nhs_number(db, stranger.scheme_id, NUMBER) is None
    other = make_client(db, stranger, name=client.name, nhs_number=NUMBER)
    assert not {token for _, token in tokens_of(db, client)} & {token for _, token in tokens_of(db, other)}


def test_what_is_put_right_is_found_and_what_was_wrong_is_not(db):
    actor = make_actor(db)
    client = make_client(db, actor, name="Wu Li", nhs_number=NUMBER)
    before = tokens_of(db, client)

    correct_client(db, actor, client, ClientCorrectionInput("Wu Lo"))

    assert find_by_nhs_number(db, actor.scheme_id, NUMBER) is None
    assert kinds_of(db, client) == [TokenKind.WORD] * 2
    assert len(before & tokens_of(db, client)) == 1


def test_what_they_are_not_found_by_makes_no_token_anew(db):
    client = make_client(db, make_actor(db))
    db.execute(delete(ClientToken))

    client.safe_contact = "Ring after six"
    db.flush()

    assert kinds_of(db, client) == []


def test_a_client_who_goes_to_another_scheme_is_found_there(db):
    client, other = make_client(db, make_actor(db), nhs_number=NUMBER), Scheme(name="Another team")
    db.add(other)
    db.flush()

    client.scheme_id = other.id
    db.flush()

    assert find_by_nhs_number(db, other.id, NUMBER) is client
    assert set(db.scalars(select(ClientToken.scheme_id))) == {other.id}


def test_a_client_is_found_by_either_phone_however_it_is_written(db):
    client = make_client(db, make_actor(db), phone="+44 (0)7700 900123")
    client.other_phone = "07700-900-123"

    told = [value for kind, value in told_apart_by(client) if kind is TokenKind.PHONE]

    assert told == ["07700900123"]


def test_two_clients_of_a_team_never_have_one_nhs_number(db):
    actor = make_actor(db)
    first, second = make_client(db, actor, nhs_number=NUMBER), make_client(db, actor)

    with pytest.raises(NhsNumberTaken, match="Check the NHS number") as taken:
        correct_client(db, actor, second, ClientCorrectionInput(second.name, nhs_number=NUMBER))
    with pytest.raises(NhsNumberTaken):
        make_client(db, actor, nhs_number=NUMBER)

    assert first.reference in taken.value.fields["nhs_number"]


def test_of_two_who_write_one_nhs_number_at_once_one_is_told(own_database, at_once):
    with transaction() as db:
        actor = make_actor(db)

    def take_on(name: str) -> str:
        with transaction() as db:
            return make_client(db, actor, name=name, nhs_number=NUMBER).name

    results = at_once(lambda: take_on("Edith Ashworth"), lambda: take_on("Omar Haddad"))

    assert sorted(isinstance(each, NhsNumberTaken) for each in results) == [False, True]


def test_of_two_who_correct_two_records_to_one_nhs_number_one_is_told(own_database, at_once):
    with transaction() as db:
        actor = make_actor(db)
        references = [make_client(db, actor, name=name).reference for name in ("Edith Ashworth", "Omar Haddad")]

    def correct(reference: str) -> str:
        with transaction() as db:
            known = get_client(db, actor, reference, to_change=True)
            correct_client(db, actor, known, ClientCorrectionInput(known.name, nhs_number=NUMBER))
        return reference

    results = at_once(*[lambda reference=each: correct(reference) for each in references])

    assert sorted(isinstance(each, NhsNumberTaken) for each in results) == [False, True]


def test_what_is_rolled_back_leaves_the_tokens_as_they_were(own_database):
    with transaction() as db:
        client = make_client(db, make_actor(db), name="Wu Li")
        before = tokens_of(db, client)

    with suppress(ZeroDivisionError), transaction() as db:
        db.get(Client, client.id).name = "Somebody Else"
        db.flush()
        raise ZeroDivisionError

    with reading() as db:
        assert tokens_of(db, client) == before


def test_tokens_go_with_the_client(db):
    client = make_client(db, make_actor(db))

    delete_rows(db, client.id)

    assert db.scalar(select(func.count()).select_from(ClientToken)) == 0

"""`lynchpin keys`: new secrets, changing the key that wraps all others, copies, and what a restore must not undo."""

import json

import pytest
from sqlalchemy import select

from directory.casework.client_tokens import find_by_nhs_number
from directory.casework.models import Client
from directory.cli.keys import keep_people_erased
from directory.cli.opening import opened_with_clients
from directory.config import make_data_key, read_data_keys
from directory.db import new_id, transaction
from directory.errors import WrongSettings
from directory.security.key_tables import PersonKey
from directory.security.keystore import KeyStore, current_key_store, use_key_store
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client

OLD, NEW = make_data_key(1), make_data_key(2)


@pytest.fixture
def store_url(ready_instance, monkeypatch, tmp_path, key_store):
    """The key store of an installation, with the keys of three people."""
    url = f"sqlite:///{tmp_path}/people.db"
    monkeypatch.setenv("LYNCHPIN_KEY_STORE_URL", url)
    store = KeyStore(url, read_data_keys(OLD))
    people = [new_id() for _ in range(3)]
    sealed = [store.make_key(each).encrypt(b"\0" * 12, b"words", None) for each in people]
    store.close()
    yield url, list(zip(people, sealed, strict=True))
    # Commands that touch clients leave no key store in use behind them.
    use_key_store(key_store)


def test_all_data_keys_are_wrapped_by_the_new_key_and_the_old_one_may_go(store_url, lynchpin, monkeypatch):
    url, sealed = store_url
    monkeypatch.setenv("LYNCHPIN_DATA_KEY", f"{NEW},{OLD}")

    told = lynchpin("keys", "rotate")
    store = KeyStore(url, read_data_keys(NEW))

    assert told.exit_code == 0
    assert "3 of 3 data keys were wrapped anew; key 2 now wraps all 3." in told.out
    assert "Key 1 wraps none" in told.out
    for person, words in sealed:
        assert store.key_of(person).decrypt(b"\0" * 12, words, None) == b"words"
    store.close()


def test_a_second_time_there_is_nothing_to_do(store_url, lynchpin, monkeypatch):
    monkeypatch.setenv("LYNCHPIN_DATA_KEY", f"{NEW},{OLD}")
    lynchpin("keys", "rotate")

    told = lynchpin("keys", "rotate")

    assert "0 of 3 data keys were wrapped anew" in told.out


def test_without_the_old_key_nothing_is_touched(store_url, lynchpin, monkeypatch):
    url, _ = store_url
    monkeypatch.setenv("LYNCHPIN_DATA_KEY", NEW)

    told = lynchpin("keys", "rotate")
    store = KeyStore(url, read_data_keys(OLD))

    assert told.exit_code != 0
    assert "lacks key number 1" in told.err
    assert store.count_by_master() == {1: 3}
    store.close()


def test_with_another_index_key_everybody_is_found(store_url, lynchpin, monkeypatch):
    monkeypatch.setenv("LYNCHPIN_DATA_KEY", OLD)
    with opened_with_clients(), transaction() as db:
        client = make_client(db, make_actor(db), nhs_number="9434765919")
        before = client_marks(db)

    told, again = lynchpin("keys", "renew-index"), lynchpin("keys", "renew-index")

    assert [each.out for each in (told, again)] == ["1 client is found by the new key.\n"] * 2
    with opened_with_clients(), transaction() as db:
        assert find_by_nhs_number(db, client.scheme_id, "9434765919").id == client.id
        assert not set(before) & set(client_marks(db))


def client_marks(db) -> list[str | None]:
    return list(db.scalars(select(Client.tokens_by)))


def test_a_key_is_made_with_the_number_that_is_asked_for(lynchpin):
    told = lynchpin("keys", "make", "--number", 2)

    assert "LYNCHPIN_DATA_KEY=2:" in told.out


def test_a_copy_is_written_and_put_back(store_url, lynchpin, monkeypatch, tmp_path):
    _, sealed = store_url
    monkeypatch.setenv("LYNCHPIN_DATA_KEY", OLD)

    written = lynchpin("keys", "backup", tmp_path / "copy.db")
    again = lynchpin("keys", "backup", tmp_path / "copy.db")
    url = f"sqlite:///{tmp_path}/new.db"
    monkeypatch.setenv("LYNCHPIN_KEY_STORE_URL", url)
    told = lynchpin("keys", "restore", tmp_path / "copy.db")

    assert "3 data keys were copied" in written.out
    assert again.exit_code == 1
    assert "is there already" in again.err
    assert "3 data keys were put back" in told.out
    assert "Every client has a key." in told.out
    store = KeyStore(url, read_data_keys(OLD))
    for person, words in sealed:
        assert store.key_of(person).decrypt(b"\0" * 12, words, None) == b"words"
    store.close()


def test_a_copy_goes_into_a_folder_for_a_month_at_most(store_url, lynchpin, monkeypatch, tmp_path):
    monkeypatch.setenv("LYNCHPIN_DATA_KEY", OLD)
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "lynchpin-keys-20200101T000000Z.db").write_text("an old one")

    told = lynchpin("keys", "backup", "--folder", folder)
    too_long = lynchpin("keys", "backup", "--folder", folder, "--days", 31)
    nowhere = lynchpin("keys", "backup")

    assert "Deleted, as older than 30 days: lynchpin-keys-20200101T000000Z.db." in told.out
    assert len(list(folder.iterdir())) == 1
    assert (too_long.exit_code, nowhere.exit_code) == (2, 2)


@pytest.fixture
def lost_reference(store_url, monkeypatch):
    """The reference of a client whose key is not in the key store."""
    monkeypatch.setenv("LYNCHPIN_DATA_KEY", OLD)
    with opened_with_clients(), transaction() as db:
        client = make_client(db, make_actor(db))
        reference, person_id = client.reference, client.id
        db.commit()
        with current_key_store().changing() as session:
            session.delete(session.get(PersonKey, person_id))
    return reference


def test_a_client_whose_key_is_missing_is_told(lost_reference, lynchpin):
    told = lynchpin("keys", "check")
    as_data = lynchpin("keys", "check", "--json")

    assert (told.exit_code, as_data.exit_code) == (1, 1)
    assert f"1 client's key is missing, so that nobody can read what is known of them: {lost_reference}." in told.out
    assert json.loads(as_data.out) == {"keys": 0, "records": 0, "lost": [lost_reference]}


def test_pages_are_not_served_on_an_empty_key_store_that_does_not_fit_the_records(
    lost_reference, monkeypatch, tmp_path
):
    with opened_with_clients():
        keep_people_erased()
    monkeypatch.setenv("LYNCHPIN_KEY_STORE_URL", f"sqlite:///{tmp_path}/empty.db")

    with opened_with_clients(), pytest.raises(WrongSettings, match="The key store is empty"):
        keep_people_erased()

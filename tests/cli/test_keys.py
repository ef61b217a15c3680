"""`lynchpin keys`: new secrets, and changing the key that wraps all others."""

import pytest

from directory.config import make_data_key, read_data_keys
from directory.db import new_id
from directory.security.keystore import KeyStore

OLD, NEW = make_data_key(1), make_data_key(2)


@pytest.fixture
def store_url(ready_instance, monkeypatch, tmp_path):
    """The key store of an installation, with the keys of three people."""
    url = f"sqlite:///{tmp_path}/people.db"
    monkeypatch.setenv("LYNCHPIN_KEY_STORE_URL", url)
    store = KeyStore(url, read_data_keys(OLD))
    people = [new_id() for _ in range(3)]
    sealed = [store.make_key(each).encrypt(b"\0" * 12, b"words", None) for each in people]
    store.close()
    return url, list(zip(people, sealed, strict=True))


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


def test_a_key_is_made_with_the_number_that_is_asked_for(lynchpin):
    told = lynchpin("keys", "make", "--number", 2)

    assert "LYNCHPIN_DATA_KEY=2:" in told.out

"""Tokens: the same for the same value, other ones for another scheme, kind or key, and nothing to read in them."""

import pytest

from directory.config import make_data_key, read_data_keys
from directory.db import new_id
from directory.errors import WrongSettings
from directory.security.blind_indexes import BlindIndex, indexes_of
from directory.security.keystore import KeyStore

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
SCHEME, OTHER_SCHEME = new_id(), new_id()


@pytest.fixture
def store(tmp_path):
    store = KeyStore(f"sqlite:///{tmp_path}/people.db", read_data_keys(make_data_key()))
    yield store
    store.close()


def test_the_same_value_has_the_same_token_each_time():
    assert BlindIndex(KEY, SCHEME).token("email", "a@b.example") == BlindIndex(KEY, SCHEME).token(
        "email", "a@b.example"
    )


@pytest.mark.parametrize(
    ("key", "scheme", "kind", "value"),
    [
        pytest.param(OTHER_KEY, SCHEME, "email", "a@b.example", id="another key"),
        pytest.param(KEY, OTHER_SCHEME, "email", "a@b.example", id="another scheme"),
        pytest.param(KEY, SCHEME, "phone", "a@b.example", id="another kind"),
        pytest.param(KEY, SCHEME, "email", "a@c.example", id="another value"),
    ],
)
def test_anything_else_has_another_token(key, scheme, kind, value):
    assert BlindIndex(key, scheme).token(kind, value) != BlindIndex(KEY, SCHEME).token("email", "a@b.example")


def test_a_mark_tells_keys_apart_in_every_scheme():
    assert BlindIndex(KEY, SCHEME).mark == BlindIndex(KEY, OTHER_SCHEME).mark != BlindIndex(OTHER_KEY, SCHEME).mark


def test_an_index_key_is_made_when_it_is_first_asked_for_and_stays(store):
    assert store.index_keys() == store.index_keys()
    assert list(store.index_keys()) == [1]


def test_two_that_need_one_at_once_get_the_same(store, at_once):
    first, second = at_once(store.index_keys, store.index_keys)

    assert first == second != {}


def test_the_newest_makes_tokens_and_older_ones_still_find(store):
    [old] = indexes_of(store.index_keys(), SCHEME)

    store.begin_index_key(after=1)
    newest, older = indexes_of(store.index_keys(), SCHEME)

    assert older.mark == old.mark != newest.mark
    assert list(store.index_keys()) == [2, 1]


def test_of_two_who_renew_at_once_one_makes_the_key(store, at_once):
    store.index_keys()

    at_once(lambda: store.begin_index_key(after=1), lambda: store.begin_index_key(after=1))

    assert list(store.index_keys()) == [2, 1]


def test_an_older_key_that_was_dropped_is_gone_from_the_file(store, tmp_path):
    store.index_keys()
    store.begin_index_key(after=1)

    store.drop_index_keys(before=2)

    assert list(store.index_keys()) == [2]


def test_another_master_key_wraps_it_anew(tmp_path):
    url, old, new = f"sqlite:///{tmp_path}/people.db", make_data_key(1), make_data_key(2)
    store = KeyStore(url, read_data_keys(old))
    before = store.index_keys()
    store.close()

    both = KeyStore(url, read_data_keys(f"{new},{old}"))
    list(both.wrap_anew())
    both.close()
    alone = KeyStore(url, read_data_keys(new))

    assert alone.index_keys() == before
    alone.close()
    with pytest.raises(WrongSettings, match="lacks key number 2"):
        KeyStore(url, read_data_keys(old))

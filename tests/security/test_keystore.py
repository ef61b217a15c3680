"""One data key a person, wrapped by the master key, in a store of their own."""

import stat

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import delete, func, select, update

from directory.db import make_session, new_id
from directory.errors import WrongSettings
from directory.security import keystore
from directory.security.key_tables import KeyDestroyed, KeyLost, MasterKeyMark, PersonErased, PersonKey
from directory.security.keystore import KeyStore, current_key_store, use_key_store

OLD, NEW = b"o" * 32, b"n" * 32
NONCE, WORDS = b"\0" * 12, b"words"


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/keys.db"


@pytest.fixture
def open_store(url):
    """`open_store({1: key})` opens the store of this test; all are closed at the end."""
    opened = []

    def open_one(master_keys=None, at=url):
        opened.append(KeyStore(at, master_keys or {1: OLD}))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def person():
    return new_id()


def count_keys(store: KeyStore) -> int:
    with make_session(store._engine) as session:
        return session.scalar(select(func.count()).select_from(PersonKey)) or 0


def same_key(one, other) -> bool:
    return one.encrypt(NONCE, WORDS, None) == other.encrypt(NONCE, WORDS, None)


def test_a_person_keeps_the_key_that_was_made_first(open_store, person):
    made = open_store().make_key(person)

    assert same_key(open_store().make_key(person), made)
    assert same_key(open_store().key_of(person), made)


def test_every_person_has_a_key_of_their_own(open_store):
    store = open_store()

    assert not same_key(store.make_key(new_id()), store.make_key(new_id()))


def test_the_store_is_its_owners_alone(open_store, person, tmp_path):
    open_store().make_key(person)

    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_a_person_without_a_key_has_none_made_by_reading(open_store, person):
    store = open_store()

    with pytest.raises(KeyDestroyed):
        store.key_of(person)

    assert count_keys(store) == 0


def test_a_key_is_there_for_others_before_anything_is_sealed_with_it(open_store, person):
    ours, theirs = open_store(), open_store()

    made = ours.make_key(person)

    assert same_key(theirs.key_of(person), made)


def test_a_destroyed_key_stays_destroyed(open_store, person):
    store = open_store()
    store.make_key(person)

    store.destroy_key(person)

    for each in (store, open_store()):
        with pytest.raises(PersonErased, match="was erased on"):
            each.key_of(person)


def test_a_key_destroyed_by_one_worker_is_soon_forgotten_by_the_others(open_store, person, monkeypatch):
    ours, theirs = open_store(), open_store()
    ours.make_key(person)
    theirs.key_of(person)

    ours.destroy_key(person)
    in_a_minute = keystore.time.monotonic() + 61
    monkeypatch.setattr(keystore.time, "monotonic", lambda: in_a_minute)

    with pytest.raises(KeyDestroyed):
        theirs.key_of(person)


def test_nothing_of_a_destroyed_key_is_left_on_the_disk(open_store, person, tmp_path):
    store = open_store()
    store.make_key(person)
    with make_session(store._engine) as session:
        wrapped = session.scalars(select(PersonKey.wrapped)).one()
    assert wrapped in b"".join(path.read_bytes() for path in tmp_path.iterdir())

    store.destroy_key(person)

    assert wrapped not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_destroying_a_key_that_is_not_there_changes_nothing(open_store, person):
    store = open_store()
    kept = store.make_key(new_id())

    store.destroy_key(person)

    assert count_keys(store) == 1
    assert kept.encrypt(NONCE, WORDS, None)


def test_the_store_holds_no_key_in_plain(open_store, person, tmp_path):
    store = open_store()
    row_key = []
    real = keystore.AESGCM.generate_key
    keystore.AESGCM.generate_key = lambda bits: row_key.append(real(bits)) or row_key[-1]
    try:
        store.make_key(person)
    finally:
        keystore.AESGCM.generate_key = real

    assert row_key
    assert row_key[0] not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_a_wrapped_key_does_not_open_for_another_person(open_store, person):
    store, other = open_store(), new_id()
    store.make_key(person)
    store.make_key(other)
    with make_session(store._engine) as session:
        wrapped = session.scalar(select(PersonKey.wrapped).where(PersonKey.person_id == other))
        session.execute(update(PersonKey).where(PersonKey.person_id == person).values(wrapped=wrapped))
        session.commit()

    with pytest.raises(InvalidTag):
        open_store().key_of(person)


def test_without_a_master_key_no_store_opens(url):
    with pytest.raises(WrongSettings, match="LYNCHPIN_DATA_KEY is not set"):
        KeyStore(url, {})


def test_a_wrong_master_key_is_noticed_at_the_start(open_store, url):
    open_store({1: OLD})

    with pytest.raises(WrongSettings, match=r"LYNCHPIN_DATA_KEY number 1 is not the key .* sealed with\.$"):
        KeyStore(url, {1: NEW})


def test_a_lost_master_key_is_noticed_at_the_start(open_store, url, person):
    open_store({1: OLD}).make_key(person)

    with pytest.raises(WrongSettings, match=r"lacks key number 1"):
        KeyStore(url, {2: NEW})


def test_a_new_master_key_under_an_old_number_is_refused_beside_the_right_one(open_store, url):
    open_store({1: OLD})

    with pytest.raises(WrongSettings, match="number 1"):
        KeyStore(url, {2: OLD, 1: NEW})


def test_while_master_keys_are_changed_over_the_old_one_opens_and_the_new_one_seals(open_store, person):
    made = open_store({1: OLD}).make_key(person)

    store = open_store({2: NEW, 1: OLD})
    newcomer = new_id()
    store.make_key(newcomer)

    assert same_key(store.key_of(person), made)
    with make_session(store._engine) as session:
        numbers = dict(session.execute(select(PersonKey.person_id, PersonKey.master_key)).all())
    assert numbers == {person: 1, newcomer: 2}


def test_a_master_key_that_seals_nothing_any_more_may_go(open_store, person):
    store = open_store({1: OLD})
    store.make_key(person)
    with make_session(store._engine) as session:
        session.execute(delete(PersonKey))
        session.commit()

    later = open_store({2: NEW})

    assert later.make_key(person)


def test_two_stores_that_race_for_one_person_use_the_same_key(open_store, person, at_once):
    stores = [open_store() for _ in range(4)]

    made = at_once(*[lambda store=store: store.make_key(person) for store in stores])

    assert all(same_key(each, made[0]) for each in made)
    assert count_keys(stores[0]) == 1


def test_of_two_stores_between_looking_and_making_the_first_one_wins(open_store, person):
    ours, theirs = open_store(), open_store()
    looked = theirs.key_of
    made = []

    def look_and_be_overtaken(person_id):
        if not made:
            made.append(ours.make_key(person_id))
            raise KeyLost(person_id)
        return looked(person_id)

    theirs.key_of = look_and_be_overtaken

    assert same_key(theirs.make_key(person), made[0])


def test_looking_a_key_up_does_not_wait_for_somebody_who_writes(open_store, person):
    store, other = open_store(), open_store()
    made = store.make_key(person)

    with other._engine.connect() as writing:
        writing.exec_driver_sql("SELECT 1")
        found = open_store_quickly(store, person)

    assert same_key(found, made)


def open_store_quickly(store: KeyStore, person):
    store._opened.clear()
    return store.key_of(person)


def test_many_threads_share_a_store(open_store, at_once):
    store, people = open_store(), [new_id() for _ in range(5)]

    def work():
        return [store.make_key(person).encrypt(NONCE, WORDS, None) for person in people]

    results = at_once(*[work] * 6)

    assert all(result == results[0] for result in results)
    assert count_keys(store) == 5


def test_only_the_last_keys_are_remembered(open_store, monkeypatch):
    monkeypatch.setattr(keystore, "KEEP_OPEN", 3)
    store, people = open_store(), [new_id() for _ in range(5)]

    made = [store.make_key(person) for person in people]

    assert list(store._opened) == people[2:]
    assert same_key(store.key_of(people[0]), made[0])


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_keys_of_a_list_are_opened_at_once(request, kind, url, open_store):
    at = url if kind == "sqlite" else request.getfixturevalue("empty_postgresql_url")
    made, erased, unknown = open_store(at=at), new_id(), new_id()
    people = [new_id() for _ in range(3)]
    keys = [made.make_key(person) for person in (*people, erased)]
    made.destroy_key(erased)
    store = open_store(at=at)

    store.open_ahead([*people, erased, unknown])

    assert set(store._opened) == set(people)
    assert all(same_key(store.key_of(person), key) for person, key in zip(people, keys[:3], strict=True))
    with pytest.raises(PersonErased):
        store.key_of(erased)
    with pytest.raises(KeyLost):
        store.key_of(unknown)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_workers_that_start_together_on_a_new_store_all_start(request, kind, url, at_once):
    at = url if kind == "sqlite" else request.getfixturevalue("empty_postgresql_url")

    stores = at_once(*[lambda: KeyStore(at, {1: OLD})] * 4)

    assert [type(each) for each in stores] == [KeyStore] * 4
    with make_session(stores[0]._engine) as session:
        assert session.scalar(select(func.count()).select_from(MasterKeyMark)) == 1
    for store in stores:
        store.close()


def test_a_store_on_postgresql_makes_opens_and_destroys_keys(open_store, person, empty_postgresql_url):
    store = open_store(at=empty_postgresql_url)

    made = store.make_key(person)

    assert same_key(open_store(at=empty_postgresql_url).key_of(person), made)
    store.destroy_key(person)
    with pytest.raises(KeyDestroyed):
        open_store(at=empty_postgresql_url).key_of(person)


def test_a_process_without_a_store_says_so(key_store):
    use_key_store(None)
    try:
        with pytest.raises(WrongSettings, match="No key store has been opened"):
            current_key_store()
    finally:
        use_key_store(key_store)


def test_wrapping_anew_goes_on_where_it_was_stopped_and_brings_back_nobody(open_store, monkeypatch):
    monkeypatch.setattr(keystore, "WRAPPED_AT_ONCE", 2)
    people = [new_id() for _ in range(5)]
    old = open_store({1: OLD})
    ciphers = {each: old.make_key(each) for each in people}
    store = open_store({2: NEW, 1: OLD})

    some = store.wrap_anew()
    assert next(some) == 2
    some.close()
    store.destroy_key(people[0])
    left = list(open_store({2: NEW, 1: OLD}).wrap_anew())

    assert sum(left) in (2, 3)
    assert store.count_by_master() == {2: 4}
    later = open_store({2: NEW})
    assert all(same_key(later.key_of(each), ciphers[each]) for each in people[1:])
    with pytest.raises(KeyDestroyed):
        later.key_of(people[0])

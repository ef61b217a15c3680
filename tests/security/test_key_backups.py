"""Copies of the key store: whole, private, short-lived, and none of them brings back who was erased."""

import stat
from datetime import UTC, datetime, timedelta

import pytest

from directory.db import new_id
from directory.errors import WrongSettings
from directory.security.key_backups import BackupRefused, restore_backup, write_backup, write_next_backup
from directory.security.key_tables import KeyLost, PersonErased
from directory.security.keystore import KeyStore

OLD, NEW = b"o" * 32, b"n" * 32
NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)


def same_key(one, other) -> bool:
    return one.encrypt(b"\0" * 12, b"words", None) == other.encrypt(b"\0" * 12, b"words", None)


@pytest.fixture
def open_store(tmp_path):
    opened = []

    def open_one(master_keys=None, at=None):
        opened.append(KeyStore(at or f"sqlite:///{tmp_path}/keys.db", master_keys or {1: OLD}))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def new_store(open_store, tmp_path):
    """A key store that knows nobody."""
    return open_store(at=f"sqlite:///{tmp_path}/new.db")


@pytest.fixture
def people():
    return sorted(new_id() for _ in range(3))


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, open_store):
    """A store with nobody in it: once on each kind."""
    return open_store(at=None if request.param == "sqlite" else request.getfixturevalue("empty_postgresql_url"))


def test_a_copy_opens_everybody_again_in_a_new_store(store, people, open_store, tmp_path):
    made = [store.make_key(each) for each in people]
    assert write_backup(store, tmp_path / "copy.db") == 3

    other = open_store(at=f"sqlite:///{tmp_path}/new.db")
    done = restore_backup(other, tmp_path / "copy.db")

    assert (done.added, done.changed, done.erased) == (3, 0, 0)
    assert all(same_key(other.key_of(each), key) for each, key in zip(people, made, strict=True))


def test_a_copy_can_be_put_back_into_a_store_of_the_other_kind(open_store, people, tmp_path, empty_postgresql_url):
    made = open_store().make_key(people[0])
    write_backup(open_store(), tmp_path / "copy.db")

    other = open_store(at=empty_postgresql_url)
    restore_backup(other, tmp_path / "copy.db")

    assert same_key(other.key_of(people[0]), made)


def test_a_copy_is_one_file_of_its_owners_alone_and_holds_no_key_in_plain(store, people, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    store.make_key(people[0])

    write_backup(store, folder / "copy.db")

    assert [(each.name, stat.S_IMODE(each.stat().st_mode)) for each in folder.iterdir()] == [("copy.db", 0o600)]


def test_a_copy_never_overwrites_a_file(open_store, tmp_path):
    (tmp_path / "copy.db").write_text("mine")

    with pytest.raises(BackupRefused, match="is there already"):
        write_backup(open_store(), tmp_path / "copy.db")

    assert (tmp_path / "copy.db").read_text() == "mine"
    assert list(tmp_path.glob(".*")) == []


def test_whoever_was_erased_after_the_copy_stays_erased(store, people, tmp_path):
    for each in people:
        store.make_key(each)
    write_backup(store, tmp_path / "copy.db")
    store.destroy_key(people[0])

    done = restore_backup(store, tmp_path / "copy.db")

    assert (done.added, done.erased) == (0, 1)
    with pytest.raises(PersonErased):
        store.key_of(people[0])
    with pytest.raises(PersonErased):
        store.make_key(people[0])


def test_whoever_was_erased_before_the_copy_stays_erased_in_a_store_that_still_has_their_key(
    open_store, new_store, people, tmp_path
):
    new_store.make_key(people[0])
    store = open_store()
    store.destroy_key(people[0])
    write_backup(store, tmp_path / "copy.db")

    restore_backup(new_store, tmp_path / "copy.db")

    with pytest.raises(PersonErased):
        new_store.key_of(people[0])
    assert new_store.people() == set()


def test_keys_made_after_the_copy_stay(open_store, people, tmp_path):
    store = open_store()
    write_backup(store, tmp_path / "copy.db")
    made = store.make_key(people[0])

    restore_backup(store, tmp_path / "copy.db")

    assert same_key(store.key_of(people[0]), made)


def test_a_key_that_was_made_anew_after_a_loss_gives_way_to_the_one_that_opens_the_records(
    open_store, new_store, people, tmp_path
):
    made = open_store().make_key(people[0])
    write_backup(open_store(), tmp_path / "copy.db")
    new_store.make_key(people[0])

    done = restore_backup(new_store, tmp_path / "copy.db")

    assert (done.added, done.changed) == (0, 1)
    assert same_key(new_store.key_of(people[0]), made)


def test_a_copy_of_before_the_data_key_was_changed_is_put_back_with_both_keys_alone(open_store, people, tmp_path):
    made = open_store().make_key(people[0])
    write_backup(open_store(), tmp_path / "copy.db")
    later = f"sqlite:///{tmp_path}/later.db"

    with pytest.raises(WrongSettings, match="lacks key number 1"):
        restore_backup(open_store({2: NEW}, at=later), tmp_path / "copy.db")
    with pytest.raises(WrongSettings, match="number 1 is not the key"):
        restore_backup(open_store({2: NEW, 1: NEW}, at=f"sqlite:///{tmp_path}/wrong.db"), tmp_path / "copy.db")
    restored = open_store({2: NEW, 1: OLD}, at=later)
    restore_backup(restored, tmp_path / "copy.db")

    assert same_key(restored.key_of(people[0]), made)


def test_wrapping_anew_is_no_other_key(open_store, people, tmp_path):
    open_store().make_key(people[0])
    write_backup(open_store(), tmp_path / "copy.db")
    store = open_store({2: NEW, 1: OLD})
    list(store.wrap_anew())

    done = restore_backup(store, tmp_path / "copy.db")

    assert (done.added, done.changed) == (0, 0)
    assert store.count_by_master() == {2: 1}


@pytest.mark.parametrize("content", [b"", b"no database at all, and of no kind that is known" * 20])
def test_what_is_no_copy_is_refused_and_changes_nothing(open_store, people, tmp_path, content):
    store = open_store()
    store.make_key(people[0])
    (tmp_path / "odd.db").write_bytes(content)

    for path, said in ((tmp_path / "odd.db", "no copy"), (tmp_path / "none.db", "no file"), (None, "itself")):
        with pytest.raises(BackupRefused, match=said):
            restore_backup(store, path or tmp_path / "keys.db")

    assert store.people() == {people[0]}


def test_copies_in_a_folder_are_deleted_after_a_month_and_nothing_else_is(open_store, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "lynchpin-keys-of-mine.db").write_text("not named by the moment")
    store = open_store()
    write_next_backup(store, folder, NOW - timedelta(days=31))
    kept, _ = write_next_backup(store, folder, NOW - timedelta(days=29))

    path, old = write_next_backup(store, folder, NOW)

    assert [each.name for each in old] == ["lynchpin-keys-20261026T040000Z.db"]
    assert set(folder.iterdir()) == {path, kept, folder / "lynchpin-keys-of-mine.db"}


def test_no_copy_is_kept_for_longer_than_a_month(open_store, tmp_path):
    with pytest.raises(BackupRefused, match="1 to 30 days"):
        write_next_backup(open_store(), tmp_path, NOW, days=31)


def test_who_has_neither_key_nor_tombstone_is_lost_and_not_erased(open_store, people):
    with pytest.raises(KeyLost, match="nobody erased it"):
        open_store().key_of(people[0])

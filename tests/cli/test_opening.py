"""What commands open, and where a demonstration may begin."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from directory.catalogue.timetable.calendars import current_calendars, use_calendars
from directory.champions.questions.answer_times import is_day_off
from directory.cli import opening, schema
from directory.cli.opening import (
    SchemaNotReady,
    build_postcodes_if_needed,
    demo_settings,
    opened_catalogue,
    opened_with_clients,
)
from directory.config import DEMO_FILE, Mode, make_data_key
from directory.db import DatabaseNotChosen, current_database, reading, transaction
from directory.errors import WrongSettings
from directory.security.keystore import current_key_store, use_key_store
from tests.factories.accounts import make_user
from tests.factories.postcodes import write_postcode_file

SETTINGS = ("MODE", "DATABASE_URL", "KEY_STORE_URL", "SECRET_KEY", "DATA_KEY", "ALLOWED_HOSTS", "POSTCODE_FILE")


@pytest.fixture
def instance(tmp_path, monkeypatch) -> Path:
    """An instance folder that is not there yet, and nothing else set."""
    for name in SETTINGS:
        monkeypatch.delenv(f"LYNCHPIN_{name}", raising=False)
    monkeypatch.setenv("LYNCHPIN_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("LYNCHPIN_SEMANTIC", "no")
    return tmp_path / "instance"


@pytest.fixture
def usual_calendars():
    """The calendars of the other tests, once this one is over."""
    before = current_calendars()
    yield
    use_calendars(before)


def make_database(instance: Path) -> None:
    schema.upgrade(f"sqlite:///{instance}/lynchpin.db")


def test_a_demonstration_begins_in_a_new_folder(instance):
    assert demo_settings().mode is Mode.DEMO
    assert (instance / DEMO_FILE).exists()


def test_a_demonstration_goes_on_in_its_own_folder(instance):
    first = demo_settings()
    (instance / "keys.db").touch()

    assert demo_settings() == first


def test_a_demonstration_may_begin_beside_a_catalogue_without_people(instance):
    make_database(instance)

    assert demo_settings().mode is Mode.DEMO


@pytest.mark.parametrize("mode", ["production", "test"])
def test_where_the_mode_says_otherwise_no_demonstration_begins(instance, monkeypatch, mode):
    monkeypatch.setenv("LYNCHPIN_MODE", mode)

    with pytest.raises(WrongSettings, match=mode):
        demo_settings()

    assert not (instance / DEMO_FILE).exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LYNCHPIN_ALLOWED_HOSTS", "directory.example"),
        ("LYNCHPIN_DATA_KEY", "1:" + "A" * 43 + "="),
        ("LYNCHPIN_SECRET_KEY", "s" * 40),
    ],
)
@pytest.mark.parametrize("is_begun", [False, True], ids=["new folder", "folder of a demonstration"])
def test_what_is_set_up_for_real_people_never_turns_into_a_demonstration(instance, monkeypatch, name, value, is_begun):
    if is_begun:
        demo_settings()
    monkeypatch.setenv(name, value)

    with pytest.raises(WrongSettings, match=name):
        demo_settings()

    assert (instance / DEMO_FILE).exists() is is_begun


def test_a_folder_with_keys_of_real_people_never_turns_into_a_demonstration(instance):
    make_database(instance)
    (instance / "keys.db").touch()

    with pytest.raises(WrongSettings, match=r"keys\.db"):
        demo_settings()

    assert not (instance / DEMO_FILE).exists()


def test_a_demonstration_may_have_a_database_of_its_own(instance, empty_url, monkeypatch):
    monkeypatch.setenv("LYNCHPIN_DATABASE_URL", empty_url)

    assert demo_settings().database_url == empty_url


def test_a_database_of_real_staff_never_turns_into_a_demonstration(instance, own_url, own_database, monkeypatch):
    with transaction() as db:
        make_user(db)
    monkeypatch.setenv("LYNCHPIN_DATABASE_URL", own_url)

    with pytest.raises(WrongSettings, match="People can sign in"):
        demo_settings()

    assert not (instance / DEMO_FILE).exists()


def test_a_command_on_a_database_without_tables_names_the_cure(instance):
    with pytest.raises(SchemaNotReady, match=r"has no tables yet\. Run `lynchpin db upgrade`"), opened_catalogue():
        pass


def test_a_command_on_an_older_database_names_both_releases(instance):
    schema.upgrade(f"sqlite:///{instance}/lynchpin.db", "0001_catalogue")

    with pytest.raises(SchemaNotReady, match=r"0001_catalogue .* needs"), opened_catalogue():
        pass


def test_the_catalogue_opens_without_any_secret_and_is_closed_after(instance):
    make_database(instance)

    with opened_catalogue(), reading() as db:
        assert db.connection()

    with pytest.raises(DatabaseNotChosen):
        current_database()


def test_clients_open_only_with_the_data_key(instance, key_store):
    make_database(instance)
    try:
        with pytest.raises(WrongSettings, match="LYNCHPIN_DATA_KEY"), opened_with_clients():
            pass
    finally:
        use_key_store(key_store)


def test_clients_are_closed_after_too(instance, monkeypatch, key_store):
    make_database(instance)
    monkeypatch.setenv("LYNCHPIN_DATA_KEY", make_data_key())
    try:
        with opened_with_clients():
            assert current_key_store() is not key_store
        with pytest.raises(WrongSettings):
            current_key_store()
    finally:
        use_key_store(key_store)


@pytest.mark.parametrize(
    ("content", "is_built"),
    [
        pytest.param(None, True, id="none there"),
        pytest.param(b"LYNPCODE\x01" + bytes(100), True, id="one of an older release"),
        pytest.param("whole", False, id="one that can be used"),
    ],
)
def test_the_postcode_file_is_built_where_there_is_none_that_can_be_used(
    settings, tmp_path, monkeypatch, content, is_built
):
    path, built = tmp_path / "postcodes.bin", []
    monkeypatch.setattr(opening, "build_postcode_file", lambda path, progress: built.append(path))
    if content == "whole":
        write_postcode_file(path, {"LS1 4DY": (53.795, -1.547)})
    elif content:
        path.write_bytes(content)

    build_postcodes_if_needed(replace(settings, postcode_file=path))

    assert built == ([path] if is_built else [])


@pytest.mark.parametrize(("nation", "is_off"), [("scotland", True), ("england", False)])
def test_commands_know_the_bank_holidays_of_the_nation(instance, monkeypatch, usual_calendars, nation, is_off):
    monkeypatch.setenv("LYNCHPIN_NATION", nation)
    make_database(instance)

    with opened_catalogue():
        saint_andrews_day = date(2026, 11, 30)
        assert is_day_off(saint_andrews_day) is is_off

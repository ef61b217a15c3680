"""What Lynchpin will not be served with, and how it is."""

import gc

import pytest

from directory.cli import serving
from directory.cli.serving import serve, set_apart_what_stays
from directory.config import Mode, become_demo, make_data_key
from directory.errors import WrongSettings

FOR_REAL_PEOPLE = {
    "LYNCHPIN_SECRET_KEY": "s" * 32,
    "LYNCHPIN_DATA_KEY": make_data_key(),
    "LYNCHPIN_ALLOWED_HOSTS": "directory.example.org",
}


@pytest.fixture
def demonstration(tmp_path, monkeypatch):
    """A folder in which a demonstration ran, and no other setting."""
    for name in (*FOR_REAL_PEOPLE, "LYNCHPIN_MODE", "LYNCHPIN_DATABASE_URL", "LYNCHPIN_KEY_STORE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LYNCHPIN_INSTANCE", str(tmp_path))
    become_demo(tmp_path)
    return tmp_path


@pytest.fixture
def served(monkeypatch):
    """The settings that were served, without a server."""
    found = []
    monkeypatch.setattr(serving, "check_schema", lambda settings: None)
    monkeypatch.setattr(serving, "run_server", lambda settings, *_: found.append(settings))
    return found


@pytest.mark.parametrize("name", FOR_REAL_PEOPLE)
def test_the_folder_of_a_demonstration_is_not_served_to_real_people(demonstration, monkeypatch, served, name):
    monkeypatch.setenv(name, FOR_REAL_PEOPLE[name])

    with pytest.raises(WrongSettings, match=r"demo\.toml.*LYNCHPIN_INSTANCE.*LYNCHPIN_MODE"):
        serve.main([], standalone_mode=False)

    assert served == []


@pytest.mark.parametrize("mode", [Mode.DEMO, Mode.PRODUCTION])
def test_where_the_mode_is_said_it_counts(demonstration, monkeypatch, served, mode):
    for name, value in {**FOR_REAL_PEOPLE, "LYNCHPIN_MODE": mode.value}.items():
        monkeypatch.setenv(name, value)

    serve.main([], standalone_mode=False)

    assert [settings.mode for settings in served] == [mode]


def test_a_demonstration_is_served_as_one(demonstration, served):
    serve.main([], standalone_mode=False)

    assert [settings.mode for settings in served] == [Mode.DEMO]


def test_what_is_loaded_at_the_start_is_not_looked_through_for_garbage_again():
    before, loaded = gc.get_freeze_count(), [[each] for each in range(10_000)]

    set_apart_what_stays()

    # What was set apart before may have gone meanwhile.
    assert gc.get_freeze_count() > before + len(loaded) // 2

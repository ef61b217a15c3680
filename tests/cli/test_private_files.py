"""What an installation keeps is its owner's alone, also where an older release made it readable by all."""

import stat

import pytest

from directory.cli.private_files import keep_to_owner
from directory.config import make_data_key, read_settings

FILES = ("lynchpin.db", "lynchpin.db-wal", "lynchpin.db-shm", "keys.db", "demo.toml")


def mode_of(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def open_instance(empty_instance):
    """A folder as older releases left it."""
    empty_instance.mkdir()
    for name in FILES:
        (empty_instance / name).touch()
        (empty_instance / name).chmod(0o644)
    empty_instance.chmod(0o755)
    return empty_instance


def test_what_was_open_to_others_is_closed_and_told_once(open_instance, capsys):
    settings = read_settings()

    keep_to_owner(settings)
    first = capsys.readouterr().err
    keep_to_owner(settings)

    assert mode_of(open_instance) == 0o700
    assert {mode_of(open_instance / name) for name in FILES} == {0o600}
    assert first.count("\n") == 1
    assert [name for name in FILES if f"/{name}" not in first] == []
    assert capsys.readouterr().err == ""


def test_what_the_owner_may_not_do_stays_so(open_instance):
    (open_instance / "keys.db").chmod(0o444)

    keep_to_owner(read_settings())

    assert mode_of(open_instance / "keys.db") == 0o400


def test_other_files_and_folders_for_everybody_are_left_alone(open_instance, capsys):
    (open_instance / "report.csv").touch()
    (open_instance / "report.csv").chmod(0o644)
    open_instance.chmod(0o1777)

    keep_to_owner(read_settings())

    assert mode_of(open_instance / "report.csv") == 0o644
    assert mode_of(open_instance) == 0o1777


def test_what_cannot_be_closed_is_told(open_instance, monkeypatch, capsys):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr("os.chmod", refuse)

    keep_to_owner(read_settings())

    assert "ask its owner to change it" in capsys.readouterr().err


@pytest.mark.parametrize("command", [("db", "upgrade"), ("serve", "--port", "8731")], ids=lambda words: words[0])
def test_commands_that_start_an_installation_close_its_folder(empty_instance, lynchpin, monkeypatch, command):
    lynchpin("db", "upgrade")
    for name, value in {"SECRET_KEY": "s" * 32, "DATA_KEY": make_data_key(), "ALLOWED_HOSTS": "localhost"}.items():
        monkeypatch.setenv(f"LYNCHPIN_{name}", value)
    monkeypatch.setattr("directory.cli.serving.run_server", lambda *_: None)
    (empty_instance / "lynchpin.db").chmod(0o644)

    told = lynchpin(*command)

    assert told.exit_code == 0
    assert "Others on this machine could look into this" in told.err
    assert mode_of(empty_instance / "lynchpin.db") == 0o600


def test_a_new_folder_is_closed_from_the_beginning(empty_instance, lynchpin):
    told = lynchpin("db", "upgrade")

    assert (told.exit_code, told.err) == (0, "")
    assert mode_of(empty_instance) == 0o700
    assert {mode_of(path) for path in empty_instance.iterdir()} == {0o600}

"""Commands run as an operator runs them: by their words, on an instance folder of their own."""

import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from directory.cli.main import run

SETTINGS = (
    "MODE",
    "DATABASE_URL",
    "KEY_STORE_URL",
    "SECRET_KEY",
    "DATA_KEY",
    "ALLOWED_HOSTS",
    "POSTCODE_FILE",
    "SMTP_URL",
    "MAIL_FROM",
    "MAIL_FROM_PEOPLE",
)


@dataclass(frozen=True)
class Told:
    """What a command came to."""

    exit_code: int
    out: str
    err: str


@pytest.fixture
def empty_instance(tmp_path, monkeypatch):
    """An instance folder that is not there yet, and nothing else set."""
    for name in SETTINGS:
        monkeypatch.delenv(f"LYNCHPIN_{name}", raising=False)
    monkeypatch.setenv("LYNCHPIN_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("LYNCHPIN_SEMANTIC", "no")
    return tmp_path / "instance"


@pytest.fixture
def upgraded_instance(empty_instance, sqlite_template_with_words):
    """An instance folder as `lynchpin db upgrade` leaves it, with a SQLite database."""
    empty_instance.mkdir(mode=0o700)
    shutil.copy(sqlite_template_with_words, empty_instance / "lynchpin.db")
    (empty_instance / "lynchpin.db").chmod(0o600)
    return empty_instance


@pytest.fixture
def ready_instance(empty_instance, own_url, monkeypatch):
    """An instance whose database has its tables: once on each kind."""
    monkeypatch.setenv("LYNCHPIN_DATABASE_URL", own_url)
    return empty_instance


@pytest.fixture
def lynchpin(monkeypatch, capsys) -> Iterator[Callable[..., Told]]:
    """`lynchpin("import", path)` runs a command and says what it came to."""

    def run_command(*words: object) -> Told:
        monkeypatch.setattr(sys, "argv", ["lynchpin", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run()
        told = capsys.readouterr()
        return Told(ended.value.code or 0, told.out, told.err)

    before = signal.getsignal(signal.SIGTERM)
    yield run_command
    signal.signal(signal.SIGTERM, before)

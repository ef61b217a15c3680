"""`lynchpin checks` on the command line."""

import json
from contextlib import contextmanager
from dataclasses import replace

import pytest
from click.testing import CliRunner

from directory import clock
from directory.cli import checks
from directory.config import read_settings
from tests.factories.catalogue import make_service
from tests.factories.links import sent_letters
from tests.factories.verifying import make_due


@pytest.fixture
def run(monkeypatch, db, key_store, tmp_path):
    """Runs a command on the database of the test."""

    def run(*words, sends_mail=True):
        mail = {"smtp_url": "smtp://localhost", "mail_from": "team@scheme.example"} if sends_mail else {}

        @contextmanager
        def opened():
            yield replace(read_settings({"LYNCHPIN_INSTANCE": str(tmp_path)}), **mail)

        monkeypatch.setattr(checks, "opened_with_clients", opened)
        monkeypatch.setattr(checks, "opened_catalogue", opened)
        db.commit()
        done = CliRunner().invoke(checks.checks, words)
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


def test_run_says_what_it_did(run, db):
    make_due(db)

    said = run("run")

    assert "1 listings became due a check" in said
    assert "1 groups are written to" in said


def test_run_in_json(run, db):
    make_due(db, address=None)

    assert json.loads(run("run", "--json")) == {"begun": 1, "ended": 0, "letters": 0, "told": 1, "passed_on": 0}


def test_dry_run_writes_nobody(run, db):
    make_due(db)

    assert json.loads(run("run", "--dry-run", "--json")) == {"listings": 1, "groups": 1}
    assert sent_letters() == []


def test_where_no_letters_leave_it_says_so_and_champions_have_everything(run, db):
    make_due(db)

    said = run("run", sends_mail=False)

    assert "champions have 1 more to make sure of" in said
    assert "LYNCHPIN_SMTP_URL" in said
    assert sent_letters() == []


def test_status_counts_what_was_checked_when(run, db):
    make_service(db, "Checked today", assured_date=clock.today())
    for weeks in (0, 8, 12):
        make_due(db, f"Late {weeks}", weeks=weeks)

    assert json.loads(run("status", "--json")) == {"checked": 1, "due": 1, "silent": 1, "not_recently_checked": 1}
    assert "1  not recently checked" in run("status")


def test_machine_says_what_it_found_and_a_dry_run_keeps_nothing(run, db):
    make_service(db, email="nobody at home")

    assert json.loads(run("machine", "--dry-run", "--json")) == {
        "found": 1,
        "new": 1,
        "changed": 0,
        "put_right": 0,
        "links": None,
    }
    assert "1 things found: 1 new" in run("machine")
    assert "1 things found: 0 new" in run("machine")

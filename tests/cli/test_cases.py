"""`lynchpin cases` on the command line."""

import json
from contextlib import contextmanager
from dataclasses import replace

import pytest
from click.testing import CliRunner

from directory.cli import cases
from directory.config import read_settings
from directory.jobs.reminding import Reminded


@pytest.fixture
def run(monkeypatch, db, tmp_path):
    """Runs the command on the database of the test, on a night on which managers hear of two people."""

    def run(*words, sends_mail=True):
        mail = {"smtp_url": "smtp://localhost", "mail_from": "team@scheme.example"} if sends_mail else {}

        @contextmanager
        def opened():
            yield replace(read_settings({"LYNCHPIN_INSTANCE": str(tmp_path)}), **mail)

        monkeypatch.setattr(cases, "opened_with_clients", opened)
        monkeypatch.setattr(cases, "remind_of_people", lambda: Reminded(unanswered=2, due=1))
        return CliRunner().invoke(cases.cases, [*words])

    return run


def test_it_says_of_how_many_colleagues_are_told(run):
    told = run("remind").output

    assert "told of 2 people whom nobody answered" in told
    assert json.loads(run("remind", "--json").output) == {"unanswered": 2, "due": 1, "late": 0}


def test_where_no_letters_leave_it_says_so_and_nobody_counts_as_told(run):
    assert "No letters leave here" in run("remind", sends_mail=False).output
    assert json.loads(run("remind", "--json", sends_mail=False).output) == {"unanswered": 0, "due": 0, "late": 0}

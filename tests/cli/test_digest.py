"""`lynchpin digest` on the command line."""

import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner

from directory import clock
from directory.catalogue.history.revisions import record_revision
from directory.catalogue.models.revisions import RevisionKind
from directory.champions.digest.watching import watch_area
from directory.cli import digest
from directory.config import read_settings
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service


@pytest.fixture
def run(monkeypatch, db, key_store, tmp_path):
    """Runs the command on the database of the test."""

    def run(*words, sends_mail=True):
        mail = {"smtp_url": "smtp://localhost", "mail_from": "team@scheme.example"} if sends_mail else {}

        @contextmanager
        def opened():
            yield replace(read_settings({"LYNCHPIN_INSTANCE": str(tmp_path)}), **mail)

        monkeypatch.setattr(digest, "opened_with_clients", opened)
        db.commit()
        done = CliRunner().invoke(digest.digest, ["send", *words])
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


@pytest.fixture
def news(db):
    """Something that somebody watches was new this morning."""
    watch_area(db, make_actor(db), "LS11")
    service = make_service(db)
    revision = record_revision(db, "service", service.id, kind=RevisionKind.ADDED)
    revision.decided_at = clock.now() - timedelta(hours=3)


def test_it_says_what_it_did_and_does_it_once(run, news):
    assert "1 people are written to now" in run()
    assert "0 people are written to now" in run()


def test_dry_run_in_json_writes_nobody(run, news):
    first, second = json.loads(run("--dry-run", "--json")), json.loads(run("--json"))

    assert (first["listings"], first["letters"]) == (second["listings"], second["letters"]) == (1, 1)


def test_where_no_mail_leaves_nobody_is_written_to(run, news):
    assert "No letters leave here" in run(sends_mail=False)
    assert "1 people are written to now" in run()


def test_nothing_leaves_is_json_too_where_that_is_asked_for(run, news):
    assert json.loads(run("--json", sends_mail=False)) == {"week_on": None, "listings": 0, "letters": 0}

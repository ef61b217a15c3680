"""The feed before the judge of the standard: a live server, and the checks of the official validator and more."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from directory.app import create_app
from directory.cli import schema
from directory.cli.seed import load_town
from directory.config import Settings
from directory.db import open_database, transaction, use_database
from directory.exchange.importing import run_import
from directory.geo.current import use_postcode_file
from directory.matching.current import MatcherKeeper
from tests.geo.conftest import build_postcodes_once

# How long ago listings were checked is for people here to mend, and a local server has no certificate.
ADVICE = {"VALUE-9", "HTTP-3"}


@pytest.fixture
def serve(settings, serve_app, own_database):
    """`serve()` serves the database of this test and gives the address of its feed."""

    def begin() -> str:
        app = create_app(settings, database=own_database, keeper=MatcherKeeper(with_semantic=False))
        use_postcode_file(build_postcodes_once())
        return f"{serve_app(app)}/feed"

    return begin


def failures(shared, tmp_path, address: str, *more: str) -> dict[str, str]:
    """What the check finds wrong, by the name of the check."""
    report = tmp_path / "report.json"
    script = shared / "standards" / "oruk_conformance.py"
    command = [sys.executable, script, address, "--strict", "--require-all", "--pages", "0", "--json", report, *more]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    assert report.exists(), done.stderr
    results = json.loads(report.read_text("utf-8"))["results"]
    assert len(results) > 100
    return {each["id"]: each["detail"] for each in results if each["status"] != "PASS" and each["id"] not in ADVICE}


def test_the_feed_of_a_town_conforms(serve, settings, shared, tmp_path):
    address = serve()
    load_town(replace(settings, demo_password="amber-canal-kettle-otter-11"))

    assert failures(shared, tmp_path, address) == {}


def test_what_a_town_publishes_another_directory_takes_in_without_loss(settings, key_store, sqlite_url, tmp_path):
    town, other = f"sqlite:///{tmp_path}/town.db", sqlite_url
    schema.upgrade(town)
    with using(town, settings) as browser:
        load_town(replace(settings, demo_password="amber-canal-kettle-otter-11"))
        published = browser.get(EVERYTHING).data
    (tmp_path / "all.ndjson").write_bytes(published)

    with using(other, settings) as browser:
        summary = run_import(tmp_path / "all.ndjson", "the town", transaction=transaction)
        again = browser.get(EVERYTHING).data

    assert summary.refused == 0
    assert records(again) == records(published)


EVERYTHING = "/feed/services?format=ndjson&full=true"
# When a copy changed is the copy's own; a term of which nothing is said cannot be kept as another's parent.
NOT_COPIED = ("last_modified", "parent_id")


@contextmanager
def using(url: str, settings: Settings) -> Iterator[FlaskClient]:
    """A client of an app over a database, which is in use meanwhile."""
    database = open_database(url)
    use_database(database)
    app = create_app(settings, database=database, keeper=MatcherKeeper(with_semantic=False))
    use_postcode_file(build_postcodes_once())
    yield app.test_client()
    use_database(None)
    database.close()


def records(lines: bytes) -> list[dict[str, Any]]:
    """The records of a stream, without what a copy cannot have."""

    def keep(record: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in record.items() if name not in NOT_COPIED}

    return [json.loads(line, object_hook=keep) for line in lines.splitlines()]


# Thousands of records say nothing of a database that a town does not say of each: they are read from one.
@pytest.mark.slow
@pytest.mark.parametrize("own_url", ["postgresql"], indirect=True)
def test_the_feed_of_real_charities_conforms(serve, shared, tmp_path):
    run_import(shared / "data" / "uk-charities.ndjson.gz", "charities", transaction=transaction)

    assert failures(shared, tmp_path, serve(), "--per-page", "100") == {}

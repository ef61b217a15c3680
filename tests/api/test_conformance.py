"""The feed before the judge of the standard: a live server, and the checks of the official validator and more."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from directory.app import create_app
from directory.cli.seed import load_town
from directory.db import transaction
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


@pytest.mark.slow
def test_the_feed_of_real_charities_conforms(serve, shared, tmp_path):
    run_import(shared / "data" / "uk-charities.ndjson.gz", "charities", transaction=transaction)

    assert failures(shared, tmp_path, serve(), "--per-page", "100") == {}

"""The commands of the guide are run as they stand there, against a live server."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from directory.app import create_app
from directory.db import transaction
from directory.matching.current import MatcherKeeper
from tests.factories.accounts import make_actor
from tests.factories.postcodes import write_postcode_file
from tests.factories.senders import make_key, make_sender

GUIDE = (Path(__file__).parents[3] / "docs/guides/referrals-api.md").read_text("utf-8")
COMMANDS = [each for each in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) if each.startswith("curl")]


@pytest.fixture
def run(settings, serve_app, own_database, key_store):
    """`run(command)` gives what a command of the guide prints, with a test key."""
    write_postcode_file(settings.postcode_file, {"LS11 8ND": (53.78, -1.55)})
    address = serve_app(create_app(settings, database=own_database, keeper=MatcherKeeper(with_semantic=False)))
    with transaction() as db:
        key = make_key(db, make_sender(db, make_actor(db)), is_test=True)

    def begin(command: str):
        script = command.replace("curl", "curl --silent --fail-with-body --noproxy '*'", 1)
        where = {"SITE": address, "KEY": key, "PATH": "/usr/bin:/bin"}
        done = subprocess.run(["sh", "-c", script], env=where, capture_output=True, text=True, check=False)
        return json.loads(done.stdout)

    return begin


def test_each_command_is_answered_as_the_guide_says(run):
    sent, wrong, one, listed, bundle, told = (run(each) for each in COMMANDS)

    assert (sent["reference"], sent["status"]) == ("TESTTESTTE", "received")
    assert {each["pointer"] for each in wrong["errors"]} >= {"#/phone", "#/postcode", "#/reason"}
    assert one == sent
    assert listed == {"referrals": [], "cursor": listed["cursor"], "has_more": False}
    assert (bundle["resourceType"], bundle["total"]) == ("Bundle", 0)
    assert told["secret"].startswith("whsec_")

"""A mirror of our own feed is equal to what it mirrors: the town in one database, its mirror in another."""

import os
import subprocess
import sys

import pytest

from directory.db import open_database, use_database
from tests.conftest import ROOT

# What a mirror says of itself: when it last took a change in.
ITS_OWN = {"last_modified"}


def lynchpin(instance, url, *words):
    """Run a command on another database, in a process of its own."""
    settings = {
        "LYNCHPIN_INSTANCE": str(instance),
        "LYNCHPIN_DATABASE_URL": url,
        "LYNCHPIN_SEMANTIC": "no",
        "LYNCHPIN_ALLOW_PRIVATE_FEEDS": "127.0.0.0/8",
    }
    command = [sys.executable, "-c", "from directory.cli.main import run; run()", *words]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False)
    # What it says is worth more than its number.
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def everything(app):
    """All services of an app's feed, whole, and without what is no part of what they say."""
    browser = app.test_client()
    page = browser.get("/feed/services", query_string={"full": "true", "per_page": 500}).json
    assert page["total_pages"] == 1
    return {each["id"]: without(each) for each in page["contents"]}


def differing(original, mirror):
    """Each field of a service that the two do not say alike, with what both say."""
    return [
        (key, name, service.get(name), mirror[key].get(name))
        for key, service in original.items()
        for name in service.keys() | mirror[key].keys()
        if service.get(name) != mirror[key].get(name)
    ]


def without(value):
    if isinstance(value, dict):
        return {name: without(each) for name, each in value.items() if name not in ITS_OWN}
    return sorted(map(without, value), key=str) if isinstance(value, list) else value


@pytest.mark.slow
def test_a_mirror_of_our_own_feed_says_the_same(town, own_url, tmp_path):
    original = everything(town.app)
    lynchpin(tmp_path, own_url, "feeds", "add", "Larkenshaw", f"{town.address}/feed")

    told = lynchpin(tmp_path, own_url, "feeds", "sync").stdout
    told_again = lynchpin(tmp_path, own_url, "feeds", "sync").stdout

    assert told == f"Larkenshaw: done, {len(original):,} listed, {len(original):,} new.\n"
    assert told_again == f"Larkenshaw: done, {len(original):,} listed.\n"
    mirrored = open_database(own_url)
    use_database(mirrored)
    mirror = everything(town.app)
    use_database(town.database)
    mirrored.close()
    assert mirror.keys() == original.keys()
    assert differing(original, mirror) == []
    assert len(original) > 100

"""Whole catalogues, held against the base definitions: a town, and real charities."""

import json
from dataclasses import replace

import pytest

from directory.cli.seed import load_town
from directory.db import transaction
from directory.exchange.importing import run_import
from directory.geo.current import use_postcode_file
from tests.api.fhir.conftest import valid
from tests.geo.conftest import build_postcodes_once

KINDS = ["HealthcareService", "Organization", "Location"]


def read_everything(browser, kind: str) -> list[dict[str, object]]:
    """All resources of a kind, from page to page, each page valid."""
    address, found = f"/fhir/{kind}?_count=200", []
    while address:
        page = valid(json.loads(browser.get(address).text))
        found += [each["resource"] for each in page.get("entry", ())]
        address = next((each["url"] for each in page["link"] if each["relation"] == "next"), None)
    assert len(found) == page["total"] > 0
    return found


def test_everything_in_the_town_is_valid_and_what_it_refers_to_is_there(browser, settings):
    use_postcode_file(build_postcodes_once())
    load_town(replace(settings, demo_password="amber-canal-kettle-otter-11"))

    services, organizations, locations = (read_everything(browser, kind) for kind in KINDS)

    known = {f"{each['resourceType']}/{each['id']}" for each in (*organizations, *locations)}
    named = {place["reference"] for each in services for place in (each["providedBy"], *each.get("location", ()))}
    assert named <= known


# Thousands of records say nothing of a database that a town does not say of each: they are read from one.
@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_real_charity_is_valid(browser, shared):
    run_import(shared / "data" / "uk-charities.ndjson.gz", "charities", transaction=transaction)

    found = {kind: read_everything(browser, kind) for kind in KINDS}

    assert len(found["HealthcareService"]) > 6_000

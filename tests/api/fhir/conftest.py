"""FHIR as any program meets it, on each kind of database; every resource is held against the base definitions."""

import json
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class

from tests.api.conftest import app, browser, postcodes

__all__ = ["app", "browser", "postcodes"]


def valid(resource: dict[str, Any]) -> dict[str, Any]:
    """A resource, and all that is in it, as the models of the base standard take it."""
    get_fhir_model_class(resource["resourceType"]).model_validate_json(json.dumps(resource))
    return resource


@pytest.fixture
def get(browser):
    """`get("/Location", near="…")` gives a valid resource; it must answer 200."""

    def ask(path: str, **parameters):
        address = path if path.startswith("http") else f"/fhir{path}"
        answer = browser.get(address, query_string=parameters or None)
        assert answer.status_code == 200, answer.text
        return valid(json.loads(answer.text))

    return ask


@pytest.fixture
def names(get):
    """`names("/Location", name="hall")` gives the names of what was found, sorted."""

    def ask(path: str, **parameters):
        entries = get(path, **parameters).get("entry", [])
        return sorted(each["resource"]["name"] for each in entries if each["search"]["mode"] == "match")

    return ask

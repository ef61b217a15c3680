"""The description of the feed is what the feed does: every parameter, every address, every field of the examples."""

import json

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from directory.api.endpoints import ENDPOINTS
from directory.api.examples import brief_example, whole_example
from directory.api.openapi import SCHEMA_OF, SCHEMAS
from tests.factories.catalogue import make_service, make_term


@pytest.fixture
def document(get):
    return get("/openapi.json")


@pytest.fixture(scope="module")
def official(shared):
    """`official("service.json", record)` lists what the standard's own schema finds wrong with a record."""
    folder = shared / "standards" / "schemas" / "oruk-3.0" / "schema"
    documents = [
        (SCHEMAS + path.name, json.loads(path.read_text("utf-8-sig")))
        for path in folder.glob("*.json")
        if path.name != "open_api.json"
    ]
    registry = Registry().with_resources(
        (address, Resource.from_contents(each, default_specification=DRAFT202012)) for address, each in documents
    )

    def complaints(schema, record):
        judge = Draft202012Validator({"$ref": SCHEMAS + schema}, registry=registry)
        return [error.message for error in judge.iter_errors(record)]

    return complaints


def test_it_is_openapi_3_1_and_names_every_address_of_the_feed(app, document):
    routes = {
        rule.rule.removeprefix("/feed") or "/"
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("feed.") and rule.endpoint != "feed.show_openapi"
    }

    assert document["openapi"] == "3.1.0"
    assert document["info"]["version"] == "HSDS-UK-3.0"
    assert document["servers"] == [{"url": "http://localhost/feed"}]
    assert {path.replace("{id}", "ID") for path in document["paths"]} == {without_names(route) for route in routes}


def without_names(route: str) -> str:
    return route.split("<")[0] + ("ID" if "<" in route else "")


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_every_parameter_is_described_with_an_example_that_works(browser, document, postcodes, endpoint):
    parameters = document["paths"][f"/{endpoint.name}"]["get"]["parameters"]

    assert {each["name"] for each in parameters} == set(endpoint.parameters.fields)
    for each in parameters:
        assert each["description"].endswith(".")
        asked = {each["name"]: each["schema"]["example"]}
        if each["name"] == "proximity":
            asked["postcode"] = "LS11 8ND"
        asked = {name: str(value).lower() if isinstance(value, bool) else value for name, value in asked.items()}
        assert browser.get(f"/feed/{endpoint.name}", query_string=asked).status_code == 200, asked


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_examples_are_what_the_standard_wants(official, endpoint):
    schema = SCHEMA_OF[endpoint.name]

    assert official(schema, brief_example(endpoint)) == []
    assert official(schema, whole_example(endpoint)) == []


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_examples_have_the_fields_of_real_records(get, db, endpoint):
    make_service(db, terms=[make_term(db)])
    db.commit()

    [listed] = get(f"/{endpoint.name}")["contents"]
    record = get(f"/{endpoint.name}/{listed['id']}")

    assert set(listed) <= set(brief_example(endpoint))
    missing = set(record) - set(whole_example(endpoint))
    # A list of what an organization or a taxonomy has is left out of its example.
    assert missing <= {"services", "taxonomy_terms"}

"""The document of the API says what is so: examples are taken, answers fit, and what it forbids is refused."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from directory.api.referrals.openapi import openapi_document
from directory.api.referrals.told_fields import EXAMPLE, TOLD_FIELDS
from directory.casework.referrals_in.referral_inputs import ReferralInput, ReferralSchema
from tests.api.referrals.conftest import EDITH

DOCUMENT = openapi_document("https://directory.example.org/api/v1")
# What we know or decide ourselves, and nobody tells.
OURS = {"source", "method", "submission_key", "outward", "reader_id", "wording_number", "sounds_urgent"}


def judge(schema: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/components/schemas/{schema}", "components": DOCUMENT["components"]})


def test_it_is_given_to_anybody(browser):
    answer = browser.get("/api/v1/openapi.json")

    assert answer.status_code == 200
    assert set(json.loads(answer.text)["paths"]) == set(DOCUMENT["paths"])


def test_every_route_is_in_it(app):
    ours = [each for each in app.url_map.iter_rules() if each.endpoint.startswith("referral_api.")]
    # What is FHIR is claimed in a statement of its own.
    rules = [each for each in ours if not each.rule.startswith("/api/v1/fhir")]
    known = {
        (method.lower(), rule.rule.removeprefix("/api/v1").replace("<", "{").replace(">", "}"))
        for rule in rules
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    described = {(method, path) for path, operations in DOCUMENT["paths"].items() for method in operations}

    assert known - described == {("get", "/openapi.json")}
    assert described - known == set()


def test_everything_that_may_be_told_of_a_referral_can_be_sent():
    assert {each.name for each in TOLD_FIELDS} == set(ReferralSchema().fields) - OURS
    assert {each.name for each in TOLD_FIELDS} <= set(ReferralInput.__dataclass_fields__)


def test_the_example_is_as_it_says():
    judge("Referral").validate(EXAMPLE)


def test_answers_are_as_it_says(system):
    created = system.send(EXAMPLE)
    wrong = system.send({"name": 7})

    judge("Status").validate(json.loads(created.text))
    judge("Page").validate(json.loads(system.get().text))
    judge("Problem").validate(json.loads(wrong.text))
    judge("Status").validate(json.loads(system.get(f"/{json.loads(created.text)['reference']}").text))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
BODIES = st.dictionaries(
    st.sampled_from([each.name for each in TOLD_FIELDS]) | st.text(max_size=8), ANYTHING, max_size=6
)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=BODIES)
def test_whatever_is_sent_is_answered_and_what_it_forbids_is_never_taken(trying, told):
    body = {**EDITH, **told}

    answer = trying.send(body)

    assert answer.status_code in (201, 422)
    judge("Status" if answer.status_code == 201 else "Problem").validate(json.loads(answer.text))
    if not judge("Referral").is_valid(body):
        assert answer.status_code == 422

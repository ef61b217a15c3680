"""A message as a FHIR document: what R4 asks of one, and what the message says."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from fhir.resources.R4B.bundle import Bundle

from directory.exchange.message_back.fhir_document import Document, write_document
from tests.factories.message_back import make_content

MESSAGE_ID = uuid.UUID("6f1e4a52-7f43-4c1c-9d3a-2f6f0f5f0c11")


def about(**more) -> Document:
    known = {
        "message_id": MESSAGE_ID,
        "written_at": datetime(2026, 3, 3, 9, 30, tzinfo=UTC),
        "is_final": True,
        "team": "North team",
        "author": "Ann Other",
        "to_name": "Sike Road Surgery",
        "person": "Edith Ashworth",
        "born_on": date(1941, 3, 7),
        "nhs_number": "9990123454",
    }
    return Document(**{**known, **more})


@pytest.fixture
def document():
    return write_document(make_content(), about())


def resources(document, kind):
    return [each["resource"] for each in document["entry"] if each["resource"]["resourceType"] == kind]


def test_it_is_a_document_whose_first_entry_is_a_composition(document):
    assert (document["resourceType"], document["type"]) == ("Bundle", "document")
    assert document["entry"][0]["resource"]["resourceType"] == "Composition"
    assert document["identifier"]["value"] == MESSAGE_ID.urn
    assert document["timestamp"] == "2026-03-03T09:30:00.000Z"


def test_it_is_right_by_the_published_shapes(document):
    Bundle.model_validate(document)


def test_every_reference_leads_to_an_entry_of_it(document):
    addresses = {each["fullUrl"] for each in document["entry"]}

    found = set(references_in(document["entry"]))

    assert found <= addresses
    assert len(addresses) == len(document["entry"])
    assert all(each["fullUrl"] == f"urn:uuid:{each['resource']['id']}" for each in document["entry"])


def references_in(value):
    if isinstance(value, dict):
        if "reference" in value:
            yield value["reference"]
        for each in value.values():
            yield from references_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from references_in(each)


def test_the_first_section_says_that_nothing_is_requested(document):
    [composition] = resources(document, "Composition")

    assert composition["section"][0]["title"] == "Actions requested"
    assert "No actions are requested." in composition["section"][0]["text"]["div"]


def test_scores_goals_and_codes_go_for_programs_too(document):
    [composition] = resources(document, "Composition")
    [observation], [goal] = resources(document, "Observation"), resources(document, "Goal")

    assert observation["valueQuantity"]["value"] == 21.54
    assert goal["achievementStatus"]["coding"][0]["code"] == "achieved"
    assert composition["event"][0]["code"][0]["coding"][0] == {
        "system": "http://snomed.info/sct",
        "code": "871731000000106",
        "display": "Referral to social prescribing service (procedure)",
    }


def test_what_stays_with_us_is_not_in_it_in_any_form():
    content = make_content()
    kept_back = [each for each in content.sections if each.key in ("actions", "risks")]

    document = write_document(make_content(sections=tuple(kept_back)), about())

    assert resources(document, "Observation") == resources(document, "Goal") == []
    assert "871731000000106" not in str(document)
    assert "dog" not in str(document)


def test_what_a_colleague_took_out_of_the_words_goes_in_no_form():
    sections = tuple(replace(each, words="Something else") for each in make_content().sections)

    document = write_document(make_content(sections=sections), about())

    assert resources(document, "Observation") == resources(document, "Goal") == []
    assert "871731000000106" not in str(document)
    assert "get out more" not in str(document)


def test_what_was_typed_is_text_and_no_markup():
    content = make_content(title="<b>Bold</b> & more")
    first = content.sections[0]
    typed = type(first)(first.key, first.title, "<script>alert(1)</script>")

    document = write_document(make_content(sections=(typed,)), about())

    [composition] = resources(document, "Composition")
    assert "&lt;script&gt;" in composition["section"][0]["text"]["div"]
    Bundle.model_validate(document)


def test_a_correction_names_what_it_replaces():
    before = uuid.UUID("0b6f2f38-59a4-4f5e-8a54-5ad8e9ab1c02")

    [composition] = resources(write_document(make_content(), about(replaces_id=before)), "Composition")

    assert composition["relatesTo"] == [
        {"code": "replaces", "targetIdentifier": {"system": "urn:ietf:rfc:3986", "value": before.urn}}
    ]


def test_a_draft_is_preliminary_and_the_same_message_the_same_document():
    [composition] = resources(write_document(make_content(), about(is_final=False)), "Composition")

    assert composition["status"] == "preliminary"
    assert write_document(make_content(), about()) == write_document(make_content(), about())

"""What is searched of a service, and when two services are searched alike."""

from dataclasses import replace

import pytest

from directory.search.documents import SearchDocument, TermRef
from tests.search.making import make_document, service_id


def test_text_for_the_model_is_name_then_tags_then_description():
    document = make_document("Allotment Group.", "We grow vegetables.", "Growing", "Food")

    assert document.embedded_text == "Allotment Group. Food, Growing. We grow vegetables"


def test_order_of_tags_changes_nothing():
    one, other = make_document("Choir", "", "Singing", "Music"), make_document("Choir", "", "Music", "Singing")

    assert one.content_hash == other.content_hash
    assert one.embedded_text == other.embedded_text


@pytest.mark.parametrize(
    ("changed", "is_new_text"),
    [
        pytest.param({"name": "Choral society"}, True, id="name"),
        pytest.param({"description": "Every Monday"}, True, id="description"),
        pytest.param({"terms": (TermRef("Interests", "1", None, "Music"),)}, True, id="tags"),
        pytest.param({"organization_name": "Leeds Voices"}, True, id="organisation"),
        pytest.param({"status": "inactive"}, False, id="status"),
        pytest.param({"minimum_age": 18.0}, False, id="ages"),
        pytest.param({"points": ((53.8, -1.5),)}, False, id="places"),
    ],
)
def test_content_hash_changes_with_the_searched_text_alone(changed, is_new_text):
    choir = make_document("Choir")

    assert (replace(choir, **changed).content_hash != choir.content_hash) == is_new_text


def test_words_of_an_organisation_that_repeat_the_service_count_once():
    charity = SearchDocument(service_id("Shed"), "Shed", "Shed", "We mend things", "We mend things")

    assert charity.fields["organization"] == ""


def test_service_without_description_is_known_by_its_organisation():
    class_ = SearchDocument(service_id("Tuesdays"), "Tuesdays", "Art House", organization_description="Painting")

    assert class_.embedded_text == "Tuesdays. Art House Painting"

"""What may be typed into a listing."""

import pytest
from marshmallow import ValidationError

from directory.catalogue.inputs import ServiceEditSchema
from directory.catalogue.models.services import ServiceStatus

GIVEN = {"version": 1, "name": " Walking group ", "status": "active"}
OPTIONAL = [
    "description",
    "alert",
    "url",
    "email",
    "application_process",
    "eligibility_description",
    "minimum_age",
    "maximum_age",
]


def test_a_listing_is_loaded():
    edit = ServiceEditSchema().load({**GIVEN, "url": "https://walks.example/a?b=c", "minimum_age": "18"})

    assert (edit.name, edit.status, edit.minimum_age) == ("Walking group", ServiceStatus.ACTIVE, 18)


@pytest.mark.parametrize("field", OPTIONAL)
@pytest.mark.parametrize("blank", ["", "  ", None], ids=["empty", "spaces", "nothing"])
def test_a_blank_answer_is_no_answer(field, blank):
    assert getattr(ServiceEditSchema().load({**GIVEN, field: blank}), field) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("name", "", id="no name"),
        pytest.param("name", "   ", id="name of spaces"),
        pytest.param("name", "x" * 251, id="endless name"),
        pytest.param("description", "x" * 20_001, id="endless description"),
        pytest.param("status", "open", id="unknown status"),
        pytest.param("version", None, id="no version"),
        pytest.param("email", "jo at example.org", id="no address"),
        pytest.param("url", "javascript:alert(1)", id="address that runs"),
        pytest.param("url", "data:text/html,x", id="address that is a page"),
        pytest.param("url", "//walks.example", id="address without its kind"),
        pytest.param("url", "walks.example", id="only a host"),
        pytest.param("url", "https://", id="no host"),
        pytest.param("url", "http://[::1", id="broken host"),
        pytest.param("minimum_age", -1, id="age below nought"),
        pytest.param("maximum_age", 131, id="age of nobody"),
        pytest.param("minimum_age", "ten", id="age in words"),
        pytest.param("organization_id", "x", id="a field nobody asked for"),
    ],
)
def test_what_cannot_be_used_is_told_by_field(field, value):
    with pytest.raises(ValidationError) as refused:
        ServiceEditSchema().load({**GIVEN, field: value})

    assert list(refused.value.normalized_messages()) == [field]


def test_ages_come_in_order():
    with pytest.raises(ValidationError) as refused:
        ServiceEditSchema().load({**GIVEN, "minimum_age": 60, "maximum_age": 50})

    assert list(refused.value.normalized_messages()) == ["maximum_age"]
    assert ServiceEditSchema().load({**GIVEN, "minimum_age": 0, "maximum_age": 0}).maximum_age == 0

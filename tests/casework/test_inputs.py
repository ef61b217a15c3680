"""What is asked about a new client."""

from datetime import date

import pytest
from marshmallow import ValidationError

from directory.casework.inputs import LONGEST_STATEMENT, NewClientInput, NewClientSchema

GIVEN = {"name": " Edith Ashworth ", "submission_key": "form-12345"}


def test_a_client_is_loaded_with_what_is_known():
    given = {**GIVEN, "postcode": " LS11 8ND ", "born_on": "1950-03-27", "statement": " I miss dancing. "}

    assert NewClientSchema().load(given) == NewClientInput(
        "Edith Ashworth", "form-12345", "LS11 8ND", date(1950, 3, 27), "I miss dancing."
    )


def test_a_name_is_enough():
    assert NewClientSchema().load(GIVEN) == NewClientInput("Edith Ashworth", "form-12345")


@pytest.mark.parametrize("field", ["postcode", "born_on", "statement", "consent_given_on"])
@pytest.mark.parametrize("blank", ["", "   ", None], ids=["empty", "spaces", "nothing"])
def test_a_blank_answer_is_no_answer(field, blank):
    assert getattr(NewClientSchema().load({**GIVEN, field: blank}), field) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("name", "", id="no name"),
        pytest.param("name", "  ", id="name of spaces"),
        pytest.param("name", None, id="name of nothing"),
        pytest.param("name", "x" * 201, id="endless name"),
        pytest.param("submission_key", "short", id="short key"),
        pytest.param("submission_key", " " * 10, id="key of spaces"),
        pytest.param("submission_key", "k" * 65, id="endless key"),
        pytest.param("born_on", "27 3 1950", id="a date in words"),
        pytest.param("consent_given_on", "2026-02-30", id="a day that does not exist"),
        pytest.param("statement", "x" * (LONGEST_STATEMENT + 1), id="endless statement"),
        pytest.param("scheme_id", "x", id="a field nobody asked for"),
    ],
)
def test_what_cannot_be_used_is_told_by_field(field, value):
    with pytest.raises(ValidationError) as refused:
        NewClientSchema().load({**GIVEN, field: value})

    assert list(refused.value.normalized_messages()) == [field]

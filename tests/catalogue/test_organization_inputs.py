"""What people write about an organization."""

import pytest
from marshmallow import ValidationError

from directory.catalogue.organization_inputs import OrganizationFactsSchema, RegistrationsSchema


def test_only_the_name_is_needed():
    found = OrganizationFactsSchema().load({"name": " Chess Friends ", "website": " "})

    assert {name: value for name, value in found.items() if value} == {"name": "Chess Friends"}
    assert "website" in found


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Enter a name"),
        ({"website": "javascript:alert(1)"}, "Enter a web address that starts with https://"),
        ({"logo": "logo.png"}, "Enter a web address that starts with https://"),
        ({"email": "at the desk"}, "Enter an email address"),
        ({"year_incorporated": 499}, "Enter a year up to"),
        ({"year_incorporated": 9_999}, "Enter a year up to"),
        ({"year_incorporated": "long ago"}, "Enter a year in four figures"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_mistakes_are_told(wrong, said):
    with pytest.raises(ValidationError, match=said):
        OrganizationFactsSchema().load({"name": "Chess Friends", **wrong})


def test_numbers_are_loaded_as_their_registers_write_them():
    found = RegistrationsSchema().load({"scotland": "sc 12345", "northern_ireland": "100123", "company": "123456"})

    assert found == {
        "england_and_wales": None,
        "scotland": "SC012345",
        "northern_ireland": "NIC100123",
        "company": "00123456",
    }


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"england_and_wales": "SC012345"}, "This is a number of Scotland. Put it there, or enter one like 1123456"),
        ({"england_and_wales": "100123"}, "This is a number of Northern Ireland"),
        ({"scotland": "1123456"}, "This is a number of England and Wales"),
        ({"england_and_wales": "12"}, "Enter a charity number like 1123456"),
        ({"company": "twelve"}, "Enter a company number like 01234567"),
    ],
)
def test_number_in_the_wrong_box_is_told_where_it_belongs(typed, said):
    with pytest.raises(ValidationError, match=said):
        RegistrationsSchema().load(typed)

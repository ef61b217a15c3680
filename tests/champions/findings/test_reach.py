"""Which telephone numbers and email addresses cannot be one."""

import pytest

from directory.champions.findings.models import Found
from directory.champions.findings.reach import wrong_emails, wrong_phones
from directory.champions.findings.sightings import Place
from directory.db import new_id


def place(value: str) -> Place:
    return Place("service", new_id(), "phone", value)


@pytest.mark.parametrize(
    "number",
    [
        "0113 496 0000",
        "(0113) 496 0000",
        "+44 (0)113 496 0000",
        "0044 113 496 0000",
        "44 7700 900123",
        "07700 900123",
        "016977 3555",
        "0800 1111",
        "0845 4647",
        "0500 600 600",
        "116 123",
        "111",
        "85258",
        "18001 0113 496 0000",
        "0113 496 0000 ext 12",
        "0113 496 0000, option 2",
        "0113 496 0000 / 07700 900123",
        "07700 900123 or 07700 900456",
        "0113 496 0000 (ask for the secretary)",
        "+353 1 234 5678",
    ],
)
def test_a_number_that_could_be_is_left_alone(number):
    assert list(wrong_phones(place(number))) == []


@pytest.mark.parametrize(
    ("number", "found"),
    [
        pytest.param("0113 496 000", None, id="ten digits, as some towns have"),
        pytest.param("0113 496 00", Found.TOO_SHORT, id="digits left out"),
        pytest.param("07700 90012", Found.TOO_SHORT, id="mobile"),
        pytest.param("496 0000", Found.TOO_SHORT, id="no area code"),
        pytest.param("0113 496 00000", Found.TOO_LONG, id="a digit twice"),
        pytest.param("113 496 0000", Found.NO_NOUGHT, id="a spreadsheet ate the nought"),
        pytest.param("0613 496 0000", Found.UNKNOWN_BEGINNING, id="nothing begins so"),
        pytest.param("01234 567890", Found.MADE_UP, id="made up"),
        pytest.param("00000 000000", Found.MADE_UP, id="noughts"),
        pytest.param("ask at the desk", Found.NO_NUMBER, id="words"),
        pytest.param("0113 496 0000 or 07700 9001", Found.TOO_SHORT, id="the second of two"),
        pytest.param("+1 23", Found.TOO_SHORT, id="abroad"),
    ],
)
def test_a_number_that_cannot_be_is_found(number, found):
    assert [each.found for each in wrong_phones(place(number))] == ([found] if found else [])


def test_an_address_without_a_host_is_found():
    assert [each.found for each in wrong_emails(place("walks@becklane"))] == [Found.NO_ADDRESS]
    assert list(wrong_emails(place("walks@becklane.example "))) == []

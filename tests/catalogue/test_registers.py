"""Numbers of the registers that groups stand in."""

import pytest

from directory.catalogue.registers import (
    COMPANIES_HOUSE,
    ENGLAND_AND_WALES,
    NORTHERN_IRELAND,
    REGISTERS,
    SCOTLAND,
    find_charity,
    find_register,
    identifier_key,
    registration_words,
)


@pytest.mark.parametrize(
    ("register", "typed", "number"),
    [
        pytest.param(ENGLAND_AND_WALES, "1123456", "1123456", id="seven digits"),
        pytest.param(ENGLAND_AND_WALES, " 112 3456 ", "1123456", id="with spaces"),
        pytest.param(ENGLAND_AND_WALES, "219099", "219099", id="six digits"),
        pytest.param(ENGLAND_AND_WALES, "1123456-1", "1123456-1", id="linked to another charity"),
        pytest.param(ENGLAND_AND_WALES, "112345", None, id="six digits of Northern Ireland"),
        pytest.param(ENGLAND_AND_WALES, "12345678", None, id="a digit too many"),
        pytest.param(ENGLAND_AND_WALES, "١١٢٣٤٥٦", None, id="digits of another script"),
        pytest.param(SCOTLAND, "SC012345", "SC012345", id="Scottish"),
        pytest.param(SCOTLAND, "sc 12345", "SC012345", id="Scottish without its nought"),
        pytest.param(SCOTLAND, "012345", None, id="Scottish without its letters"),
        pytest.param(NORTHERN_IRELAND, "100123", "NIC100123", id="Northern Irish without its letters"),
        pytest.param(NORTHERN_IRELAND, "nic 100123", "NIC100123", id="Northern Irish"),
        pytest.param(NORTHERN_IRELAND, "200123", None, id="begins with a two"),
        pytest.param(COMPANIES_HOUSE, "1234567", "01234567", id="a company without its nought"),
        pytest.param(COMPANIES_HOUSE, "SC123456", "SC123456", id="a Scottish company"),
        pytest.param(COMPANIES_HOUSE, "IP12345R", "IP12345R", id="a registered society"),
        pytest.param(COMPANIES_HOUSE, "123456789", None, id="nine digits"),
        pytest.param(COMPANIES_HOUSE, "", None, id="nothing"),
    ],
)
def test_number_is_written_as_its_register_writes_it(register, typed, number):
    assert register.tidied(typed) == number


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_the_number_that_is_shown_as_an_example_could_be_one(register):
    assert register.tidied(register.example) == register.example


@pytest.mark.parametrize(
    ("typed", "scheme"),
    [("1123456", "GB-CHC"), ("SC012345", "GB-SC"), ("100123", "GB-NIC"), ("NIC100123", "GB-NIC"), ("123", None)],
)
def test_register_of_a_charity_is_known_by_the_shape_of_its_number(typed, scheme):
    found = find_charity(typed)

    assert (found[0].scheme if found else None) == scheme


@pytest.mark.parametrize(
    ("scheme", "kind", "number", "found"),
    [
        pytest.param("GB-CHC", "Not stated", "1123456", ENGLAND_AND_WALES, id="by its code"),
        pytest.param(None, "Charity number", "SC012345", SCOTLAND, id="by words and shape"),
        pytest.param(None, "Company No.", "01234567", COMPANIES_HOUSE, id="by words"),
        pytest.param("GB-SHPE", "Social landlord", "L0001", None, id="another register"),
        pytest.param(None, "Charity number", "-", None, id="no number"),
    ],
)
def test_register_is_known_by_code_or_words(scheme, kind, number, found):
    assert find_register(scheme, kind, number) is found


def test_number_of_another_register_keeps_its_own_words():
    assert registration_words("GB-SC", "Not stated", "SC012345") == "Charity number SC012345"
    assert registration_words(None, "Landlord number", "L0001") == "Landlord number L0001"


@pytest.mark.parametrize(
    ("scheme", "kind", "number", "key"),
    [
        ("GB-CHC", "Charity number", "1000003", ("GB-CHC", "1000003")),
        (None, "Charity number", "1000003", ("GB-CHC", "1000003")),
        (None, "Registered charity", "SC 037786", ("GB-SC", "SC037786")),
        (None, "Company number", "01234567", ("GB-COH", "1234567")),
        (None, "Charity number", "–", None),
    ],
)
def test_registered_numbers_with_their_register(scheme, kind, number, key):
    assert identifier_key(scheme, kind, number) == key

"""What is typed to find somebody is taken apart kindly."""

from datetime import date

import pytest

from directory.casework.sought import Sought, read_sought

BORN = date(1950, 3, 27)


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        pytest.param("Edith Ashworth", Sought(words=["edith", "ashworth"]), id="a name"),
        pytest.param("  ashw ", Sought(words=["ashw"]), id="a part of a name"),
        pytest.param("943 476 5919", Sought(nhs_number="9434765919", phone="9434765919"), id="an NHS number"),
        pytest.param("943 476 5918", Sought(phone="9434765918"), id="no NHS number"),
        pytest.param("+44 (0)7700 900123", Sought(phone="07700900123"), id="a phone from abroad"),
        pytest.param("0113-496-0401", Sought(phone="01134960401"), id="a phone with dashes"),
        pytest.param("Edith@Post.example", Sought(email="edith@post.example"), id="an email"),
        pytest.param("27/3/1950", Sought(born_on=BORN), id="a date"),
        pytest.param("27 March 1950", Sought(born_on=BORN), id="a date in words"),
        pytest.param("27th Mar 1950", Sought(born_on=BORN), id="a date as it is said"),
        pytest.param("1950-03-27", Sought(born_on=BORN), id="a date of a file"),
        pytest.param("31 2 1950", Sought(words=["31", "2", "1950"]), id="no date"),
        pytest.param(
            "Edith 27.3.1950 0113 496 0401",
            Sought(born_on=BORN, phone="01134960401", words=["edith"]),
            id="several things at once",
        ),
        pytest.param(
            "bkqwmntrsv", Sought(reference="BKQWMNTRSV", words=["bkqwmntrsv"]), id="a reference, or a name like one"
        ),
        pytest.param("", Sought(), id="nothing"),
        pytest.param("?!", Sought(), id="no word"),
    ],
)
def test_a_text_is_taken_apart(typed, sought):
    assert read_sought(typed) == sought


@pytest.mark.parametrize(
    ("typed", "is_too_short"),
    [("Ed", True), ("E A", True), ("Edi", False), ("Wu Edith", False), ("27 3 1950", False), ("Ed 27 3 1950", False)],
)
def test_less_than_a_beginning_is_too_short(typed, is_too_short):
    assert read_sought(typed).is_too_short == is_too_short

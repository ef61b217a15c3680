"""Bank holidays by nation."""

from datetime import date

import pytest

from directory.catalogue.timetable.bank_holidays import Nation, bank_holidays, find_nation


@pytest.mark.parametrize(
    ("postcode", "nation"),
    [
        ("LS11 8ND", Nation.ENGLAND),
        ("L1 1AA", Nation.ENGLAND),
        ("ls11", Nation.ENGLAND),
        ("EH1 1AA", Nation.SCOTLAND),
        ("G1 1AA", Nation.SCOTLAND),
        ("TD1 1AA", Nation.SCOTLAND),
        ("TD15 1AA", None),
        ("BT1 1AA", Nation.NORTHERN_IRELAND),
        ("CF10 1AA", Nation.WALES),
        ("JE2 3AB", None),
        ("Not stated", None),
        ("", None),
    ],
)
def test_nation_follows_from_the_postcode_where_that_is_sure(postcode, nation):
    assert find_nation(postcode) == nation


# As published by the government at www.gov.uk/bank-holidays, with what falls on a weekend.
IN_2026 = {
    Nation.ENGLAND: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28",
    Nation.WALES: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28",
    Nation.SCOTLAND: "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-26 12-28",
    Nation.NORTHERN_IRELAND: "01-01 03-17 04-03 04-06 05-04 05-25 07-12 07-13 08-31 12-25 12-26 12-28",
}


@pytest.mark.parametrize("nation", Nation)
def test_bank_holidays_of_2026(nation):
    assert " ".join(f"{day:%m-%d}" for day in sorted(bank_holidays(nation, 2026))) == IN_2026[nation]


def test_years_of_which_nothing_is_known_have_none():
    assert bank_holidays(Nation.ENGLAND, 1700) == frozenset()
    assert bank_holidays(Nation.ENGLAND, 9000) == frozenset()
    assert date(2027, 12, 27) in bank_holidays(Nation.ENGLAND, 2027)

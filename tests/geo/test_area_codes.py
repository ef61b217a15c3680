"""Councils and countries by their codes."""

import pytest

from directory.geo.area_codes import (
    ENGLAND,
    SCOTLAND,
    UNITED_KINGDOM,
    areas_holding,
    code_in,
    country_named,
    is_council,
)


@pytest.mark.parametrize(
    ("code", "holding"),
    [
        pytest.param("E08000035", ("E08000035", ENGLAND, "K04000001", "K03000001", UNITED_KINGDOM), id="council"),
        pytest.param(SCOTLAND, (SCOTLAND, "K03000001", UNITED_KINGDOM), id="country"),
        pytest.param("N09000003", ("N09000003", "N92000002", UNITED_KINGDOM), id="Northern Ireland"),
        pytest.param("", (), id="not known"),
    ],
)
def test_a_council_lies_in_its_country_and_in_what_countries_make_up(code, holding):
    assert areas_holding(code) == holding


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://statistics.data.gov.uk/id/statistical-geography/E08000035", "E08000035"),
        ("http://statistics.data.gov.uk/id/statistical-geography/e08000035/", "E08000035"),
        ("S12000036", "S12000036"),
        ("https://example.org/leeds", None),
        ("", None),
    ],
)
def test_a_code_is_read_from_the_end_of_an_address(address, code):
    assert code_in(address) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [("England", ENGLAND), (" the  United Kingdom.", UNITED_KINGDOM), ("New England", None), ("Leeds", None)],
)
def test_countries_are_known_by_name(name, code):
    assert country_named(name) == code


def test_a_ward_a_county_and_a_country_are_no_council():
    assert [is_council(each) for each in ("E05001420", "E10000016", ENGLAND, "E07000105")] == [False] * 3 + [True]

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.postcode_keys import lettered_span, pack, pack_many, span, unpack
from directory.geo.postcodes import Postcode, parse_postcode

OUTWARD = "[A-PR-UWYZ]([1-9]|[1-9][0-9]|[1-9][A-HJKMNPR-Y]|[A-HK-Y]([0-9]|[1-9][0-9]|[1-9][ABEHMNPRVWXY]))"
POSTCODES = st.from_regex(f"{OUTWARD} [0-9][ABD-HJLNP-UW-Z][ABD-HJLNP-UW-Z]", fullmatch=True).map(
    lambda text: Postcode(*text.split())
)


def as_the_ons_writes_it(postcode):
    return f"{postcode.outward:<4}{postcode.inward}"


@given(POSTCODES)
def test_unpacking_gives_back_what_was_packed(postcode):
    key = pack(postcode)

    assert 0 <= key < 2**32
    assert unpack(key) == postcode


@given(st.lists(POSTCODES, unique=True))
def test_keys_sort_as_postcodes_do(postcodes):
    by_key = sorted(postcodes, key=pack)

    assert by_key == sorted(postcodes, key=as_the_ons_writes_it)


@given(st.lists(POSTCODES, min_size=1))
def test_packing_many_at_once_gives_the_same_keys(postcodes):
    keys, fits = pack_many(np.array([as_the_ons_writes_it(each) for each in postcodes], dtype="S7"))

    assert keys.tolist() == [pack(each) for each in postcodes]
    assert fits.all()


@given(POSTCODES, POSTCODES)
def test_sector_and_district_hold_just_the_postcodes_that_begin_like_them(postcode, other):
    for beginning in (postcode.sector, Postcode(postcode.outward)):
        lowest, beyond = span(beginning)

        assert lowest <= pack(postcode) < beyond
        is_alike = other.outward == postcode.outward and other.inward.startswith(beginning.inward)
        assert (lowest <= pack(other) < beyond) is is_alike


@pytest.mark.parametrize(
    ("text", "is_within"),
    [("EC1A 1BB", True), ("EC1Y 8SY", True), ("EC1 1AA", False), ("EC2A 1BB", False), ("EC11 1AA", False)],
)
def test_district_that_lacks_its_letter_spans_the_lettered_ones(text, is_within):
    lowest, beyond = lettered_span(Postcode("EC1"))

    assert (lowest <= pack(parse_postcode(text)) < beyond) is is_within


@pytest.mark.parametrize("code", ["GIR 0AA", "NPT 1AA", "L1  AAA", "L1A10AA", "       ", "LS11 8N"])
def test_codes_of_another_shape_have_no_key(code):
    keys, fits = pack_many(np.array([code], dtype="S7"))

    assert (keys.tolist(), fits.tolist()) == ([0], [False])

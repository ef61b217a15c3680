import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo.postcode_keys import bare_districts_of, districts_of, pack, pack_many, sectors_of, unpack
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


@given(st.lists(POSTCODES, min_size=1))
def test_sector_and_district_of_many_at_once_have_the_keys_of_one(postcodes):
    keys = np.array([pack(each) for each in postcodes], dtype=np.uint32)

    assert sectors_of(keys).tolist() == [pack(each.sector) for each in postcodes]
    assert districts_of(keys).tolist() == [pack(Postcode(each.outward)) for each in postcodes]


@pytest.mark.parametrize(
    ("text", "bare", "has_letter"),
    [
        pytest.param("EC1A 1BB", "EC1", True, id="two letters in front"),
        pytest.param("W1A 1HQ", "W1", True, id="one letter in front"),
        pytest.param("EC1 1AA", "EC1", False, id="nothing to leave out"),
        pytest.param("EC11 1AA", "EC1", False, id="a digit is not left out"),
    ],
)
def test_district_without_the_letter_that_people_leave_out(text, bare, has_letter):
    keys, lettered = bare_districts_of(np.array([pack(parse_postcode(text))], dtype=np.uint32))

    assert (keys.tolist(), lettered.tolist()) == ([pack(Postcode(bare))], [has_letter])


@pytest.mark.parametrize("code", ["GIR 0AA", "NPT 1AA", "L1  AAA", "L1A10AA", "       ", "LS11 8N"])
def test_codes_of_another_shape_have_no_key(code):
    keys, fits = pack_many(np.array([code], dtype="S7"))

    assert (keys.tolist(), fits.tolist()) == ([0], [False])

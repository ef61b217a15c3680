"""NHS numbers are read as people write them, and their last digit is checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.casework.nhs_numbers import (
    NOT_TEN_DIGITS,
    NOT_VALID,
    check_digit,
    digits_of,
    spaced,
    what_is_wrong_with_nhs_number,
)

NINE_DIGITS = st.text("0123456789", min_size=9, max_size=9)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        # The example of the data dictionary, and of the standard's test range.
        pytest.param("943 476 5919", "", id="valid"),
        pytest.param("9434765919", "", id="without spaces"),
        pytest.param(" 943-476-5919 ", "", id="with dashes"),
        pytest.param("943\u2013476\u00a05919", "", id="as copied out of a letter"),
        pytest.param("987 654 4321", NOT_VALID, id="wrong last digit"),
        pytest.param("943 476 5918", NOT_VALID, id="one digit wrong"),
        pytest.param("934 476 5919", NOT_VALID, id="two digits changed over"),
        pytest.param("000 000 0000", NOT_VALID, id="only noughts, whose sum is right"),
        pytest.param("111 111 1111", NOT_VALID, id="only ones, whose sum is right"),
        pytest.param("943 476 591", NOT_TEN_DIGITS, id="nine digits"),
        pytest.param("943 476 59190", NOT_TEN_DIGITS, id="eleven digits"),
        pytest.param("943 476 591X", NOT_TEN_DIGITS, id="a letter"),
        pytest.param("٩٤٣٤٧٦٥٩١٩", NOT_TEN_DIGITS, id="digits of another script"),
        pytest.param("", NOT_TEN_DIGITS, id="nothing"),
    ],
)
def test_a_number_is_judged(typed, wrong):
    assert what_is_wrong_with_nhs_number(typed) == wrong


@given(NINE_DIGITS)
def test_of_the_ten_numbers_with_the_same_nine_digits_one_is_valid_at_most(nine):
    valid = [last for last in range(10) if what_is_wrong_with_nhs_number(f"{nine}{last}") == ""]

    assert valid in ([], [check_digit(nine)])


@given(NINE_DIGITS, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(nine, place, step):
    number = f"{nine}{check_digit(nine)}"
    if check_digit(nine) == 10:
        return
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]

    assert what_is_wrong_with_nhs_number(wrong) == NOT_VALID


def test_it_is_written_as_on_letters():
    assert spaced(digits_of("943-4765919")) == "943 476 5919"

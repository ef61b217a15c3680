"""NHS numbers: read as people write them, and checked by their last digit.

The number has ten digits; the tenth checks the nine before it (NHS Data Model and Dictionary, "NHS number"). It is
written as 999 012 3454. Numbers that begin with 999 are for tests and belong to nobody.
"""

import re

LENGTH = 10
WEIGHTS = range(10, 1, -1)
MODULUS = 11
_drop_spacing = re.compile("[\\s\\-\u2010-\u2015.]+").sub

NOT_TEN_DIGITS = "An NHS number has ten digits, like 999 012 3454"
NOT_VALID = "That is not a valid NHS number: check the ten digits"


def digits_of(text: str) -> str:
    """What was typed without its spaces and dashes."""
    return _drop_spacing("", text)


def what_is_wrong_with_nhs_number(text: str) -> str:
    """Why what was typed is no NHS number, as a sentence; empty where it is one."""
    digits = digits_of(text)
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        return NOT_TEN_DIGITS
    # The sum is right for ten times the same digit too, which is what people type where they do not know it.
    if len(set(digits)) == 1 or check_digit(digits) != int(digits[-1]):
        return NOT_VALID
    return ""


def check_digit(digits: str) -> int:
    """The tenth digit that goes with the first nine; ten where no number begins with them."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False))
    return (MODULUS - total % MODULUS) % MODULUS


def spaced(digits: str) -> str:
    """Ten digits as they stand on letters."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"

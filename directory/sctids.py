"""Identifiers of SNOMED CT: whether a number can be one.

The last digit is a check digit by Verhoeff's scheme, in the dihedral group of order ten; the two before it say what
kind of component is meant (SNOMED CT Technical Implementation Guide, section 6). That a number can be one says nothing
of what it means.
"""

import re

SHAPE = re.compile(r"[1-9][0-9]{5,17}")
# 00 and 10 are concepts, of the international edition and of a namespace such as that of the United Kingdom.
OF_CONCEPTS = ("00", "10")


def multiply(a: int, b: int) -> int:
    """Two elements of the dihedral group: 0 to 4 turn a pentagon, 5 to 9 turn it over too."""
    turned = (a + b) % 5 if a < 5 else (a - b) % 5
    return turned + (5 if (a < 5) != (b < 5) else 0)


# How a digit is changed, by how far it stands from the end.
STEP = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def changed(digit: int, times: int) -> int:
    for _ in range(times % 8):
        digit = STEP[digit]
    return digit


def has_right_check_digit(number: str) -> bool:
    """Whether the last digit fits the others."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        total = multiply(total, changed(int(digit), place))
    return total == 0


def is_concept_id(text: str) -> bool:
    """Whether a text can be the identifier of a concept."""
    return bool(SHAPE.fullmatch(text)) and text[-3:-1] in OF_CONCEPTS and has_right_check_digit(text)

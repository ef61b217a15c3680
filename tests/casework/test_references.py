"""References: read out over the telephone, guessed by nobody."""

import pytest

from directory.casework.references import LENGTH, make_reference


def test_a_reference_is_ten_capital_letters():
    reference = make_reference()

    assert len(reference) == LENGTH == 10
    assert reference.isascii()
    assert reference.isalpha()
    assert reference.isupper()


@pytest.mark.parametrize("letter", "ILOU")
def test_letters_that_are_misread_do_not_occur(letter):
    assert not any(letter in make_reference() for _ in range(500))


def test_references_do_not_repeat():
    assert len({make_reference() for _ in range(5_000)}) == 5_000


def test_every_place_takes_many_letters():
    made = [make_reference() for _ in range(500)]

    assert all(len({reference[place] for reference in made}) > 15 for place in range(LENGTH))

"""References: read out over the telephone, guessed by nobody."""

import pytest

from directory.casework.references import LENGTH, make_reference, read_reference


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


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("ABCDEFGHJK", "ABCDEFGHJK", id="as it is written"),
        pytest.param("abcdefghjk", "ABCDEFGHJK", id="in small letters"),
        pytest.param("ABCDEFGHJ", None, id="too short"),
        pytest.param("ABCDEFGHIL", None, id="letters that none has"),
        pytest.param("ABCDE\x00GHJK", None, id="marks no database keeps"),
    ],
)
def test_only_what_could_be_a_reference_is_looked_for(typed, read):
    assert read_reference(typed) == read

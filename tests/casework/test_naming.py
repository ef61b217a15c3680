"""Names of people as they are compared."""

import pytest

from directory.casework.naming import beginning_of, name_words, sound_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("Doreen Applegarth-Wren", ["doreen", "applegarth", "wren"], id="two names in one"),
        pytest.param("Siân  O’Neill", ["sian", "oneill"], id="marks and apostrophes"),
        pytest.param("Jean-Luc D'Arcy", ["jean", "luc", "darcy"], id="a typewriter's apostrophe"),
        pytest.param("Łukasz Sørensen", ["lukasz", "sorensen"], id="letters of neighbours"),
        pytest.param("José MARÍA josé", ["jose", "maria"], id="a word twice, in capitals"),
        pytest.param("王 伟", ["王", "伟"], id="another script"),
        pytest.param("--", [], id="no word"),
    ],
)
def test_a_name_has_words(name, words):
    assert name_words(name) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("catherine", "kathryn"),
        ("stephen", "steven"),
        ("smith", "smyth"),
        ("mohammed", "muhammad"),
        ("clare", "claire"),
    ],
)
def test_names_that_sound_alike_have_one_sound(one, other):
    assert sound_of(one) == sound_of(other) != ""


def test_a_short_word_has_neither_beginning_nor_sound():
    assert (beginning_of("li"), sound_of("li")) == ("", "")
    assert beginning_of("lin") == "lin"


def test_a_word_of_another_script_is_not_said():
    assert sound_of("деян") == ""

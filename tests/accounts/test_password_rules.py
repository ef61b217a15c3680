"""What a good password is."""

import unicodedata

import pytest

from directory.accounts.password_rules import LONGEST, SHORTEST, find_weakness, normalise
from directory.accounts.passwords import hash_password, is_password

OWN = ("Edith Ashworth", "edith.ashworth@becklane.example", "Wharfeside Connect")
FIRST = "the first that others would try"


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("four plain words long", id="words"),
        pytest.param("amber-canal-kettle-otter-11", id="words of the demonstration"),
        pytest.param("otterkettlecanal", id="words without a space"),
        pytest.param("the password of my otter is blue", id="sentence that holds a guessed word"),
        pytest.param("vq8#nZ2!rk0w", id="made by a machine, as short as may be"),
        pytest.param("κουκουβάγια στο παλιό καμπαναριό", id="words of another language"),
        pytest.param("🦉 kettle 🦦 canal 🌻", id="pictures"),
        pytest.param("otter kettle canal " * 10, id="long"),
    ],
)
def test_a_password_that_is_hard_to_guess_is_taken(password):
    assert find_weakness(password, OWN) is None


@pytest.mark.parametrize(
    ("password", "told"),
    [
        pytest.param("", "Use at least 12 characters", id="nothing"),
        pytest.param("x" * (SHORTEST - 1), "Use at least 12 characters", id="one too short"),
        pytest.param("otter kettle canal " * 11, "Use at most 200 characters", id="endless"),
        pytest.param("Password2026!", FIRST, id="password and year"),
        pytest.param("P@$$w0rd P@$$w0rd", FIRST, id="password in signs"),
        pytest.param("Summer2024 Summer2024", FIRST, id="season and year"),
        pytest.param("November-Monday", FIRST, id="month and day"),
        pytest.param("Lynchpin-1234567", FIRST, id="name of the site"),
        pytest.param("qwertyuiop[]12345", FIRST, id="keys in a row"),
        pytest.param("lkjhgfdsa0987654321", FIRST, id="keys in a row, backwards"),
        pytest.param("abcdefghijklmnop", FIRST, id="alphabet"),
        pytest.param("aaaaaaaaaaaaaaa", FIRST, id="one letter"),
        pytest.param("Letmein Welcome 1!", FIRST, id="greetings"),
        pytest.param("Edith.Ashworth.2026", FIRST, id="own name"),
        pytest.param("ASHWORTH@becklane", FIRST, id="own address"),
        pytest.param("wharfeside connect 1", FIRST, id="own team"),
        pytest.param("19/08/1961 12.03.64", FIRST, id="dates"),
        pytest.param("liverpoolliverpool", "says the same again and again", id="said twice"),
        pytest.param("michaeljackson", "words that many people use", id="words that many people use"),
    ],
)
def test_a_password_that_is_easy_to_guess_is_told_how_to_be_better(password, told):
    weakness = find_weakness(password, OWN)

    assert told in weakness
    assert told.startswith("Use at most") or weakness.endswith("three or four words that do not belong together")


@pytest.mark.parametrize("length", [SHORTEST, LONGEST])
def test_the_limits_themselves_may_be_used(length):
    words = "vq8#nZ2!rk0w" + "otter kettle canal " * 10

    assert find_weakness(words[:length]) is None


def test_a_password_is_the_same_however_the_keyboard_composed_its_letters():
    composed = unicodedata.normalize("NFC", "żółta wydra śpi długo")
    taken_apart = unicodedata.normalize("NFD", composed)

    stored = hash_password(taken_apart)

    assert composed != taken_apart
    assert is_password(stored, composed)
    assert is_password(stored, taken_apart)


def test_letters_are_counted_as_they_are_kept():
    assert normalise("ﬃ" * 5) == "ffi" * 5
    assert "Use at least" not in (find_weakness("ﬃ" * 5) or "")
    assert "Use at most" in (find_weakness("\ufdfa" * 12) or "")


def test_only_the_beginning_of_a_long_password_is_judged_as_judging_takes_ever_longer():
    assert "again and again" in find_weakness("otter-" * 15 + "four plain words long")

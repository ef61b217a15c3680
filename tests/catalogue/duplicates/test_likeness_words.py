"""Two writings of one name, number or address become equal."""

import pytest

from directory.catalogue.duplicates.likeness_words import (
    email_key,
    name_words,
    phone_key,
    postcode_key,
    web_host,
    web_key,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("The Beck Lane Centre", "Beck Lane Center", id="article and spelling"),
        pytest.param("Beck Lane Trust Ltd", "BECK LANE TRUST", id="legal form"),
        pytest.param("Beck Lane Trust Liimited", "Beck Lane Trust", id="legal form misspelt"),
        pytest.param("Men & Sheds", "Men and Sheds", id="ampersand"),
        pytest.param("Women's Aid", "Womens Aid", id="apostrophe"),
        pytest.param("Café Llŷn", "Cafe Llyn", id="accents"),
        pytest.param("Beck Lane Comm. Assoc.", "Beck Lane Community Association", id="short forms"),
        pytest.param("Beck Lane Community Interest Company", "Beck Lane", id="legal form in full"),
        pytest.param("Beck Lane, registered charity 123456", "Beck Lane", id="number in the name"),
    ],
)
def test_two_writings_of_a_name_are_one(one, other):
    assert name_words(one) == name_words(other)


def test_a_name_of_nothing_but_legal_words_keeps_them():
    assert name_words("The Limited") == ("the", "limited")


@pytest.mark.parametrize(
    "number", ["0113 496 0000", "(0113) 4960000", "+44 113 496 0000", "0044 (0)113 496 0000", "0113 496 0000 ext 12"]
)
def test_two_writings_of_a_telephone_number_are_one(number):
    assert phone_key(number) == "01134960000"


def test_what_is_too_short_for_a_telephone_number_is_none():
    assert phone_key("116 123") == ""


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.Becklane.example/", "becklane.example"),
        ("becklane.example/index.html", "becklane.example"),
        ("http://becklane.example/Walks/", "becklane.example/walks"),
        ("https://www.facebook.com/becklane", "facebook.com/becklane"),
        ("https://www.facebook.com/", ""),
        ("https://www.facebook.com/profile.php?id=7", "facebook.com/profile.php?id=7"),
        ("see our poster", ""),
        ("http://[half", ""),
    ],
)
def test_web_addresses_by_host_and_path(address, key):
    assert web_key(address) == key


def test_a_host_that_everybody_shares_names_nobody():
    assert web_host("facebook.com/becklane") == ""
    assert web_host("becklane.example/walks") == "becklane.example"


def test_postcodes_and_email_addresses():
    assert postcode_key("ls11 8nd") == "LS118ND"
    assert email_key(" Walks@Becklane.example ") == "walks@becklane.example"
    assert email_key("none") == ""

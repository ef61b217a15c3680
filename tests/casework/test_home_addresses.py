"""When two addresses are one door."""

import pytest

from directory.casework.home_addresses import door_of

HERE = door_of("14 Mill Lane\nLeeds", "LS12 4QX")


@pytest.mark.parametrize(
    ("address", "postcode"),
    [
        pytest.param("14, mill lane", "ls124qx", id="commas and capitals"),
        pytest.param("14 Mill Lane, Leeds LS12 4QX", None, id="postcode in the address"),
        pytest.param("14 Mill Ln\nArmley\nLeeds\nLS12 4QX", "LS12 4QX", id="street shortened"),
    ],
)
def test_one_door_is_known_however_it_is_written(address, postcode):
    assert door_of(address, postcode) == HERE


@pytest.mark.parametrize(
    ("address", "postcode"),
    [
        pytest.param("16 Mill Lane", "LS12 4QX", id="next door"),
        pytest.param("14a Mill Lane", "LS12 4QX", id="letter of a house"),
        pytest.param("Flat 2, 14 Mill Lane", "LS12 4QX", id="flat"),
        pytest.param("Flat B, 14 Mill Lane", "LS12 4QX", id="flat with a letter"),
        pytest.param("14 Mill Lane", "LS12 4QY", id="another postcode"),
    ],
)
def test_another_door_is_another(address, postcode):
    assert door_of(address, postcode) not in ("", HERE)


def test_house_with_a_name_alone_is_known_by_its_first_line():
    assert door_of("Rose Cottage\nMill Lane", "LS12 4QX") == door_of("rose cottage,\nLeeds", "LS12 4QX")
    assert door_of("Rose Cottage\nMill Lane", "LS12 4QX") != door_of("Ivy Cottage\nMill Lane", "LS12 4QX")
    assert door_of("14 A Mill Lane", "LS12 4QX") == door_of("14a Mill Lane", "LS12 4QX")


@pytest.mark.parametrize(
    ("address", "postcode"), [("14 Mill Lane", None), ("14 Mill Lane", "LS12"), (None, "LS12 4QX"), ("", None)]
)
def test_nothing_is_known_of_half_an_address(address, postcode):
    assert door_of(address, postcode) == ""

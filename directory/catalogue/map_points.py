"""The point of a place on the map: that of its postcode, or a better one that a person gives."""

import re

from directory.errors import WrongInput
from directory.geo.current import find_place
from directory.geo.distance import haversine_m, miles_words
from directory.geo.postcode_layout import PostcodeFileUnusable
from directory.geo.postcodes import PostcodeNotUnderstood, parse_postcode

Point = tuple[float, float]
"""Latitude and longitude, WGS84 degrees."""

# The United Kingdom with its islands.
SOUTH, NORTH, WEST, EAST = 49.8, 60.9, -8.7, 1.8
# A postcode of the Highlands is so wide; farther away one of the two is wrong.
FARTHEST_M = 20_000
# A point so near fits the postcode of the house next door too.
SAME_ADDRESS_M = 1_000
_numbers = re.compile(r"\s*([+-]?[0-9]{1,3}(?:\.[0-9]{1,15})?)\s*[,; ]\s*([+-]?[0-9]{1,3}(?:\.[0-9]{1,15})?)\s*")

TWO_NUMBERS = "Enter two numbers with a comma between, like 53.7801, -1.5502"
NOT_HERE = "This point is not in the United Kingdom. The first number says how far north it is, like 53.7801"
WHOLE_POSTCODE = "Enter a whole postcode, like LS11 8ND"
OLD_POINT = "The address changed. Empty this box to use its postcode, or enter the point of the new address"


def read_point(text: str) -> Point:
    """A point as a map gives it to be copied, "53.7801, -1.5502". Raises WrongInput."""
    found = _numbers.fullmatch(text)
    if found is None:
        raise WrongInput(TWO_NUMBERS)
    point = float(found[1]), float(found[2])
    if not (SOUTH <= point[0] <= NORTH and WEST <= point[1] <= EAST):
        raise WrongInput(NOT_HERE)
    return point


def point_text(point: Point) -> str:
    """A point as it is typed; to the nearest ten centimetres."""
    return f"{point[0]:.6f}, {point[1]:.6f}"


def read_whole_postcode(text: str) -> str:
    """A postcode as it is written on letters; it need not exist. Raises WrongInput for half of one and for none."""
    try:
        postcode = parse_postcode(text)
    except PostcodeNotUnderstood:
        raise WrongInput(WHOLE_POSTCODE) from None
    if postcode.precision != "postcode":
        raise WrongInput(WHOLE_POSTCODE)
    return str(postcode)


def find_postcode_point(postcode: str) -> Point | None:
    """Where a postcode is; None where nobody knows, or no file of postcodes was built."""
    try:
        place = find_place(postcode)
    except (WrongInput, PostcodeFileUnusable):
        return None
    return place.latitude, place.longitude


def check_point(point: Point, of_postcode: Point | None, *, is_older: bool) -> None:
    """Refuses a point that cannot be that of an address. Raises WrongInput.

    `is_older` says that the point stood there before somebody changed the postcode.
    """
    apart = haversine_m(*point, *of_postcode) if of_postcode else None
    if is_older and (apart is None or apart > SAME_ADDRESS_M):
        raise WrongInput(OLD_POINT)
    if apart is not None and apart > FARTHEST_M:
        raise WrongInput(f"This point is {miles_words(apart)} from the postcode. Check both")

"""Bank holidays of the four nations, from the release of `holidays` that is installed; nothing is asked of the network.

One that is proclaimed at short notice is known from the next release on.
"""

import re
from datetime import date
from enum import StrEnum

from directory.geo.postcodes import PostcodeNotUnderstood, parse_postcode
from directory.working_days import free_days


class Nation(StrEnum):
    """Whose bank holidays are kept. Wales keeps those of England."""

    ENGLAND = "england"
    SCOTLAND = "scotland"
    WALES = "wales"
    NORTHERN_IRELAND = "northern ireland"


IN_SCOTLAND = re.compile("AB|DD|DG|EH|FK|G|HS|IV|KA|KW|KY|ML|PA|PH|TD|ZE")
IN_WALES = re.compile("CF|LD|LL|NP|SA")
# Postcodes that the border of Scotland runs through, for that of Wales does not matter; and the Crown dependencies.
UNSURE = re.compile("(DG16|TD9|TD12|TD15)|(GY|IM|JE)[0-9]+")


def find_nation(postcode: str) -> Nation | None:
    """The nation that a postcode or the beginning of one lies in; None where that is not sure."""
    try:
        parsed = parse_postcode(postcode)
    except PostcodeNotUnderstood:
        return None
    if UNSURE.fullmatch(parsed.outward):
        return None
    if parsed.area == "BT":
        return Nation.NORTHERN_IRELAND
    if IN_SCOTLAND.fullmatch(parsed.area):
        return Nation.SCOTLAND
    return Nation.WALES if IN_WALES.fullmatch(parsed.area) else Nation.ENGLAND


def bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    """The bank holidays of a year, with the days they are moved to; none where the calendar is not known.

    A holiday on a weekend counts as one as well as the day that is free instead: what closes for Christmas does not
    open on 25 December.
    """
    return free_days(nation.value, year)
